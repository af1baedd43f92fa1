import type { Asker } from "#core/access/asker.ts";
import { canonicalJson, type Json } from "#core/canonicalJson.ts";
import { no } from "#core/review/refusal.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { findIdempotent, keepIdempotent } from "#store/clearinghouse/idempotency.ts";
import { asDesk, type Tx } from "#store/database.ts";

/** An act as it was sent, with the Idempotency-Key that its sender gave it. */
export type Sent = {
  readonly key: string;
  readonly ref: string;
  readonly move: string;
  readonly input: unknown;
};

const hashOf = ({ ref, move, input }: Sent): Uint8Array =>
  sha256(canonicalJson({ ref, move, input: JSON.parse(JSON.stringify(input)) as Json }));

/** A key is its person's own: a colleague may use the same one for something else. */
const keyOf = ({ personId }: Asker, { key }: Sent): string => `review ${personId} ${key}`;

/** Undoes the transaction of an act whose key was given to another one meanwhile. */
export class KeyReused extends Error {}

export const keyReused = () =>
  no("review/key-reused", "This Idempotency-Key stands for another act. Use a new one for each.");

/** Whether it was done before under this key, or the key stands for something else. */
export async function findSentBefore(
  tx: Tx,
  asker: Asker,
  sent: Sent | undefined,
): Promise<"new" | "done" | "another"> {
  const { partyId } = asker;
  if (sent === undefined || partyId === null) return "new";
  const before = await asDesk(tx, asker, () => findIdempotent(tx, partyId, keyOf(asker, sent)));
  if (!before) return "new";
  return before.sha256.equals(hashOf(sent)) ? "done" : "another";
}

/** In the transaction of the act: what is refused leaves its key free. To be called as the desk. */
export async function keepSent(tx: Tx, asker: Asker, sent: Sent | undefined, at: Date) {
  const { partyId, deskId } = asker;
  if (sent === undefined || partyId === null) return;
  const kept = { partyId, key: keyOf(asker, sent), sha256: hashOf(sent), answer: null, at };
  if (!(await keepIdempotent(tx, deskId, kept))) throw new KeyReused();
}
