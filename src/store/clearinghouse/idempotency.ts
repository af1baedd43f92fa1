import type { Tx } from "../database.ts";

export const findIdempotent = async (tx: Tx, partyId: string, key: string) =>
  await tx
    .selectFrom("idempotency")
    .select(["sha256", "answer"])
    .where("party_id", "=", partyId)
    .where("key", "=", key)
    .executeTakeFirst();

/** Answers whether the key belongs to this file: another may have been faster. */
export const keepIdempotent = async (
  tx: Tx,
  deskId: string,
  kept: { partyId: string; key: string; sha256: Uint8Array; answer: unknown; at: Date },
): Promise<boolean> => {
  await tx
    .insertInto("idempotency")
    .values({
      desk_id: deskId,
      party_id: kept.partyId,
      key: kept.key,
      sha256: Buffer.from(kept.sha256),
      answer: JSON.stringify(kept.answer),
      at: kept.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const first = await findIdempotent(tx, kept.partyId, kept.key);
  return first?.sha256.equals(kept.sha256) ?? false;
};
