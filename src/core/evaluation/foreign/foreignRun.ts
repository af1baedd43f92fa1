import type { Json } from "../../canonicalJson.ts";
import type { Problem } from "../../problem.ts";
import type { CitationPart } from "../citation/resolve.ts";
import type { Outcome } from "../rule/outcome.ts";
import type { Taxonomy } from "../taxonomy.ts";
import type { TestCase } from "../testCase.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { TrialEnd, Usage } from "../trial.ts";

/** What somebody else's judge said of a trial in one respect. */
export type ForeignOpinion = {
  readonly dimension: string;
  /** The category judged; null for the trial as a whole. */
  readonly category: string | null;
  /** As the other tool calls it. */
  readonly judge: string;
  readonly kind: "rule" | "model";
  readonly outcome: Outcome;
  readonly reason: string;
  readonly citations?: readonly CitationPart[];
};

/** One case once against the target, as another tool recorded it. */
export type ForeignTrial = {
  readonly held: TestCase;
  readonly repetition: number;
  readonly end: TrialEnd;
  readonly fault: string | null;
  readonly events: readonly TranscriptEvent[];
  /** Something of it has no place here: what is not there may have been. */
  readonly truncated?: boolean;
  readonly usage: Usage;
  /** ISO 8601 in UTC; null where it is not told. */
  readonly at: string | null;
  readonly opinions: readonly ForeignOpinion[];
};

/** A run of another tool. */
export type ForeignRun = {
  readonly name: string;
  readonly format: string;
  /** What is known of the target, whole. */
  readonly target: Json;
  readonly behaviour: { readonly name: string; readonly description: string };
  /** Null where the tool has none. */
  readonly taxonomy: Taxonomy | null;
  /** All that were to be run, where more are known than those of the trials. */
  readonly cases?: readonly TestCase[];
  readonly trials: readonly ForeignTrial[];
  /** What is said of a trial in a respect in which only others were judged: that nobody judged it, or that it was not asked. */
  readonly elsewhere?: "unscored" | "not_applicable";
  /** What was read and has no place here. */
  readonly notes: readonly string[];
};

export type ReadForeign =
  | { readonly ok: true; readonly run: ForeignRun }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const NO_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  cost: null,
  latencyMs: null,
};
