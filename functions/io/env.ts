// The only reader of the environment.

/** The named variables. Throws when some are missing, naming all of them together. */
export function env<Name extends string>(...names: Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`The environment lacks ${missing.join(', ')}; the template sets them.`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Name, string>;
}
