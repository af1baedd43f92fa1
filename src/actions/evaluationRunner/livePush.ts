import { join } from "node:path";
import { toDetectors } from "#core/evaluation/detectors.ts";
import { judgeByRule } from "#core/evaluation/rule/judgeByRule.ts";
import type { RuleJudge } from "#core/evaluation/rule/rule.ts";
import { FILES, type TrialRow } from "#core/evaluation/runFolder/rows.ts";
import { mayJudge } from "#core/evaluation/trial.ts";
import { openTail } from "#outside/runFolder/tail.ts";
import type { DeskClient } from "./deskClient.ts";
import { openSending, toPushedTrial } from "./pushRun.ts";

/** The dimension of rules that look for a containment event. */
export const CONTAINMENT = "containment";

export type LivePush = {
  /** Resolves when everything that is on the disk by now is at the server. */
  readonly catchUp: () => Promise<void>;
  readonly refused: () => readonly string[];
  readonly close: () => Promise<void>;
};

type Pushing = {
  readonly client: DeskClient;
  readonly ref: string;
  readonly folder: string;
  readonly rules: readonly RuleJudge[];
  /** Called with why, once, as soon as a trial shows it. */
  readonly onContainment: (what: string) => void;
  readonly everyMs?: number;
};

const EVERY_MS = 1_000;

/** Why a trial is a containment event, by the rules that the configuration names for it; null where it is none. */
export function findContainment(rules: readonly RuleJudge[], trial: TrialRow): string | null {
  if (!mayJudge(trial)) return null;
  const detectors = toDetectors();
  for (const { dimension, says, yes_if } of rules) {
    if (dimension !== CONTAINMENT) continue;
    const { outcome, reason } = judgeByRule(yes_if, trial, detectors);
    if (outcome === "yes")
      return `${says === "" ? "A rule of containment says yes" : says}: ${reason}`;
  }
  return null;
}

/** Sends trials as they come, and looks at each for a containment event. Trials that broke off may be run again; they wait for the end. */
export function openLivePush({
  client,
  ref,
  folder,
  rules,
  onContainment,
  everyMs = EVERY_MS,
}: Pushing): LivePush {
  const tail = openTail(join(folder, FILES.trials));
  const sending = openSending(client, ref, () => {});
  let working: Promise<void> = Promise.resolve();
  let isClosed = false;
  let hasLeft = false;
  const work = async (): Promise<void> => {
    for await (const line of tail.next()) {
      const trial = JSON.parse(line) as TrialRow;
      const what = hasLeft ? null : findContainment(rules, trial);
      if (what !== null) {
        hasLeft = true;
        onContainment(what);
      }
      if (mayJudge(trial)) await sending.send(toPushedTrial(trial));
    }
    await sending.flush();
  };
  const catchUp = (): Promise<void> => {
    working = working.then(work);
    return working;
  };
  const timer = setInterval(() => {
    // What does not get through now is sent at the end: nothing of the disk is lost.
    if (!isClosed) catchUp().catch(() => {});
  }, everyMs);
  timer.unref();
  return {
    catchUp,
    refused: () => sending.problems,
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await working.catch(() => {});
    },
  };
}
