// What goes wrong at the command line, told in one sentence.

/** A fault that its reader can mend; the message is shown as it is. */
export class Refusal extends Error {}

const reasons: Record<string, string> = {
  ENOENT: "doesn't exist",
  EISDIR: 'is a folder, not a file',
  EACCES: "can't be read: this user lacks the right",
};

/** Why a file could not be read. */
export function fileFault(file: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new Refusal(`"${file}" ${reasons[code] ?? `can't be read (${code || error})`}.`, { cause: error });
}
