import { join, resolve } from "node:path";
import { findRunFolder } from "#actions/evaluation/findRunFolder.ts";
import { findRunRecord } from "#actions/evaluation/prepareRun.ts";
import { chooseJudge } from "#actions/evaluation/readVerdicts.ts";
import { reportRun } from "#actions/evaluation/reportRun.ts";
import { toMarkdown } from "#core/evaluation/report/markdown.ts";
import { CONFIDENCE } from "#core/evaluation/statistics/interval.ts";
import { Unasked } from "../ask.ts";
import { evalCommand, readShare } from "./evalCommand.ts";
import { DONE, EVAL_EXIT } from "./evaluating.ts";

const HELP = `Usage: assay eval report DIR [--judge DIGITS] [--confidence 0.95] [--json]

Counts what a run came to and writes report.json, report.md and report.html into its folder. DIR is a run folder, or an evaluation's with one run.

  --judge DIGITS of a run that several judged: the first digits of the judge's key
  --confidence S level of the intervals (default: 0.95)
  --json         the report as one JSON object on standard output
  --help         this text

${EVAL_EXIT}
Example:
  assay eval report examples/evaluation/embedded-instruction > report.md
`;

const OPTIONS = { judge: { type: "string" }, confidence: { type: "string" } } as const;

/** `assay eval report`. */
export const evalReport = evalCommand(
  "eval report",
  HELP,
  OPTIONS,
  1,
  async ({ values, positionals: [path] }, { io }) => {
    if (path === undefined) throw new Unasked("Name a run folder.");
    const confidence = readShare("confidence", values.confidence) ?? CONFIDENCE;
    const folder = await findRunFolder(resolve(path));
    const record = await findRunRecord(folder);
    if (record === null)
      throw new Unasked(`${join(folder, "run.json")} is not there: this is no run.`);
    const judge = await chooseJudge(folder, record, values.judge ?? null);
    const clock = { now: () => new Date() };
    const { report, files } = await reportRun({ folder, record }, judge, clock, confidence);
    io.out(values.json ? `${JSON.stringify(report)}\n` : toMarkdown(report));
    if (!values.json) io.err(`${files.at(-1)}\n`);
    return DONE;
  },
);
