/** A mail, as far as the guard reads it. */
export type Message = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
};

/** A text on its way out: a file of the published tree, a paper of a review, an answer that publishes. */
export type OutgoingText = { readonly text: string };

/** Anything that leaves. */
export type Leaving = Message | OutgoingText;

declare const cleared: unique symbol;
/** Something the guard has read. Only `clear` and `clearReleased` make one, and every sender takes nothing else. */
export type Cleared<T extends Leaving = Message> = T & { readonly [cleared]: true };

declare const sealed: unique symbol;
/**
 * Ciphertext that is passed on to those it is sealed to. It was read where it was sealed, if at all: whoever passes it on
 * has not read it, cannot, and does not say so.
 */
export type Sealed<B = unknown> = {
  /** Public keys, or names, of those who can open it. */
  readonly recipients: readonly string[];
  /** Of the ciphertext, in bytes. */
  readonly size: number;
  readonly bytes: B;
  readonly [sealed]: true;
};

/** Nothing is sealed to nobody. */
export function toSealed<B>(recipients: readonly string[], size: number, bytes: B): Sealed<B> {
  if (recipients.length === 0) throw new RangeError("Sealed bytes have recipients.");
  return { recipients, size, bytes } as unknown as Sealed<B>;
}
