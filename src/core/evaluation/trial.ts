import type { Json } from "../canonicalJson.ts";
import { type Identity, toIdentity } from "./identity.ts";
import type { TranscriptEvent } from "./transcript.ts";

/**
 * How a trial ended. Only the first two have a transcript that can be judged. `tester_error`: whoever plays the user broke down, which says
 * nothing of the target.
 */
export const TRIAL_ENDS = [
  "completed",
  "turn_limit",
  "target_error",
  "tester_error",
  "ceiling",
  "cancelled",
] as const;
export type TrialEnd = (typeof TRIAL_ENDS)[number];

/** A span of a traced target, as far as a rule may ask for it. */
export type SeenSpan = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, Json>>;
};

/** What was seen of the target. */
export type Evidence = {
  /** Whether spans were to come. */
  readonly traced: boolean;
  readonly spans: readonly SeenSpan[];
  /** Something was left out on the way: what is not there may have been. */
  readonly truncated: boolean;
};

/** What a trial cost. Null is unknown, and never 0. */
export type Usage = {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** In the currency of the price list that the run names. */
  readonly cost: number | null;
  readonly latencyMs: number | null;
};

/** One case once against the target. */
export type Trial = {
  readonly id: Identity;
  readonly run: Identity;
  readonly case: Identity;
  /** 0, 1, 2 … */
  readonly repetition: number;
  readonly end: TrialEnd;
  /** For people, where it did not end well. */
  readonly fault: string | null;
  readonly events: readonly TranscriptEvent[];
  /** Of the tools' world, after the last turn; null where there is none. */
  readonly state: Json;
  readonly evidence: Evidence;
  readonly usage: Usage;
};

/** Known before the trial runs: a trial that is there need not run again. */
export const toTrialId = (run: Identity, held: Identity, repetition: number): Identity =>
  toIdentity("trial", { run, case: held, repetition });

/** Whether the trial broke off, whoever's fault it was. */
export const isBrokenOff = ({ end }: Pick<Trial, "end">): boolean =>
  end === "target_error" || end === "tester_error";

/** Whether there is a conversation to judge; a trial that broke off is counted and not judged. */
export const mayJudge = ({ end }: Pick<Trial, "end">): boolean =>
  end === "completed" || end === "turn_limit";
