/**
 * What no retry can mend: it is recorded, told and acknowledged. Everything else that is thrown is retried.
 * `message` is one sentence that its reader can act on: the thing, the value, the limit.
 */
export class PermanentError extends Error {
  readonly code: string;

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'PermanentError';
    this.code = code;
  }
}
