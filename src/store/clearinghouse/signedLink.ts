import type { Tx } from "../database.ts";

export const findLinkHolder = async (tx: Tx, hash: Uint8Array, now: Date) =>
  await tx
    .selectFrom("signed_link")
    .innerJoin("party", (join) =>
      join
        .onRef("party.desk_id", "=", "signed_link.desk_id")
        .onRef("party.id", "=", "signed_link.party_id"),
    )
    .select(["signed_link.id", "case_id", "party_id", "party.name as party_name", "expires_at"])
    .where("token_hash", "=", Buffer.from(hash))
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();

export const insertSignedLink = async (
  tx: Tx,
  deskId: string,
  link: {
    id: string;
    caseId: string;
    partyId: string;
    hash: Uint8Array;
    purpose: "owner-answer";
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> => {
  await tx
    .insertInto("signed_link")
    .values({
      desk_id: deskId,
      id: link.id,
      case_id: link.caseId,
      party_id: link.partyId,
      token_hash: Buffer.from(link.hash),
      purpose: link.purpose,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute();
};

export const revokeSignedLinks = async (tx: Tx, caseId: string, partyId: string, now: Date) => {
  await tx
    .updateTable("signed_link")
    .set({ revoked_at: now })
    .where("case_id", "=", caseId)
    .where("party_id", "=", partyId)
    .where("revoked_at", "is", null)
    .execute();
};

/** When the newest standing link of a party into a case ends. */
export const findLinkExpiry = async (tx: Tx, caseId: string, partyId: string) =>
  (
    await tx
      .selectFrom("signed_link")
      .select("expires_at")
      .where("case_id", "=", caseId)
      .where("party_id", "=", partyId)
      .where("revoked_at", "is", null)
      .orderBy("expires_at", "desc")
      .limit(1)
      .executeTakeFirst()
  )?.expires_at;
