import { join } from "node:path";
import { toShortIdentity } from "#core/evaluation/identity.ts";
import { toHtml } from "#core/evaluation/report/html.ts";
import { toMarkdown } from "#core/evaluation/report/markdown.ts";
import { beginReport, type Report, type SeenTrials } from "#core/evaluation/report/report.ts";
import { FILES, type JudgeRecord, type TrialRow } from "#core/evaluation/runFolder/rows.ts";
import { CONFIDENCE } from "#core/evaluation/statistics/interval.ts";
import { writeWhole } from "#outside/runFolder/files.ts";
import type { EvaluationDeps } from "./deps.ts";
import { noteHistory } from "./history.ts";
import type { PreparedRun } from "./prepareRun.ts";
import { readVerdicts } from "./readVerdicts.ts";
import { readCounting, readStanding, type Standing } from "./runJournal.ts";

export type Reported = { readonly report: Report; readonly files: readonly string[] };

/** Counts what a run came to by one judge, and writes it down. */
export async function reportRun(
  run: PreparedRun,
  judge: JudgeRecord,
  { now }: Pick<EvaluationDeps, "now">,
  confidence: number = CONFIDENCE,
): Promise<Reported> {
  const report = await countRun(run, judge, confidence);
  const own = `report-${toShortIdentity(judge.judge)}`;
  const texts = [
    [`${own}.json`, `${JSON.stringify(report, null, 2)}\n`],
    [`${own}.md`, toMarkdown(report)],
    [`${own}.html`, toHtml(report)],
    // The newest, under a name that is easy to find.
    [FILES.report, `${JSON.stringify(report, null, 2)}\n`],
    [FILES.page, toHtml(report)],
    [FILES.markdown, toMarkdown(report)],
  ] as const;
  for (const [name, text] of texts) await writeWhole(join(run.folder, name), text);
  await noteHistory(run.folder, now(), "reported", { judge: judge.judge });
  return { report, files: texts.map(([name]) => join(run.folder, name)) };
}

export async function countRun(
  { folder, record }: PreparedRun,
  judge: JudgeRecord,
  confidence: number,
): Promise<Report> {
  const standing = await readStanding(folder, record.trials);
  const counting = beginReport({ run: record, judge, confidence });
  for await (const row of readVerdicts(folder, judge.judge, standing)) counting.add(row);
  return counting.end(await seeTrials(folder, standing));
}

async function seeTrials(folder: string, standing: Standing): Promise<SeenTrials> {
  let [evidenceMissing, evidenceTruncated, testerFaults, harnessFaults] = [0, 0, 0, 0];
  for await (const { text } of readCounting(folder, standing)) {
    const { evidence, end, harnessFaults: faults = [] } = JSON.parse(text) as TrialRow;
    if (end === "tester_error") testerFaults += 1;
    if (faults.length > 0) harnessFaults += 1;
    if (evidence.traced && evidence.spans.length === 0) evidenceMissing += 1;
    if (evidence.truncated) evidenceTruncated += 1;
  }
  const { done: run, failed: brokenOff } = standing;
  return { run, evidenceMissing, evidenceTruncated, brokenOff, testerFaults, harnessFaults };
}
