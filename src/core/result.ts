/** What a decision returns: the thing decided, or the reason it was refused. */
export type Result<T, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

/** An expected "no". The code (`noun/reason`) is public API; the detail is for people. */
export type Refusal<C extends string = string> = { readonly code: C; readonly detail: string };

export const ok = <T>(value: T) => ({ ok: true, value }) as const;
export const refuse = <C extends string>(code: C, detail: string) =>
  ({ ok: false, refusal: { code, detail } }) as const;
