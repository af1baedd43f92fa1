import { join } from "node:path";
import type { ForeignRun } from "#core/evaluation/foreign/foreignRun.ts";
import { toRunRows } from "#core/evaluation/foreign/toRunRows.ts";
import { toJsonLines } from "#core/evaluation/identity.ts";
import { toTrialLine, toVerdictLine } from "#core/evaluation/runFolder/head.ts";
import {
  FILES,
  toJudgeFile,
  toRunFolderName,
  toVerdictsFile,
} from "#core/evaluation/runFolder/rows.ts";
import { writeWhole } from "#outside/runFolder/files.ts";
import type { EvaluationDeps } from "./deps.ts";
import { type Reported, reportRun } from "./reportRun.ts";

export type Imported = Reported & { readonly folder: string; readonly notes: readonly string[] };

/** What was not taken over, for whoever reads the run later. */
const NOTES = "import.json";

const toText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** So much is put together before it is written: the whole may be longer than a text can be. Characters. */
const PIECE = 1_000_000;

function* inPieces<T>(rows: readonly T[], toLine: (row: T) => string): Generator<string> {
  let piece = "";
  for (const row of rows) {
    piece += `${toLine(row)}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/** Writes a run of another tool as a run folder of ours, with its report. The same run gives the same folder. */
export async function importRun(
  foreign: ForeignRun,
  to: string,
  deps: Pick<EvaluationDeps, "now">,
): Promise<Imported> {
  const { run, cases, trials, judge, verdicts } = toRunRows(foreign);
  const folder = join(to, "runs", toRunFolderName(run.run));
  await writeWhole(join(folder, FILES.cases), toJsonLines(cases));
  await writeWhole(join(folder, FILES.trials), inPieces(trials, toTrialLine));
  await writeWhole(join(folder, toVerdictsFile(judge.judge)), inPieces(verdicts, toVerdictLine));
  await writeWhole(join(folder, toJudgeFile(judge.judge)), toText(judge));
  const { format, notes } = foreign;
  await writeWhole(join(folder, NOTES), toText({ format, notes }));
  // Last, since a folder with it is a run.
  await writeWhole(join(folder, FILES.run), toText(run));
  const reported = await reportRun({ folder, record: run }, judge, deps);
  return { ...reported, folder, notes };
}
