/**
 * One fault in a document. Validators return all of them, never throw, never stop at the first.
 * `pointer` is a JSON pointer (RFC 6901) into the document, or `/line/N` (1-based) where the document is not JSON;
 * `message` says what is wrong and what to do about it.
 */
export type Problem = {
  readonly rule: string;
  readonly pointer: string;
  readonly message: string;
};
