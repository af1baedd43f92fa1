import type { Tx } from "../database.ts";
import { findLiveCase } from "./case.ts";

/** Whom a standing link speaks for, and the case it opens: where that was merged, the case it went into. */
export async function findLinkHolder(tx: Tx, hash: Uint8Array, now: Date) {
  const link = await tx
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
  const live = link && (await findLiveCase(tx, link.case_id));
  return live && { ...link, case_id: live.id };
}

export const touchSignedLink = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await tx.updateTable("signed_link").set({ last_used_at: now }).where("id", "=", id).execute();
};

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
