import { sql } from "kysely";
import { PERMISSIONS } from "#core/access/permission.ts";
import type { Tx } from "../database.ts";

/** People of a party who may label. */
export async function listLabellers(tx: Tx, partyId: string) {
  const rows = await tx
    .selectFrom("person")
    .select(["id as personId", "name", "roles"])
    .where("party_id", "=", partyId)
    .where("disabled_at", "is", null)
    .orderBy("name")
    .execute();
  const mayLabel: readonly string[] = PERMISSIONS["evaluation.label"];
  return rows
    .filter(({ roles }) => roles.some((role) => mayLabel.includes(role)))
    .map(({ personId, name }) => ({ personId, name }));
}

export type Labelled = "yes" | "no" | "not_applicable" | "inconclusive";

export type StoredLabel = {
  readonly number: number;
  readonly personId: string;
  readonly by: string;
  readonly dimension: string;
  readonly outcome: Labelled;
  readonly reason: string;
  /** JSON. */
  readonly citations: string;
  /** How many trials of its kind it stands for. */
  readonly weight: number;
  readonly at: Date;
};

const selectLabels = (tx: Tx, runId: string) =>
  tx
    .selectFrom("evaluation_label")
    .select([
      "number",
      "person_id as personId",
      "by_label as by",
      "dimension",
      "outcome",
      "reason",
      "citations",
      "weight",
      "at",
    ])
    .where("run_id", "=", runId);

export const listLabelsOfTrial = async (
  tx: Tx,
  runId: string,
  number: number,
): Promise<StoredLabel[]> =>
  await selectLabels(tx, runId).where("number", "=", number).orderBy("at").execute();

/** In the order of the trials. */
export const listLabels = async (
  tx: Tx,
  runId: string,
  dimension: string,
): Promise<StoredLabel[]> =>
  await selectLabels(tx, runId)
    .where("dimension", "=", dimension)
    .orderBy("number")
    .orderBy("at")
    .execute();

type Of = { readonly deskId: string; readonly runId: string; readonly partyId: string };

