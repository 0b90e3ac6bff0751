// The functions write their log to the console: here it is kept, to be looked at.

/** Keeps what is logged in `lines` until the returned function is called. */
export function quietly(lines: string[]): () => void {
  const { log, error } = console;
  console.log = (line: string) => void lines.push(line);
  console.error = (line: string) => void lines.push(line);
  return () => Object.assign(console, { log, error });
}
