import type { Json } from "../canonicalJson.ts";
import { ok, type Refusal, type Result, refuse } from "../result.ts";
import { type Identity, toIdentity } from "./identity.ts";

/** Everything that can change what a run gives. What is not here cannot, or the run is not what it says. */
export type RunConfiguration = {
  readonly testSet: Identity;
  /** The whole target: kind, address, model, system prompt, tools, sampling. No secrets: they change nothing and are not for storing. */
  readonly target: Json;
  /** Whoever plays the user, likewise whole; null where scripts do. */
  readonly tester: Json;
  readonly harness: { readonly name: string; readonly version: string };
  /** Trials of each case. */
  readonly repetitions: number;
};

export const toRunKey = ({ testSet, target, tester, harness, repetitions }: RunConfiguration) =>
  toIdentity("run", {
    testSet,
    target,
    tester,
    harness: { name: harness.name, version: harness.version },
    repetitions,
  });

/** Everything of a judge that can change a verdict. */
export type JudgeConfiguration = {
  /** Null for rules alone. */
  readonly model: Json;
  /** Of the words that the model is given; null for rules alone. */
  readonly promptHash: Identity | null;
  readonly rulesHash: Identity | null;
  readonly dimensions: readonly string[];
  /** How often each transcript is judged. */
  readonly n: number;
};

export const toJudgeKey = (judge: JudgeConfiguration): Identity =>
  toIdentity("judge", {
    model: judge.model,
    promptHash: judge.promptHash,
    rulesHash: judge.rulesHash,
    dimensions: [...judge.dimensions].sort(),
    n: judge.n,
  });

/** A judged run, as far as it decides whether another one can be set against it. */
export type Judged = { readonly run: RunConfiguration; readonly judge: Identity };

export type PairingRefusal = Refusal<"evaluation/unmatched-keys">;

/** Two runs are paired if they differ in their target alone: same cases, same tester, same judge. */
export function mayPair(before: Judged, after: Judged): Result<"paired", PairingRefusal> {
  const differing = [
    before.run.testSet === after.run.testSet ? null : "test sets",
    keyOf(before.run.tester) === keyOf(after.run.tester) ? null : "testers",
    before.run.repetitions === after.run.repetitions ? null : "numbers of trials",
    before.judge === after.judge ? null : "judges",
  ].filter((name) => name !== null);
  if (differing.length === 0) return ok("paired");
  const detail = `The runs have different ${differing.join(" and ")}. Ask for an unpaired comparison if you want one all the same.`;
  return refuse("evaluation/unmatched-keys", detail);
}

const keyOf = (value: Json): Identity => toIdentity("tester", value);
