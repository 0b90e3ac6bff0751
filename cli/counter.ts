// How far long work is: one line that is written anew on a terminal, a plain line now and then elsewhere.
import { steps } from './steps.ts';

const [ANEW, PLAIN] = [100, 10_000];

export type Counter = {
  show(text: string): void;
  /** Takes away what is to be written anew. */
  clear(): void;
  /** A line on stderr that stays. */
  tell(line: string): void;
  /** The last line, which stays. */
  end(text: string): void;
};

export function counter(stream: NodeJS.WriteStream): Counter {
  const told = steps(stream);
  const clear = (): void => {
    if (stream.isTTY) stream.write('\r\u001b[K');
  };
  let next = stream.isTTY ? 0 : performance.now() + PLAIN;
  return {
    clear,

    show(text) {
      const now = performance.now();
      if (now < next) return;
      next = now + (stream.isTTY ? ANEW : PLAIN);
      if (stream.isTTY) stream.write(`\r\u001b[K${text}`);
      else told(text);
    },
    tell(line) {
      clear();
      process.stderr.write(`${line}\n`);
    },
    end(text) {
      clear();
      told(text);
    },
  };
}
