import { sql } from "kysely";
import type { Tx } from "../database.ts";

export type ReviewMember = { readonly partyId: string; readonly side: "lab" | "agency" };

export const insertReviewMember = async (
  tx: Tx,
  deskId: string,
  member: ReviewMember & { readonly reviewId: string; readonly since: Date },
): Promise<void> => {
  await tx
    .insertInto("review_member")
    .values({
      desk_id: deskId,
      review_id: member.reviewId,
      party_id: member.partyId,
      side: member.side,
      since: member.since,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** People who take part in a review: lab officers of its lab, reviewers of the attached agencies. */
export const listReviewPeople = async (tx: Tx, reviewId: string) =>
  await tx
    .selectFrom("review_member as member")
    .innerJoin("person", (join) =>
      join
        .onRef("person.desk_id", "=", "member.desk_id")
        .onRef("person.party_id", "=", "member.party_id"),
    )
    .innerJoin("party", (join) =>
      join.onRef("party.desk_id", "=", "person.desk_id").onRef("party.id", "=", "person.party_id"),
    )
    .select([
      "person.id as personId",
      "person.name as name",
      "person.email as email",
      "person.roles as roles",
      "party.id as partyId",
      "party.name as party",
      "member.side as side",
    ])
    .where("member.review_id", "=", reviewId)
    .where("person.disabled_at", "is", null)
    .orderBy("party.name")
    .orderBy("person.name")
    .execute();

/** Parties with a lab officer or a reviewer. */
export const listReviewParties = async (tx: Tx) => {
  const { rows } = await sql<{ id: string; name: string; isLab: boolean; isAgency: boolean }>`
    select party.id, party.name, bool_or('lab-officer' = any(roles)) as "isLab",
           bool_or('reviewer' = any(roles)) as "isAgency"
    from party join person on person.desk_id = party.desk_id and person.party_id = party.id
    where person.disabled_at is null
    group by party.id, party.name
    having bool_or(roles && array['lab-officer', 'reviewer'])
    order by party.name`.execute(tx);
  return rows;
};
