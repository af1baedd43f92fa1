import type { Tx } from "../database.ts";

/** One access: who, what, when, from where, under which grant. */
export type NewReviewAccess = {
  readonly reviewId: string;
  readonly at: Date;
  readonly personId: string;
  readonly partyId: string;
  readonly name: string;
  readonly what: "review" | "envelope" | "payload" | "endpoint";
  readonly materialId: string | null;
  readonly grantId: string | null;
  readonly way: string;
  readonly origin: string;
  readonly detail: string;
};
export type ReviewAccess = Omit<NewReviewAccess, "reviewId"> & { readonly seq: number };

export const insertReviewAccess = async (
  tx: Tx,
  deskId: string,
  access: NewReviewAccess,
): Promise<void> => {
  await tx
    .insertInto("review_access")
    .values({
      desk_id: deskId,
      review_id: access.reviewId,
      at: access.at,
      person_id: access.personId,
      party_id: access.partyId,
      name: access.name,
      what: access.what,
      material_id: access.materialId,
      grant_id: access.grantId,
      way: access.way,
      origin: access.origin,
      detail: access.detail,
    })
    .execute();
};

const select = (tx: Tx, reviewId: string) =>
  tx
    .selectFrom("review_access")
    .select([
      "seq",
      "at",
      "person_id as personId",
      "party_id as partyId",
      "name",
      "what",
      "material_id as materialId",
      "grant_id as grantId",
      "way",
      "origin",
      "detail",
    ])
    .where("review_id", "=", reviewId);

/** Newest first. */
export const listReviewAccesses = async (
  tx: Tx,
  reviewId: string,
  before: number | null,
  limit: number,
): Promise<ReviewAccess[]> => {
  let query = select(tx, reviewId).orderBy("seq", "desc").limit(limit);
  if (before !== null) query = query.where("seq", "<", before);
  return (await query.execute()) as ReviewAccess[];
};

/** Those that came after, oldest first. */
export const listNewAccesses = async (
  tx: Tx,
  reviewId: string,
  after: number,
  limit: number,
): Promise<ReviewAccess[]> =>
  (await select(tx, reviewId)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute()) as ReviewAccess[];

export const countReviewAccesses = async (tx: Tx): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx
    .selectFrom("review_access")
    .select((select) => ["review_id", select.fn.countAll<number>().as("accesses")])
    .groupBy("review_id")
    .execute();
  return new Map(rows.map(({ review_id, accesses }) => [review_id, accesses]));
};

/** How often each person read what, and when last. */
export const countAccessesOf = async (tx: Tx, reviewId: string) =>
  await tx
    .selectFrom("review_access")
    .select((select) => [
      "person_id as personId",
      "name",
      "party_id as partyId",
      "what",
      select.fn.countAll<number>().as("count"),
      select.fn.max("at").as("last"),
    ])
    .where("review_id", "=", reviewId)
    .groupBy(["person_id", "name", "party_id", "what"])
    .orderBy("name")
    .orderBy("what")
    .execute();