/** False where this person has labelled the trial in this dimension before. */
export async function insertLabel(
  tx: Tx,
  { deskId, runId, partyId }: Of,
  label: StoredLabel,
): Promise<boolean> {
  const row = await tx
    .insertInto("evaluation_label")
    .values({
      desk_id: deskId,
      run_id: runId,
      party_id: partyId,
      number: label.number,
      dimension: label.dimension,
      person_id: label.personId,
      by_label: label.by,
      outcome: label.outcome,
      reason: label.reason,
      citations: label.citations,
      weight: label.weight,
      at: label.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("number")
    .executeTakeFirst();
  return row !== undefined;
}

export const listReportsOfTrial = async (
  tx: Tx,
  runId: string,
  number: number,
): Promise<string[]> =>
  (
    await tx
      .selectFrom("evaluation_report")
      .select("report_ref as ref")
      .where("run_id", "=", runId)
      .where("number", "=", number)
      .orderBy("report_ref")
      .execute()
  ).map(({ ref }) => ref);

export const insertReport = async (
  tx: Tx,
  { deskId, runId, partyId }: Of,
  number: number,
  reportRef: string,
  at: Date,
): Promise<void> => {
  await tx
    .insertInto("evaluation_report")
    .values({
      desk_id: deskId,
      run_id: runId,
      party_id: partyId,
      number,
      report_ref: reportRef,
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export type StoredSample = {
  readonly id: string;
  readonly dimension: string;
  readonly seed: string;
  readonly size: number;
  readonly doubled: number;
  readonly drawnAt: Date;
  readonly by: string;
};

const selectSamples = (tx: Tx, runId: string) =>
  tx
    .selectFrom("evaluation_sample")
    .select(["id", "dimension", "seed", "size", "doubled", "drawn_at as drawnAt", "by_label as by"])
    .where("run_id", "=", runId);

export const listSamples = async (tx: Tx, runId: string): Promise<StoredSample[]> =>
  await selectSamples(tx, runId).orderBy("drawn_at").orderBy("id").execute();

export const findSample = async (
  tx: Tx,
  runId: string,
  { dimension, seed }: Pick<StoredSample, "dimension" | "seed">,
): Promise<StoredSample | undefined> =>
  await selectSamples(tx, runId)
    .where("dimension", "=", dimension)
    .where("seed", "=", seed)
    .executeTakeFirst();

export type Assignment = {
  readonly number: number;
  readonly personId: string;
  readonly place: number;
  readonly weight: number;
};

export async function insertSample(
  tx: Tx,
  { deskId, runId, partyId }: Of,
  sample: StoredSample,
  assigned: readonly Assignment[],
): Promise<void> {
  const { id, dimension, seed, size, doubled, drawnAt, by } = sample;
  const of = { desk_id: deskId, run_id: runId, party_id: partyId, dimension };
  await tx
    .insertInto("evaluation_sample")
    .values({ ...of, id, seed, size, doubled, drawn_at: drawnAt, by_label: by })
    .execute();
  await sql`
    insert into evaluation_assignment (desk_id, sample_id, run_id, party_id, dimension, number, person_id, place, weight, done)
    select ${deskId}, ${id}, ${runId}, ${partyId}, ${dimension}, number, "personId", place, weight, exists (
      select 1 from evaluation_label l where l.desk_id = ${deskId} and l.run_id = ${runId} and l.number = a.number
        and l.dimension = ${dimension} and l.person_id = a."personId")
    from jsonb_to_recordset(${JSON.stringify(assigned)}::jsonb) as a (number int, "personId" uuid, place int, weight double precision)`.execute(
    tx,
  );
}

/** Every assignment of a sample, with the labeller's name, in order of place. */
export const listAssignments = async (tx: Tx, sampleId: string) =>
  await tx
    .selectFrom("evaluation_assignment as a")
    .innerJoin("person", (join) =>
      join.onRef("person.desk_id", "=", "a.desk_id").onRef("person.id", "=", "a.person_id"),
    )
    .select(["a.number", "a.person_id as personId", "a.place", "a.done", "person.name"])
    .where("a.sample_id", "=", sampleId)
    .orderBy("a.place")
    .orderBy("person.name")
    .execute();

/** Whether this person is to label this trial in this dimension, or has. */
export const findAssignment = async (
  tx: Tx,
  runId: string,
  { number, personId, dimension }: Pick<StoredLabel, "number" | "personId" | "dimension">,
) =>
  await tx
    .selectFrom("evaluation_assignment")
    .select(["sample_id as sampleId", "place", "weight", "done"])
    .where("run_id", "=", runId)
    .where("number", "=", number)
    .where("person_id", "=", personId)
    .where("dimension", "=", dimension)
    .executeTakeFirst();

export const finishAssignments = async (
  tx: Tx,
  runId: string,
  { number, personId, dimension }: Pick<StoredLabel, "number" | "personId" | "dimension">,
): Promise<void> => {
  await tx
    .updateTable("evaluation_assignment")
    .set({ done: true })
    .where("run_id", "=", runId)
    .where("number", "=", number)
    .where("person_id", "=", personId)
    .where("dimension", "=", dimension)
    .execute();
};

/** What is to be labelled next, in the order of the samples. */
export async function findNextAssignment(
  tx: Tx,
  runId: string,
  { personId, dimension }: Pick<StoredLabel, "personId" | "dimension">,
): Promise<number | null> {
  const row = await tx
    .selectFrom("evaluation_assignment")
    .select("number")
    .where("run_id", "=", runId)
    .where("person_id", "=", personId)
    .where("dimension", "=", dimension)
    .where("done", "=", false)
    .orderBy("place")
    .executeTakeFirst();
  return row?.number ?? null;
}

/** Trials with a conversation, for drawing some of them; `trial` is SHA-256 in hexadecimal. */
export async function listDrawable(tx: Tx, runId: string, dimension: string) {
  const { rows } = await sql<{ number: number; trial: string; outcome: string }>`
    select number, encode(trial, 'hex') as trial, coalesce(outcomes ->> ${dimension}, 'unscored') as outcome
    from evaluation_trial where run_id = ${runId} and ending in ('completed', 'turn_limit') order by number`.execute(
    tx,
  );
  return rows;
}

/** Verdicts of labelled trials, as JSON, with the number of each. */
export async function listVerdictsOfLabelled(tx: Tx, runId: string, dimension: string) {
  const { rows } = await sql<{ number: number; verdicts: string | null; trial: string }>`
    select number, verdicts, trial from evaluation_transcript t where run_id = ${runId} and number in (
      select number from evaluation_label where run_id = ${runId} and dimension = ${dimension})
    order by number`.execute(tx);
  return rows;
}
