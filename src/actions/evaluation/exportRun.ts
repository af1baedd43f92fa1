import { join } from "node:path";
import { toScoreRow, toTranscriptRow } from "#core/evaluation/assert/toRun.ts";
import { toJUnit } from "#core/evaluation/foreign/junit.ts";
import { toJsonLines } from "#core/evaluation/identity.ts";
import { toEvaluationResults } from "#core/evaluation/otlp/toEvaluationResults.ts";
import type {
  JudgeRecord,
  RunRecord,
  TrialRow,
  VerdictRow,
} from "#core/evaluation/runFolder/rows.ts";
import { toAssertTaxonomy } from "#core/evaluation/taxonomy.ts";
import { type TestCase, toAssertCase } from "#core/evaluation/testCase.ts";
import { writeWhole } from "#outside/runFolder/files.ts";
import { chooseJudge, readVerdicts } from "./readVerdicts.ts";
import { readCounting, readStanding } from "./runJournal.ts";

export const EXPORTS = ["assert", "junit", "otlp"] as const;
export type ExportFormat = (typeof EXPORTS)[number];

type Asked = {
  readonly folder: string;
  readonly record: RunRecord;
  /** The first digits of a judge's key; null where there is one only. */
  readonly judge: string | null;
  /** A file; of ASSERT's, a folder. */
  readonly to: string;
};

/** What is written out is held whole: it is one document. */
type Whole = {
  readonly record: RunRecord;
  readonly judge: JudgeRecord;
  readonly trials: readonly TrialRow[];
  readonly verdicts: readonly VerdictRow[];
  readonly cases: ReadonlyMap<string, TestCase>;
};

async function readWhole({ folder, record, judge }: Asked): Promise<Whole> {
  const standing = await readStanding(folder, record.trials);
  const chosen = await chooseJudge(folder, record, judge);
  const trials: TrialRow[] = [];
  for await (const { text } of readCounting(folder, standing))
    trials.push(JSON.parse(text) as TrialRow);
  const verdicts: VerdictRow[] = [];
  for await (const row of readVerdicts(folder, chosen.judge, standing)) verdicts.push(row);
  const cases = new Map(trials.map(({ held }) => [held.id as string, held]));
  const inOrder = <T extends { readonly ordinal: number }>(rows: readonly T[]): T[] =>
    rows.toSorted((a, b) => a.ordinal - b.ordinal);
  return { record, judge: chosen, trials: inOrder(trials), verdicts: inOrder(verdicts), cases };
}

/** Writes a judged run for another tool. Answers with the files. */
export async function exportRun(
  asked: Asked,
  format: ExportFormat,
  { now, version }: { readonly now: () => Date; readonly version: string },
): Promise<readonly string[]> {
  const whole = await readWhole(asked);
  if (format === "assert") return await writeAssert(whole, asked.to);
  const verdicts = whole.verdicts.flatMap((row) => row.verdicts);
  const text =
    format === "junit"
      ? toJUnit(whole.record.name, whole.verdicts, whole.cases)
      : `${JSON.stringify(toEvaluationResults(verdicts, { atMs: now().getTime(), version }))}\n`;
  await writeWhole(asked.to, text);
  return [asked.to];
}

/** A suite with one run in it, as ASSERT's own commands find them. */
async function writeAssert(
  { record, judge, trials, verdicts, cases }: Whole,
  to: string,
): Promise<readonly string[]> {
  const behaviour = record.behaviour.name;
  const names = {
    behaviour,
    target: JSON.stringify(record.configuration.target),
    tester: record.configuration.tester === null ? "" : JSON.stringify(record.configuration.tester),
    judge: judge.judge,
  };
  const categories = record.taxonomy.categories.map(({ name }) => name);
  const judged = new Map(verdicts.map((row) => [row.ordinal, row]));
  const rows = trials.map((trial) => {
    const numbered = { test_case_id: numberOf(trial) };
    const own = judged.get(trial.ordinal)?.verdicts ?? [];
    return {
      case: { ...toAssertCase(trial.held, behaviour), ...numbered },
      transcript: { ...toTranscriptRow(trial, trial.held, names), ...numbered },
      score: { ...toScoreRow(own, trial.held, categories, names), ...numbered },
    };
  });
  const suite = cases.size === 0 ? [] : rows.map((row) => row.case);
  const run = join(to, "run");
  const files = [
    [join(to, "taxonomy.json"), `${JSON.stringify(toAssertTaxonomy(record.taxonomy), null, 2)}\n`],
    [join(to, "test_set.jsonl"), toJsonLines(suite)],
    [join(run, "inference_set.jsonl"), toJsonLines(rows.map((row) => row.transcript))],
    [join(run, "scores.jsonl"), toJsonLines(rows.map((row) => row.score))],
  ] as const;
  for (const [path, text] of files) await writeWhole(path, text);
  return files.map(([path]) => path);
}

/** ASSERT finds rows by a name of the case: each repetition of ours is one of its cases. */
const numberOf = ({ held, repetition }: TrialRow): string =>
  repetition === 0 ? held.id : `${held.id}-${repetition}`;
