import type { Recipient } from "#core/sealed/recipient.ts";
import { type ReaderParty, recipientsOf } from "./readers.ts";

type Asked = {
  readonly parties: readonly ReaderParty[];
  readonly before: readonly Recipient[];
  readonly chosen: readonly string[];
  /** Only the sender's side takes a reader away. */
  readonly isSender: boolean;
};

/** Who reads it from now on, and what that changes. A key that is no longer listed stays until its sender takes it away. */
export function readersAfter({ parties, before, chosen, isSender }: Asked) {
  const isIn = (some: readonly Recipient[], key: string) => some.some((one) => one.key === key);
  const kept = before.filter(({ key }) => !isSender || chosen.includes(key));
  const added = recipientsOf(parties, chosen).filter(({ key }) => !isIn(before, key));
  const after = [...kept.map(({ name, key }) => ({ name, key })), ...added];
  return { after, added, taken: before.filter(({ key }) => !isIn(after, key)) };
}
