// The only reader of the environment.
import * as z from 'zod/mini';

// A record's keys are exact: what else the environment holds is left out.
const schema = <Name extends string>(names: Name[]) =>
  z.pipe(
    z.transform((all: NodeJS.ProcessEnv) => Object.fromEntries(names.map((name) => [name, all[name]]))),
    z.record(z.enum(names), z.string()),
  );

/** The named variables. Throws when some are missing, naming all of them together. */
export function env<Name extends string>(...names: Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`The environment lacks ${missing.join(', ')}; the template sets them.`);
  return schema(names).parse(process.env);
}
