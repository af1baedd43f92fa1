import { sql } from "kysely";
import type { Tx } from "../database.ts";

/** What lists show of a trial. */
export type TrialRecord = {
  readonly number: number;
  /** SHA-256 in hexadecimal, as the other one. */
  readonly trial: string;
  readonly caseId: string;
  readonly repetition: number;
  readonly title: string;
  readonly kind: string;
  readonly category: string | null;
  readonly stance: string | null;
  readonly ending: string;
  readonly turns: number;
  readonly toolCalls: number;
  readonly latencyMs: number | null;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly judged: boolean;
  readonly conflict: boolean;
  readonly disagreement: boolean;
  readonly unscored: boolean;
  readonly judgeKinds: readonly string[];
};

export type CellRecord = {
  readonly number: number;
  readonly caseId: string;
  readonly repetition: number;
  readonly dimension: string;
  /** Empty for all. */
  readonly stance: string;
  readonly category: string;
  readonly outcome: string;
  readonly conflict: boolean;
};

/** JSON as it came; `verdicts` is null until they come. */
export type Transcript = {
  readonly number: number;
  readonly trial: string;
  readonly held: string;
  readonly verdicts: string | null;
};

type Of = { readonly deskId: string; readonly runId: string; readonly partyId: string };

export async function insertTrials(
  tx: Tx,
  { deskId, runId, partyId }: Of,
  trials: readonly TrialRecord[],
  at: Date,
): Promise<void> {
  if (trials.length === 0) return;
  await sql`
    insert into evaluation_trial (desk_id, run_id, party_id, at, number, trial, case_id, repetition, title, kind, category,
      stance, ending, turns, tool_calls, latency_ms, outcomes, judged, conflict, disagreement, unscored, judge_kinds)
    select ${deskId}, ${runId}, ${partyId}, ${at}::timestamptz, number, decode(trial, 'hex'), decode("caseId", 'hex'),
      repetition, title, kind, category, stance, ending, turns, "toolCalls", "latencyMs", outcomes, judged, conflict,
      disagreement, unscored, "judgeKinds"
    from jsonb_to_recordset(${JSON.stringify(trials)}::jsonb) as t (number int, trial text, "caseId" text, repetition int,
      title text, kind text, category text, stance text, ending text, turns int, "toolCalls" int,
      "latencyMs" double precision, outcomes jsonb, judged boolean, conflict boolean, disagreement boolean,
      unscored boolean, "judgeKinds" text[])`.execute(tx);
}

export async function insertTranscripts(
  tx: Tx,
  { deskId, runId, partyId }: Of,
  transcripts: readonly Transcript[],
): Promise<void> {
  if (transcripts.length === 0) return;
  await tx
    .insertInto("evaluation_transcript")
    .values(
      transcripts.map((one) => ({ desk_id: deskId, run_id: runId, party_id: partyId, ...one })),
    )
    .execute();
}

export async function insertCells(
  tx: Tx,
  { deskId, runId, partyId }: Of,
  cells: readonly CellRecord[],
): Promise<void> {
  if (cells.length === 0) return;
  await sql`
    insert into evaluation_cell (desk_id, run_id, party_id, number, case_id, repetition, dimension, stance, category, outcome,
      conflict)
    select ${deskId}, ${runId}, ${partyId}, number, decode("caseId", 'hex'), repetition, dimension, stance, category, outcome,
      conflict
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as c (number int, "caseId" text, repetition int,
      dimension text, stance text, category text, outcome text, conflict boolean)`.execute(tx);
}

export const removeCells = async (
  tx: Tx,
  runId: string,
  numbers: readonly number[],
): Promise<void> => {
  if (numbers.length === 0) return;
  await sql`delete from evaluation_cell where run_id = ${runId} and number = any(${numbers}::int[])`.execute(
    tx,
  );
};

export type Judged = Pick<
  TrialRecord,
  "number" | "outcomes" | "conflict" | "disagreement" | "unscored" | "judgeKinds"
> & { readonly verdicts: string };

/** Verdicts of trials that had none. */
export async function putVerdicts(tx: Tx, runId: string, judged: readonly Judged[]): Promise<void> {
  for (const { number, verdicts, ...row } of judged) {
    await tx
      .updateTable("evaluation_transcript")
      .set({ verdicts })
      .where("run_id", "=", runId)
      .where("number", "=", number)
      .execute();
    await tx
      .updateTable("evaluation_trial")
      .set({
        outcomes: JSON.stringify(row.outcomes),
        judged: true,
        conflict: row.conflict,
        disagreement: row.disagreement,
        unscored: row.unscored,
        judge_kinds: [...row.judgeKinds],
      })
      .where("run_id", "=", runId)
      .where("number", "=", number)
      .execute();
  }
}

/** A trial that is there, with the SHA-256 of what is held of it, in hexadecimal. */
export type KnownTrial = {
  readonly number: number;
  readonly trial: string;
  readonly caseId: string;
  readonly repetition: number;
  readonly category: string | null;
  readonly unscored: boolean;
  readonly trialMark: string;
  readonly verdictsMark: string | null;
};

export async function findKnownTrials(
  tx: Tx,
  runId: string,
  trials: readonly string[],
): Promise<KnownTrial[]> {
  const { rows } = await sql<KnownTrial>`
    select t.number, encode(t.trial, 'hex') as trial, encode(t.case_id, 'hex') as "caseId", t.repetition, t.category, t.unscored,
      encode(sha256(convert_to(s.trial, 'UTF8')), 'hex') as "trialMark",
      encode(sha256(convert_to(s.verdicts, 'UTF8')), 'hex') as "verdictsMark"
    from evaluation_trial t join evaluation_transcript s using (desk_id, run_id, number)
    where t.run_id = ${runId} and t.trial = any(select decode(x, 'hex') from unnest(${trials}::text[]) x)`.execute(
    tx,
  );
  return rows;
}

export async function findTranscript(
  tx: Tx,
  runId: string,
  number: number,
): Promise<Transcript | undefined> {
  return await tx
    .selectFrom("evaluation_transcript")
    .select(["number", "trial", "held", "verdicts"])
    .where("run_id", "=", runId)
    .where("number", "=", number)
    .executeTakeFirst();
}

/** The same case and repetition in another run. */
export async function findCounterpart(
  tx: Tx,
  runId: string,
  { caseId, repetition }: Pick<TrialRecord, "caseId" | "repetition">,
): Promise<number | null> {
  const row = await tx
    .selectFrom("evaluation_trial")
    .select("number")
    .where("run_id", "=", runId)
    .where("case_id", "=", Buffer.from(caseId, "hex"))
    .where("repetition", "=", repetition)
    .executeTakeFirst();
  return row?.number ?? null;
}

/** How many came since. */
export async function countSince(tx: Tx, runId: string, since: Date): Promise<number> {
  const row = await tx
    .selectFrom("evaluation_trial")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("run_id", "=", runId)
    .where("at", ">", since)
    .executeTakeFirstOrThrow();
  return row.n;
}

export const countEnds = async (tx: Tx, runId: string) =>
  await tx
    .selectFrom("evaluation_trial")
    .select(({ fn }) => ["ending as end", fn.countAll<number>().as("n")])
    .where("run_id", "=", runId)
    .groupBy("ending")
    .orderBy("ending")
    .execute();
