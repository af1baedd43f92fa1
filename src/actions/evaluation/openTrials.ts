import type { Json } from "#core/canonicalJson.ts";
import { addUsed, NOTHING_USED, type Used } from "#core/evaluation/run/budget.ts";
import type { TestCase } from "#core/evaluation/testCase.ts";
import type { TrialEnd } from "#core/evaluation/trial.ts";
import { openTarget } from "#outside/targets/openTarget.ts";
import { callTool } from "#outside/targets/toolProcess.ts";
import { converse } from "./converse.ts";
import type { EvaluationDeps } from "./deps.ts";
import { type Driver, noTools, type RunTool, usedOf } from "./drive.ts";
import { linkSignal } from "./linkSignal.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";
import { readRecorded } from "./readRecorded.ts";
import type { Came } from "./stage.ts";

export type OpenedTrials = {
  readonly runOne: (held: TestCase, repetition: number, signal: AbortSignal) => Promise<Came>;
  readonly close: () => Promise<void>;
};

/** Opens what trials are run against: a target, or what was recorded of one. */
export async function openTrials(
  loaded: LoadedEvaluation,
  deps: EvaluationDeps,
  used: Used,
): Promise<OpenedTrials> {
  return loaded.evaluation.target.kind === "traces"
    ? await openRecorded(loaded)
    : await openLive(loaded, deps, used);
}

async function openLive(
  { evaluation, folder }: LoadedEvaluation,
  deps: EvaluationDeps,
  used: Used,
): Promise<OpenedTrials> {
  const { target: config, ceilings, prices, tester, toolBox, limits } = evaluation;
  if (config.kind === "traces") throw new TypeError("Recorded traces are not opened.");
  const left = (most: number | undefined, own: number): number | null =>
    most === undefined ? null : Math.max(0, most - own);
  const port = deps.openPort({
    calls: left(ceilings.calls, used.calls),
    tokens: left(ceilings.tokens, used.tokens),
    minutes: ceilings.minutes ?? null,
    cost: null,
  });
  const target = await openTarget(config, {
    ...deps,
    port,
    base: folder,
    price: prices?.target ?? null,
    now: () => deps.now().getTime(),
  });
  const runTool = openTools(evaluation.tool_commands, folder, deps);
  const system = "system" in config ? (config.system ?? null) : null;
  const runOne: OpenedTrials["runOne"] = async (held, repetition, signal) => {
    const calls: Json[] = [];
    let ofModels = NOTHING_USED;
    let stop: TrialEnd | null = null;
    const own = linkSignal(signal);
    const driver: Driver = {
      port,
      keyOf: deps.keyOf,
      runTool,
      signal: own.signal,
      take: repetition,
      onCall: (wire, answer, model) => {
        calls.push(wire);
        ofModels = addUsed(ofModels, usedOf(answer, prices?.models?.[model] ?? null));
        if (!answer.ok) stop ??= STOPS[answer.refusal.code] ?? null;
      },
    };
    const session = await target.openSession(repetition);
    try {
      const conversation = { held, repetition, session, tester, toolBox, system, limits, driver };
      const came = await converse(conversation);
      // What a tester or a tool was refused for want of calls or time is no fault of the target's.
      const conversed = stop === null ? came : { ...came, end: stop };
      return { conversed, calls, used: addUsed(ofTarget(conversed), ofModels) };
    } finally {
      await session.close();
      own.unlink();
    }
  };
  return { runOne, close: target.close };
}

const TOOL_TIMEOUT_MS = 60_000;

/** Real tools, by the programs behind them. They see no variable of ours but where programs lie. */
const openTools =
  (
    commands: Readonly<Record<string, readonly string[]>>,
    cwd: string,
    { env }: Pick<EvaluationDeps, "env">,
  ): RunTool =>
  async (tool, args, signal) => {
    const command = commands[tool];
    if (command === undefined) return await noTools(tool, args, signal);
    const own = { PATH: env.PATH ?? "", HOME: env.HOME ?? "" };
    const program = { command, cwd, env: own, timeoutMs: TOOL_TIMEOUT_MS };
    return await callTool(program, { tool, arguments: args }, signal);
  };

const STOPS: Readonly<Record<string, TrialEnd>> = {
  "model/ceiling": "ceiling",
  "model/cancelled": "cancelled",
};

const ofTarget = ({ usage, answers }: Came["conversed"]): Used => ({
  calls: answers,
  tokens: (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0),
  cost: usage.cost ?? 0,
});

async function openRecorded({ evaluation, folder }: LoadedEvaluation): Promise<OpenedTrials> {
  if (evaluation.target.kind !== "traces") throw new TypeError("This target is not recorded.");
  const recorded = await readRecorded(evaluation.target, folder);
  if (!recorded.ok) throw new Error(recorded.problems.map(({ message }) => message).join(" "));
  const trials = new Map(recorded.trials.map((trial) => [trial.held.id, trial]));
  return {
    close: async () => {},
    runOne: async (held) => {
      const found = trials.get(held.id);
      const isSeen = found !== undefined;
      return {
        calls: [],
        used: { calls: 0, tokens: 0, cost: 0 },
        conversed: {
          end: isSeen ? "completed" : "target_error",
          fault: isSeen ? null : "The files of traces hold this conversation no more.",
          events: found?.events ?? [],
          state: null,
          spans: found?.evidence.spans ?? [],
          truncated: false,
          usage: found?.usage ?? {
            inputTokens: null,
            outputTokens: null,
            cost: null,
            latencyMs: null,
          },
          answers: found?.answers ?? 0,
          toolFaults: [],
          harnessFaults: [],
        },
      };
    },
  };
}
