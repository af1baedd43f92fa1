import { join } from "node:path";
import { toOpening, toToldJudges } from "#core/evaluation/held/toOpening.ts";
import type { Progress } from "#core/evaluation/progress.ts";
import { HARNESS } from "#core/evaluation/run/harness.ts";
import type { TrialRow } from "#core/evaluation/runFolder/rows.ts";
import { mayJudge } from "#core/evaluation/trial.ts";
import type { Ask } from "#core/sealed/ask.ts";
import { openSealedServer } from "#core/sealed/sealedServer.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import type { Fetch } from "#outside/models/exchange.ts";
import type { EvaluationDeps } from "../evaluation/deps.ts";
import { toJudgePlan } from "../evaluation/judgePlan.ts";
import { judgeRun } from "../evaluation/judgeRun.ts";
import type { LoadedEvaluation } from "../evaluation/loadEvaluation.ts";
import type { PreparedRun } from "../evaluation/prepareRun.ts";
import { readVerdicts } from "../evaluation/readVerdicts.ts";
import { planRun } from "../evaluation/runEvaluation.ts";
import { readCounting, readStanding } from "../evaluation/runJournal.ts";
import { runTrials } from "../evaluation/runTrials.ts";
import { openCredentials } from "./credentials.ts";
import { type DeskClient, openDeskClient } from "./deskClient.ts";
import { type Leave, openLeave } from "./leave.ts";
import { openLivePush } from "./livePush.ts";
import { prepareOrder, type RunnerOrder } from "./orderedEvaluation.ts";
import { openSending, readStrata, toPushedTrial } from "./pushRun.ts";
import { SEALED_KEY, SEALED_VARIABLE, sealedFetch } from "./sealedFetch.ts";

export type Runner = {
  /** The server, asked as the person of the agency whose runner this is. */
  readonly ask: Ask;
  readonly identities: readonly string[];
  /** Where runs are kept on this machine; credentials never are. */
  readonly work: string;
  /** The machine's own, but that what is asked of the network goes by way of `between`. */
  readonly openDeps: (between: (send: Fetch) => Fetch) => EvaluationDeps;
  /** For people: what this machine is. */
  readonly environment: string;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks whether the order still stands. */
  readonly lookMs?: number;
};

export type CarriedOut = {
  readonly order: string;
  readonly run: string | null;
  /** `paused`: nothing is lost, and the same command goes on when the pause has ended. */
  readonly state: "finished" | "stopped" | "paused";
  readonly why: string | null;
};

const DESTROYED =
  "Held in the memory of the runner alone, never written, and overwritten there with zeros at the end of the order.";

type ReviewSeen = { readonly model: string; readonly version: string; readonly isPaused: boolean };

/** One order, from its credentials to its last word. */
export async function carryOut(runner: Runner, order: RunnerOrder): Promise<CarriedOut> {
  const client = openDeskClient(runner.ask);
  const at = `/api/reviews/${order.review}`;
  const { model, version } = await client.get<ReviewSeen>(at);
  const prepared = await prepareOrder(order, join(runner.work, order.id), `${model} ${version}`);
  if (!prepared.ok)
    return await sayLast(client, order, { run: null, state: "stopped", why: prepared.why });
  const server = openSealedServer(runner.ask, order.review, sha256);
  const credentials = await openCredentials(server, order.materialId, runner.identities);
  let run: string | null = null;
  const leave = openLeave({
    client,
    path: `${at}/evaluations`,
    id: order.id,
    run: () => run,
    clock: () => performance.now(),
    ...(runner.lookMs === undefined ? {} : { lookMs: runner.lookMs }),
  });
  const stopAll = (): void => leave.end("The runner was stopped.");
  runner.signal.addEventListener("abort", stopAll, { once: true });
  const own = runner.openDeps((send) => sealedFetch({ send, credentials, before: leave.before }));
  const deps: EvaluationDeps = {
    ...own,
    keyOf: (variable) => (variable === SEALED_VARIABLE ? SEALED_KEY : own.keyOf(variable)),
  };
  try {
    const work = { runner, client, order, deps, leave, loaded: prepared.loaded };
    const done = await evaluate(work, (ref) => {
      run = ref;
    });
    const isPaused = leave.why() !== null && (await client.get<ReviewSeen>(at)).isPaused;
    const isHalted = isPaused || runner.signal.aborted;
    credentials.destroy();
    if (isHalted) return { order: order.id, run, state: "paused", why: done.why };
    return await sayLast(client, order, { ...done, run });
  } finally {
    credentials.destroy();
    leave.close();
    runner.signal.removeEventListener("abort", stopAll);
  }
}

/** The order's end, with the destruction of the credentials on record. */
async function sayLast(
  client: DeskClient,
  order: RunnerOrder,
  { run, state, why }: Omit<CarriedOut, "order">,
): Promise<CarriedOut> {
  await client.post(`/api/reviews/${order.review}/evaluations/${order.id}/finish`, {
    state,
    why,
    destroyed: DESTROYED,
  });
  return { order: order.id, run, state, why };
}

