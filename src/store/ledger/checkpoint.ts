import type { Tx } from "../database.ts";

/** A tree head that was signed: `note` is the signed note, `keyId` that of the key that signed. */
export type SignedHead = {
  readonly size: number;
  readonly keyId: number;
  readonly root: Uint8Array;
  readonly note: string;
};

/** The newest; its size is that of the log, because entries are never sequenced without signing. */
export async function findHead(tx: Tx, deskId: string): Promise<SignedHead | undefined> {
  const row = await tx
    .selectFrom("ledger_checkpoint")
    .select(["size", "key_id", "root", "note"])
    .where("desk_id", "=", deskId)
    .orderBy("size", "desc")
    .orderBy("signed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { size: row.size, keyId: row.key_id, root: row.root, note: row.note };
}

export async function insertHead(
  tx: Tx,
  deskId: string,
  head: SignedHead,
  signedAt: Date,
): Promise<void> {
  await tx
    .insertInto("ledger_checkpoint")
    .values({
      desk_id: deskId,
      size: head.size,
      key_id: head.keyId,
      root: Buffer.from(head.root),
      note: head.note,
      signed_at: signedAt,
    })
    .execute();
}
