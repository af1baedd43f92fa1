/** Anything that leaves: a mail, a feed entry, an advisory's text. */
export type Message = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
};

declare const cleared: unique symbol;
/** A message the guard has read. Only `clear` makes one, and every sender takes nothing else. */
export type Cleared<M extends Message = Message> = M & { readonly [cleared]: true };
