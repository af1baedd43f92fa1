import { type SqlBool, sql } from "kysely";
import type { Tx } from "../database.ts";
import type { TrialRecord } from "./trial.ts";

export type TrialWish = {
  readonly category?: string | undefined;
  readonly stance?: string | undefined;
  readonly dimension: string;
  readonly outcome?: string | undefined;
  readonly end?: string | undefined;
  readonly conflict?: boolean | undefined;
  readonly disagreement?: boolean | undefined;
  readonly unscored?: boolean | undefined;
  readonly text?: string | undefined;
  /** Only trials whose answer differs from that of the same case in this run, that way. */
  readonly changed?: { readonly since: string; readonly to: "yes" | "no" } | undefined;
  /** Trials that this person is still to label, of which no outcome is told: they match no outcome. */
  readonly blindTo?: string | undefined;
};

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;

/** Trials of which this person is still to say what they see. */
const isBlind = (personId: string) => sql<boolean>`exists (select 1 from evaluation_assignment a
  where a.desk_id = t.desk_id and a.run_id = t.run_id and a.number = t.number and a.person_id = ${personId} and not a.done)`;

/** The case's answer was the other one in the run before. */
const hasChanged = (dimension: string, since: string, to: "yes" | "no") => sql<SqlBool>`(
  t.outcomes ->> ${dimension} = ${to} and exists (select 1 from evaluation_trial o
    where o.desk_id = t.desk_id and o.run_id = ${since} and o.case_id = t.case_id and o.repetition = t.repetition
      and o.outcomes ->> ${dimension} = ${to === "yes" ? "no" : "yes"}))`;

/** Whether a filter asks for what a labeller must not know yet. */
const asksForVerdicts = (wish: TrialWish): boolean =>
  wish.outcome !== undefined ||
  wish.changed !== undefined ||
  [wish.conflict, wish.disagreement, wish.unscored].includes(true);

function wanted(tx: Tx, runId: string, wish: TrialWish) {
  const { category, stance, dimension, outcome, end, text, changed, blindTo } = wish;
  return tx
    .selectFrom("evaluation_trial as t")
    .where("t.run_id", "=", runId)
    .$if(category !== undefined, (query) => query.where("t.category", "=", category ?? ""))
    .$if(stance !== undefined, (query) => query.where("t.stance", "=", stance ?? ""))
    .$if(end !== undefined, (query) => query.where("t.ending", "=", end ?? ""))
    .$if(wish.conflict === true, (query) => query.where("t.conflict", "=", true))
    .$if(wish.disagreement === true, (query) => query.where("t.disagreement", "=", true))
    .$if(wish.unscored === true, (query) => query.where("t.unscored", "=", true))
    .$if(text !== undefined, (query) => query.where("t.title", "ilike", like(text ?? "")))
    .$if(outcome !== undefined, (query) =>
      query.where(sql<SqlBool>`t.outcomes ->> ${dimension} = ${outcome}`),
    )
    .$if(changed !== undefined, (query) =>
      query.where(hasChanged(dimension, changed?.since ?? "", changed?.to ?? "yes")),
    )
    .$if(blindTo !== undefined && asksForVerdicts(wish), (query) =>
      query.where(sql<SqlBool>`not ${isBlind(blindTo ?? "")}`),
    );
}

export type ListedTrial = TrialRecord & { readonly blind: boolean };

function select(tx: Tx, runId: string, wish: TrialWish) {
  const { blindTo } = wish;
  return wanted(tx, runId, wish)
    .select([
      "t.number",
      sql<string>`encode(t.trial, 'hex')`.as("trial"),
      sql<string>`encode(t.case_id, 'hex')`.as("caseId"),
      "t.repetition",
      "t.title",
      "t.kind",
      "t.category",
      "t.stance",
      "t.ending",
      "t.turns",
      "t.tool_calls as toolCalls",
      "t.latency_ms as latencyMs",
      sql<Record<string, string>>`t.outcomes`.as("outcomes"),
      "t.judged",
      "t.conflict",
      "t.disagreement",
      "t.unscored",
      "t.judge_kinds as judgeKinds",
    ])
    .select(blindTo === undefined ? sql<boolean>`false`.as("blind") : isBlind(blindTo).as("blind"));
}

/** In their order. */
export const listTrials = async (
  tx: Tx,
  runId: string,
  wish: TrialWish,
  after: number,
  limit: number,
): Promise<ListedTrial[]> =>
  await select(tx, runId, wish)
    .where("t.number", ">", after)
    .orderBy("t.number")
    .limit(limit)
    .execute();

export const findTrial = async (
  tx: Tx,
  runId: string,
  number: number,
  wish: Pick<TrialWish, "blindTo">,
): Promise<ListedTrial | undefined> =>
  await select(tx, runId, { dimension: "", ...wish })
    .where("t.number", "=", number)
    .executeTakeFirst();

/** All that the filter leaves, in one value: a row for each would cost ten times as much. */
export async function listNumbers(tx: Tx, runId: string, wish: TrialWish): Promise<number[]> {
  const row = await wanted(tx, runId, wish)
    .select(sql<number[]>`coalesce(array_agg(t.number order by t.number), '{}')`.as("numbers"))
    .executeTakeFirstOrThrow();
  return row.numbers;
}
