import { type Evaluated, runEvaluation } from "#actions/evaluation/runEvaluation.ts";
import type { StageOutcome } from "#actions/evaluation/stage.ts";
import { toOneLine } from "#core/evaluation/foreign/foreignText.ts";
import { sayRate } from "#core/evaluation/report/markdown.ts";
import { headline } from "#core/evaluation/report/report.ts";
import { asking, Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";
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

const HELP = `Usage: assay eval run DIR|FILE [--retry-errors] [--record DIR | --replay DIR] [--json]

Does every stage that is missing: taxonomy, cases, trials, verdicts, report. What is there is not done again; a run that was
stopped, also by kill -9, goes on where it stopped.

  --retry-errors run trials that broke off again; what came of them stays on record
${MODEL_HELP}  --json         progress as JSON lines on standard error, the result as one JSON object on standard output
  --help         this text

${EVAL_EXIT}
Examples:
  assay eval run examples/evaluation/embedded-instruction
  assay eval run evaluation.yaml --json 2>progress.jsonl | jq .rate
`;

const OPTIONS = { ...MODEL_OPTIONS, "retry-errors": { type: "boolean" } } as const;

const sayBroken = ({ failed, total, fault }: StageOutcome): string => {
  const last = fault ? `, the last because: ${toOneLine(fault, 500)}` : "";
  return `${failed} of ${total} broke off${last}\nSet that right, and run again with --retry-errors: they are run once more.\n`;
};

function describe({ run, trials, reported }: Evaluated): string {
  const { record, folder } = run;
  const shown = reported === null ? null : headline(reported.report);
  const said = shown === null ? "no judge" : `${shown.dimension}: ${sayRate(shown.rate)}`;
  const broken = trials.failed > 0 ? sayBroken(trials) : "";
  return `${record.name}\n${said}\n${broken}run     ${folder}\nreport  ${folder}/report.md (and .html)\n`;
}

function toJson({ run, trials, judged, reported }: Evaluated) {
  const shown = reported === null ? null : headline(reported.report);
  return {
    folder: run.folder,
    run: run.record.run,
    trials,
    judged,
    metric: shown?.dimension ?? null,
    ...(shown === null ? { rate: null } : shown.rate),
    exclusions: reported?.report.exclusions ?? [],
    judge: reported?.report.judge ?? null,
  };
}

/** Where every trial broke off nothing was evaluated, whatever the report says of it. */
const isEmpty = ({ failed, total }: StageOutcome): boolean => total > 0 && failed === total;

function tell(
  done: Evaluated,
  command: string,
  { json }: { readonly json: boolean },
  { io }: CommandContext,
): number {
  if (json) io.out(`${JSON.stringify(toJson(done))}\n`);
  const stopped = [done.trials, done.judged].find(
    (stage) => stage !== null && stage.stopped !== null,
  );
  if (stopped) {
    io.err(sayStopped(stopped, command));
    return STOPPED;
  }
  if (!json) io.out(describe(done));
  else if (isEmpty(done.trials)) io.err(sayBroken(done.trials));
  return isEmpty(done.trials) ? STOPPED : DONE;
}

/** `assay eval run`. */
export const evalRun = (args: string[], context: CommandContext): Promise<number> =>
  asking("eval run", context, async () => {
    const { io } = context;
    const read = readOptions(args, OPTIONS, 1);
    if (!read.ok) throw new Unasked(read.wrong);
    const { values, positionals } = read;
    if (values.help) {
      io.out(HELP);
      return DONE;
    }
    const loaded = await load(positionals[0], context);
    const shown = showProgress(context, values.json === true);
    const retryErrors = values["retry-errors"] === true;
    const { onProgress } = shown;
    const done = await withInterrupt((signal) =>
      runEvaluation(loaded, openDeps(context, values), { signal, onProgress, retryErrors }),
    ).finally(shown.end);
    if (!done.ok) throw new Unasked(sayProblems(loaded.file, done.problems));
    return tell(done, `assay eval run ${positionals[0]}`, { json: values.json === true }, context);
  });
