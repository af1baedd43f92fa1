import type { EvaluationDeps } from "#actions/evaluation/deps.ts";
import { type LoadedEvaluation, loadEvaluation } from "#actions/evaluation/loadEvaluation.ts";
import type { StageOutcome } from "#actions/evaluation/stage.ts";
import { openSystemDeps } from "#actions/evaluation/systemDeps.ts";
import type { Progress } from "#core/evaluation/progress.ts";
import type { Problem } from "#core/problem.ts";
import { Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { presetLibraries } from "./config.ts";

/** Of commands that evaluate: done; stopped, and it can go on. `asking` answers 2. */
export const [DONE, STOPPED] = [0, 1] as const;

export const EVAL_EXIT = `Exit status: 0 done, 1 stopped before the end, or nothing came of it (run again: it goes on), 2 it could not be asked or done.
`;

export const MODEL_OPTIONS = {
  record: { type: "string" },
  replay: { type: "string" },
} as const;

export const MODEL_HELP = `  --record DIR   keep every answer of a model in DIR
  --replay DIR   take every answer of a model from DIR; nothing is asked of the network
`;

type Models = { readonly record?: string | undefined; readonly replay?: string | undefined };

export function openDeps({ env }: CommandContext, { record, replay }: Models): EvaluationDeps {
  if (record !== undefined && replay !== undefined)
    throw new Unasked("--record and --replay do not go together.");
  if (record !== undefined)
    return openSystemDeps({ env, models: { mode: "record", cassettes: record } });
  if (replay !== undefined)
    return openSystemDeps({ env, models: { mode: "replay", cassettes: replay } });
  return openSystemDeps({ env });
}

/** Every fault of a document, a line each. */
export const sayProblems = (file: string, problems: readonly Problem[]): string =>
  [`${file} cannot be used:`, ...problems.map(({ message }) => `  ${message}`)].join("\n");

export async function load(
  path: string | undefined,
  context: CommandContext,
): Promise<LoadedEvaluation> {
  if (path === undefined)
    throw new Unasked(
      "Name the folder of an evaluation, or its file. assay eval init DIR makes one.",
    );
  const read = await loadEvaluation(path, {
    libraries: presetLibraries(context, undefined),
    at: new Date().toISOString(),
    env: context.env,
  });
  if (!read.ok) throw new Unasked(sayProblems(read.file, read.problems));
  return read.loaded;
}

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

const sayProgress = ({ stage, done, total, failed, perSecond, secondsLeft }: Progress): string => {
  const rate = perSecond === null ? "" : `, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`;
  const left = secondsLeft === null ? "" : `, ${minutes(secondsLeft)} left`;
  return `${stage === "run" ? "ran" : "judged"} ${done} of ${total}${failed > 0 ? ` (${failed} broke off)` : ""}${rate}${left}`;
};

const EVERY_MS = 500;

/** On standard error: a line that rewrites itself for people, JSON lines for programs. */
export function showProgress({ io }: CommandContext, json: boolean) {
  const isSeen = process.stderr.isTTY === true;
  let shown = 0;
  let drawn = false;
  return {
    onProgress: (progress: Progress): void => {
      const now = performance.now();
      const isLast = progress.done >= progress.total;
      if (now - shown < EVERY_MS && !isLast) return;
      shown = now;
      if (json) io.err(`${JSON.stringify(progress)}\n`);
      else if (isSeen) {
        io.err(`\r\u001b[K${sayProgress(progress)}`);
        drawn = true;
      }
    },
    end: (): void => {
      if (drawn) io.err("\r\u001b[K");
    },
  };
}

/** Ends with the first Ctrl-C; a second one ends the process as usual. */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

/** How a stage that stopped goes on. */
export const sayStopped = (outcome: StageOutcome, command: string): string =>
  `${outcome.stopped}\n${outcome.done} of ${outcome.total} are kept. To go on: ${command}\n`;