type Work = {
  readonly runner: Runner;
  readonly client: DeskClient;
  readonly order: RunnerOrder;
  readonly deps: EvaluationDeps;
  readonly leave: Leave;
  readonly loaded: LoadedEvaluation;
};

type Ended = { readonly state: "finished" | "stopped"; readonly why: string | null };

async function evaluate(work: Work, onRun: (ref: string) => void): Promise<Ended> {
  const { order, loaded } = work;
  const plan = await planRun(loaded);
  if (!plan.ok)
    return { state: "stopped", why: plan.problems.map(({ message }) => message).join(" ") };
  const { run, designed } = plan.planned;
  if (order.testSet !== null && designed.testSet.id !== order.testSet)
    return {
      state: "stopped",
      why: `The configuration gives the test set ${designed.testSet.id}, and ${order.testSet} was ordered.`,
    };
  const ref = await openOnServer(work, run);
  onRun(ref);
  return await runAndPush(work, run, ref);
}

async function openOnServer(
  { client, order, loaded, runner }: Work,
  { folder, record }: PreparedRun,
) {
  const { record: judge, models } = toJudgePlan(loaded, record.taxonomy);
  const told = models.map(({ id, respects }) => ({
    id,
    name: `model judge ${id.slice(7, 15)}`,
    respects: respects(record.taxonomy),
  }));
  const { calls, tokens, seconds } = order.budget;
  const limits = [
    calls === null ? [] : [`${calls} calls`],
    tokens === null ? [] : [`${tokens} tokens`],
    seconds === null ? [] : [`${seconds} s`],
  ].flat();
  const { target } = loaded.evaluation;
  const sampled = "sampling" in target ? target.sampling.seed : undefined;
  const opening = toOpening({
    record: { ...record, name: order.title },
    judge,
    judges: toToldJudges(judge.rules, told, judge.calibrated),
    strata: await readStrata(folder),
    circumstances: {
      model: "model" in target && typeof target.model === "string" ? target.model : target.kind,
      scaffold: `${HARNESS.name} ${HARNESS.version}`,
      budget: limits.length === 0 ? "none was set" : limits.join(", "),
      seeds:
        sampled === undefined
          ? `design ${order.seed}`
          : `design ${order.seed}, sampling ${sampled}`,
      environment: runner.environment,
    },
    order: order.id,
  });
  return (await client.post<{ ref: string }>("/api/evaluations", opening)).ref;
}

/** Trials against the endpoint, each of them sent as it comes; then judges, who do not need it. */
async function runAndPush(work: Work, run: PreparedRun, ref: string): Promise<Ended> {
  const { client, order, deps, leave, loaded, runner } = work;
  let contained: Promise<unknown> | null = null;
  const onContainment = (what: string): void => {
    leave.end(`A containment event: ${what}`);
    const body = { what, run: ref };
    const path = `/api/reviews/${order.review}/evaluations/${order.id}/containment`;
    contained = client.post(path, body);
    contained.catch(() => {}); // met below
  };
  const { rules } = loaded.evaluation;
  const push = openLivePush({ client, ref, folder: run.folder, rules, onContainment });
  const control = { signal: leave.signal, onProgress: runner.onProgress };
  const ran = await runTrials(loaded, run, deps, control).finally(push.close);
  await push.catchUp();
  await contained;
  const isContained = contained !== null;
  const judged = isContained
    ? null
    : await judgeRun(loaded, run, deps, { ...control, signal: runner.signal });
  const stopped = leave.why() ?? ran.stopped ?? judged?.stopped ?? null;
  await pushRest(work, run, ref);
  await client.post(`/api/evaluations/${ref}/finish`, {
    stopped,
    integrity: isContained ? "containment-event" : "clean",
    note: isContained ? (stopped ?? "") : "",
  });
  return { state: stopped === null ? "finished" : "stopped", why: stopped };
}

/** Trials that broke off and stay so, and what the judges said. */
async function pushRest({ client, loaded }: Work, { folder, record }: PreparedRun, ref: string) {
  const sending = openSending(client, ref, () => {});
  const standing = await readStanding(folder, record.trials);
  const isWhole = standing.done >= record.trials;
  for await (const { head, text } of readCounting(folder, standing))
    if (isWhole && !mayJudge(head)) await sending.send(toPushedTrial(JSON.parse(text) as TrialRow));
  const { judge } = toJudgePlan(loaded, record.taxonomy).record;
  for await (const { trial, verdicts } of readVerdicts(folder, judge, standing))
    await sending.send({ verdictsOf: trial, verdicts });
  await sending.flush();
  const [problem] = sending.problems;
  if (problem !== undefined && isWhole)
    throw new Error(`The server did not take everything: ${problem}`);
}

/** The next order that can be carried out; undefined where there is none. */
export async function findOrder(ask: Ask, review: string, wanted: string | null) {
  const { items } = await openDeskClient(ask).get<{ items: readonly RunnerOrder[] }>(
    `/api/reviews/${review}/evaluations`,
  );
  return items
    .toReversed()
    .find(
      ({ id, state }) =>
        (wanted === null || id === wanted) && (state === "ordered" || state === "running"),
    );
}
