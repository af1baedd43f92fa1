import { judgeRun } from "#actions/evaluation/judgeRun.ts";
import { planRun } from "#actions/evaluation/runEvaluation.ts";
import { Unasked } from "../ask.ts";
import { evalCommand } from "./evalCommand.ts";
import {
  DONE,
  EVAL_EXIT,
  load,
  MODEL_HELP,
  MODEL_OPTIONS,
  openDeps,
  STOPPED,
  sayProblems,
  sayStopped,
  showProgress,
  withInterrupt,
} from "./evaluating.ts";

const HELP = `Usage: assay eval judge DIR|FILE [--record DIR | --replay DIR] [--json]

Judges the transcripts that are there by the judges of evaluation.yaml. Other judges are another key, and their verdicts lie beside
those that are there. Judging that was stopped goes on where it stopped.

${MODEL_HELP}  --json  progress as JSON lines on standard error, one JSON object on standard output
  --help  this text

${EVAL_EXIT}
Example:
  assay eval judge examples/evaluation/embedded-instruction
`;

/** `assay eval judge`. */
export const evalJudge = evalCommand(
  "eval judge",
  HELP,
  MODEL_OPTIONS,
  1,
  async ({ values, positionals: [path] }, context) => {
    const { io } = context;
    const loaded = await load(path, context);
    const plan = await planRun(loaded);
    if (!plan.ok) throw new Unasked(sayProblems(loaded.file, plan.problems));
    const { run } = plan.planned;
    const shown = showProgress(context, values.json === true);
    const { onProgress } = shown;
    const judged = await withInterrupt((signal) =>
      judgeRun(loaded, run, openDeps(context, values), { signal, onProgress }),
    ).finally(shown.end);
    if (values.json) io.out(`${JSON.stringify({ folder: run.folder, ...judged })}\n`);
    if (judged.stopped !== null) {
      io.err(sayStopped(judged, `assay eval judge ${path}`));
      return STOPPED;
    }
    if (!values.json) {
      const { done, judge } = judged;
      io.out(
        done === 0
          ? `${run.folder} has no transcripts yet. assay eval run makes them.\n`
          : `${done} of ${run.record.trials} trials judged by ${judge.slice(7, 19)}\n`,
      );
    }
    return DONE;
  },
);
