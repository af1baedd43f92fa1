import type { Cleared, OutgoingText, Sealed } from "#core/guard/message.ts";

/** What the guard has read, on its way to who asked for it. */
export const textOf = ({ text }: Cleared<OutgoingText>): string => text;

/** Ciphertext that nobody here has read. */
export const bytesOf = <B>({ bytes }: Sealed<B>): B => bytes;
