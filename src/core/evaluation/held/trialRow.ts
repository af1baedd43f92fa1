import { CATEGORY } from "../design/factor.ts";
import type { Outcome } from "../rule/outcome.ts";
import type { Stance, Taxonomy } from "../taxonomy.ts";
import { type TestCase, toTestCase } from "../testCase.ts";
import { type Trial, toTrialId } from "../trial.ts";
import type { Opinion, Verdict } from "../verdict.ts";
import { type Cell, isOverruled, saidByJudges, toCells } from "./cell.ts";

/** What lists show of verdicts. */
export type JudgedRow = {
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly judged: boolean;
  /** A kind of judge was overruled by another. */
  readonly conflict: boolean;
  /** Judges differ, of whatever kind. */
  readonly disagreement: boolean;
  readonly unscored: boolean;
  readonly judgeKinds: readonly Opinion["kind"][];
};

/** What lists show of a trial. */
export type TrialRow = {
  readonly title: string;
  readonly kind: TestCase["kind"];
  readonly category: string | null;
  readonly stance: Stance | null;
  readonly turns: number;
  readonly toolCalls: number;
};

const LONGEST_TITLE = 300;

/** Text that a database takes: without NUL and halves of surrogate pairs. */
export const toPlain = (text: string): string => text.replaceAll(/\0|\p{Surrogate}/gu, "\ufffd");

export const stanceIn =
  ({ categories }: Pick<Taxonomy, "categories">) =>
  (category: string): Stance | null =>
    categories.find(({ name }) => name === category)?.stance ?? null;

export function toTrialRow(
  trial: Trial,
  held: TestCase,
  taxonomy: Pick<Taxonomy, "categories">,
): TrialRow {
  const category = held.stratum[CATEGORY] ?? null;
  const said = held.kind === "prompt" ? held.content.message : held.content.goal;
  const answers = trial.events.filter(
    ({ actor, edit }) => actor === "target" && edit.type === "add_message",
  );
  return {
    title: toPlain((held.content.title || said).slice(0, LONGEST_TITLE)),
    kind: held.kind,
    category: category === null ? null : toPlain(category),
    stance: category === null ? null : stanceIn(taxonomy)(category),
    turns: answers.length,
    toolCalls: trial.events.filter(({ edit }) => edit.type === "tool_call").length,
  };
}

/** Null stands for verdicts that have not come yet: then nothing is judged, and everything unscored. */
export function toJudgedRow(
  verdicts: readonly Verdict[] | null,
  dimensions: readonly string[],
  cells: readonly Cell[],
): JudgedRow {
  const whole = cells.filter(({ stance, category }) => stance === null && category === null);
  const outcomes = Object.fromEntries(whole.map(({ dimension, outcome }) => [dimension, outcome]));
  const opinions = (verdicts ?? []).flatMap((verdict) => verdict.opinions);
  return {
    outcomes,
    judged: verdicts !== null,
    conflict: (verdicts ?? []).some((verdict) => isOverruled(verdict.opinions)),
    disagreement: (verdicts ?? []).some(({ conflict }) => conflict),
    unscored: dimensions.some((dimension) => (outcomes[dimension] ?? "unscored") === "unscored"),
    judgeKinds: [...new Set(opinions.map(({ kind }) => kind))].sort(),
  };
}

/** What one judge said, in one dimension, of one trial. */
export type JudgeSaid = {
  readonly judge: string;
  readonly kind: Opinion["kind"];
  readonly dimension: string;
  readonly outcome: Outcome;
};

export type JudgedTrial = {
  readonly row: JudgedRow;
  readonly cells: readonly Cell[];
  readonly said: readonly JudgeSaid[];
};

type JudgingPlan = {
  readonly taxonomy: Pick<Taxonomy, "categories">;
  readonly dimensions: readonly string[];
  readonly category: string | null;
};

export function toJudgedTrial(
  verdicts: readonly Verdict[] | null,
  { taxonomy, dimensions, category }: JudgingPlan,
): JudgedTrial {
  const cells = toCells(verdicts ?? [], { dimensions, category, stanceOf: stanceIn(taxonomy) });
  const said = dimensions.flatMap((dimension) =>
    [...saidByJudges(verdicts ?? [], dimension)].map(([judge, one]) => ({
      judge,
      dimension,
      ...one,
    })),
  );
  return { row: toJudgedRow(verdicts, dimensions, cells), cells, said };
}

/** What is wrong with a trial that says it belongs to a run; null where nothing is. Names are those of contents. */
export function findTrialFault(trial: Trial, held: TestCase, run: string): string | null {
  if (trial.run !== run) return "The trial is of another run.";
  if (trial.case !== held.id) return "The trial is not of the case that came with it.";
  if (toTestCase(held, held.stratum).id !== held.id)
    return "The case's id is not that of its content. Send the case as it was designed.";
  if (toTrialId(trial.run, trial.case, trial.repetition) !== trial.id)
    return "The trial's id is not that of run, case and repetition.";
  return null;
}

/** What is wrong with verdicts of a trial; null where nothing is. */
export function findVerdictFault(
  verdicts: readonly Verdict[],
  trial: string,
  dimensions: readonly string[],
): string | null {
  if (verdicts.some((verdict) => verdict.trial !== trial)) return "A verdict is of another trial.";
  const strange = verdicts.find(({ dimension }) => !dimensions.includes(dimension));
  if (strange)
    return `The run has no dimension "${strange.dimension}". Its dimensions: ${dimensions.join(", ")}.`;
  const respects = verdicts.map(({ dimension, category }) => JSON.stringify([dimension, category]));
  if (new Set(respects).size < respects.length) return "Two verdicts are of the same respect.";
  return null;
}
