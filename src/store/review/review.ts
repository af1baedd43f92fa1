import { type RawBuilder, sql } from "kysely";
import type { ReviewEvent } from "#core/review/reviewEvent.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import type { Ending, Stage } from "#core/review/reviewWords.ts";
import type { Tx } from "../database.ts";

export type StoredReview = {
  readonly id: string;
  readonly ref: string;
  readonly edition: number;
  readonly state: ReviewState;
  readonly changedAt: Date;
};

const select = (tx: Tx) =>
  tx
    .selectFrom("review")
    .select(["id", "ref", "edition", "state", sql<Date>`changed_at`.as("changedAt")]);

type Row = { id: string; ref: string; edition: number; state: unknown; changedAt: Date };
const toStored = (row: Row): StoredReview => ({ ...row, state: row.state as ReviewState });

/** Undefined as well when row-level security hides it. */
export async function findReview(tx: Tx, ref: string): Promise<StoredReview | undefined> {
  const row = await select(tx).where("ref", "=", ref).executeTakeFirst();
  return row && toStored(row);
}

/** Locked until the transaction ends. */
export async function lockReview(tx: Tx, ref: string): Promise<StoredReview | undefined> {
  const row = await select(tx).where("ref", "=", ref).forUpdate().executeTakeFirst();
  return row && toStored(row);
}

export async function lockReviewById(tx: Tx, id: string): Promise<StoredReview | undefined> {
  const row = await select(tx).where("id", "=", id).forUpdate().executeTakeFirst();
  return row && toStored(row);
}

/** Held to the end of the transaction: one review of the desk is opened at a time. */
export const lockOpenings = async (tx: Tx, deskId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`review ${deskId}`}, 0))`.execute(tx);
};

/** The open review of this model version, whatever the spelling's case. */
export async function lockOpenReviewOf(
  tx: Tx,
  labPartyId: string,
  model: string,
  version: string,
): Promise<StoredReview | undefined> {
  const row = await select(tx)
    .where("lab_party_id", "=", labPartyId)
    .where("ending", "is", null)
    .where(sql<boolean>`lower(model) = lower(${model}) and lower(version) = lower(${version})`)
    .forUpdate()
    .executeTakeFirst();
  return row && toStored(row);
}

type Place = { readonly at: Date; readonly id: string };

/** Newest change first. */
export async function listReviews(tx: Tx, after: Place | null, limit: number) {
  let query = select(tx).orderBy("changed_at", "desc").orderBy("id").limit(limit);
  if (after !== null)
    query = query.where(sql<boolean>`(changed_at, id) < (${after.at}, ${after.id}::uuid)`);
  return (await query.execute()).map(toStored);
}

const countWhere = async (tx: Tx, condition: RawBuilder<boolean>): Promise<number> => {
  const query = tx.selectFrom("review").select((of) => of.fn.countAll<number>().as("n"));
  return (await query.where(condition).executeTakeFirstOrThrow()).n;
};

/** Reviews that have not ended, of those that the asker sees. */
export const countOpenReviews = (tx: Tx): Promise<number> =>
  countWhere(tx, sql<boolean>`ending is null`);

/** Coverage enquiries of the desk that nobody has answered since they were made. To be called as the desk. */
export const countOpenEnquiries = (tx: Tx): Promise<number> =>
  countWhere(
    tx,
    sql<boolean>`state -> 'enquiry' ->> 'at' is not null
      and coalesce(state -> 'coverage' ->> 'at', '') < state -> 'enquiry' ->> 'at'`,
  );

export const listAllReviews = async (tx: Tx): Promise<StoredReview[]> =>
  (await select(tx).orderBy("opened_at", "desc").limit(5_000).execute()).map(toStored);

/** Those whose events may ask for something by themselves: not ended yet, or with something that has a day still to come. */
export const listReviewsToWatch = async (tx: Tx): Promise<string[]> =>
  (
    await tx
      .selectFrom("review")
      .select("id")
      .where(
        sql<boolean>`ending is null
          or jsonb_path_exists(state, '$.destructions[*] ? (@.stated == null && @.overdueAt == null)')
          or jsonb_path_exists(state, '$.incidents[*] ? (@.ended == null && @.overdueAt == null)')
          or jsonb_path_exists(state, '$.labels[*] ? (@.lapsedAt == null && @.label.until != null)')`,
      )
      .execute()
  ).map(({ id }) => id);

export type ReviewWrite = {
  readonly id: string;
  readonly ref: string;
  readonly edition: number;
  readonly state: ReviewState;
  readonly stage: Stage;
  readonly ending: Ending | null;
  readonly changedAt: Date;
};

const columns = ({ state, ...write }: ReviewWrite) => ({
  edition: write.edition,
  state: JSON.stringify(state),
  lab_party_id: state.lab.partyId,
  model: state.model,
  version: state.version,
  stage: write.stage,
  ending: write.ending,
  opened_at: new Date(state.openedAt),
  changed_at: write.changedAt,
});

export const insertReview = async (tx: Tx, deskId: string, write: ReviewWrite): Promise<void> => {
  await tx
    .insertInto("review")
    .values({ desk_id: deskId, id: write.id, ref: write.ref, ...columns(write) })
    .execute();
};

export const updateReview = async (tx: Tx, write: ReviewWrite): Promise<void> => {
  await tx.updateTable("review").set(columns(write)).where("id", "=", write.id).execute();
};

export async function insertReviewEvents(
  tx: Tx,
  deskId: string,
  reviewId: string,
  before: number,
  events: readonly ReviewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto("review_event")
    .values(
      events.map(({ id, at, type, by, ...data }, i) => ({
        desk_id: deskId,
        review_id: reviewId,
        seq: before + i + 1,
        id,
        at: new Date(at),
        type,
        side: by.side,
        by_person: by.personId,
        by_party: by.partyId,
        by_label: by.label,
        data: JSON.stringify(data),
      })),
    )
    .execute();
}

export type StoredReviewEvent = { readonly seq: number; readonly event: ReviewEvent };

/** Oldest first. */
export async function listReviewEvents(
  tx: Tx,
  reviewId: string,
  after: number,
  limit: number,
): Promise<StoredReviewEvent[]> {
  const rows = await tx
    .selectFrom("review_event")
    .selectAll()
    .where("review_id", "=", reviewId)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(({ seq, id, at, type, side, by_person, by_party, by_label, data }) => ({
    seq,
    event: {
      ...(data as object),
      type,
      id,
      at: at.toISOString(),
      by: { side, personId: by_person, partyId: by_party, label: by_label },
    } as ReviewEvent,
  }));
}

export async function drawReviewNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('review_number') as n`.execute(tx);
  return rows[0]?.n ?? 0;
}
