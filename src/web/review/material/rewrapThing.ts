import type { Recipient } from "#core/sealed/recipient.ts";
import { rewrap } from "#core/sealed/rewrap.ts";
import { connect } from "../../sealed/connect.ts";
import { identities } from "../../sealed/identities.ts";
import { random } from "../../sealed/platform.ts";
import { rememberUsed } from "./usedKeys.ts";

type Change = {
  readonly review: string;
  readonly id: string;
  /** Those who read it now, by their keys. */
  readonly before: readonly Recipient[];
  /** Those who are to read it from now on. */
  readonly after: readonly Recipient[];
};

/**
 * Wraps the key of a sealed thing anew, with a private key at hand; the ciphertext stays. Who is only added leaves the others'
 * stanzas as they are; where somebody is taken away, all that remain are wrapped for anew.
 */
export async function rewrapThing({ review, id, before, after }: Change): Promise<void> {
  const isIn = (some: readonly Recipient[]) => (one: Recipient) =>
    some.some(({ key }) => key === one.key);
  const isOnly = !before.every(isIn(after));
  const added = after.filter((one) => !isIn(before)(one));
  await rewrap({
    server: connect(review, new AbortController().signal),
    id,
    identities: identities.all().map(({ identity }) => identity),
    recipients: isOnly ? after : added,
    isOnly,
    random,
  });
  rememberUsed(
    localStorage,
    after.map(({ key }) => key),
  );
}
