import type { FindingFeatures } from "./features.ts";
import { type Comparison, compare, type Signal, type SignalName } from "./signal.ts";

/** A finding of a case we have. `isOpen`: the case is neither fixed nor closed. A merged case goes by the one it is part of. */
export type CandidateFeatures = FindingFeatures & {
  readonly caseId: string;
  readonly isOpen: boolean;
};

/** `score`: 0 to 1, an order among proposals; nobody has calibrated it yet. */
export type MatchCandidate = {
  readonly caseId: string;
  readonly score: number;
  readonly signals: readonly Signal[];
};

export type MatchAnswer =
  | { readonly match: "same"; readonly caseId: string; readonly signals: readonly Signal[] }
  | { readonly match: "proposed"; readonly candidates: readonly MatchCandidate[] }
  /** `siblings`: the same shape in another place, to be linked and not merged. */
  | { readonly match: "new"; readonly siblings: readonly MatchCandidate[] };

const MOST_PROPOSED = 5;
const PROPOSE_FROM = 0.5;

/** Log-odds, set by hand: what a person would weigh. Text counts by how alike it is. */
const BIAS = -2.5;
const WEIGHT: Readonly<
  Record<Exclude<SignalName, "text">, readonly [agrees: number, disagrees: number]>
> = {
  component: [1, -2],
  weakness: [0.8, -0.8],
  file: [1.5, -1.5],
  function: [1.5, -1],
  line: [0.7, -0.3],
  crash: [2.5, -1],
  "public id": [4, -2.5],
};

function scoreOf({ verdict, similarity }: Comparison): number {
  const names = Object.keys(WEIGHT) as (keyof typeof WEIGHT)[];
  const odds = names.reduce((sum, name) => {
    const [agrees, disagrees] = WEIGHT[name];
    return (
      sum + (verdict[name] === "agrees" ? agrees : verdict[name] === "disagrees" ? disagrees : 0)
    );
  }, BIAS);
  const words = similarity === null ? 0 : 4 * similarity - 0.5;
  return Math.round(1000 / (1 + Math.exp(-(odds + words)))) / 1000;
}

/** Why a match is certain, or `null`. Whatever is known must not contradict. */
export type Certainty = "crash" | "place" | "public id" | "words";

export function certaintyOf({ verdict, similarity, isRecord }: Comparison): Certainty | null {
  const agree = (...names: SignalName[]) => names.every((name) => verdict[name] === "agrees");
  const clash = (...names: SignalName[]) => names.some((name) => verdict[name] === "disagrees");
  // Two sources may class one CVE differently, so the weakness is not asked. A report that names a place as well may only
  // mention the id ("incomplete fix of …"), so there the words have to agree, too.
  if (agree("public id") && !clash("component", "file", "function", "crash"))
    return isRecord || agree("text") ? "public id" : null;
  if (clash("component", "weakness", "file", "function", "public id", "crash")) return null;
  if (agree("crash", "component") && (agree("file") || agree("function"))) return "crash";
  if (clash("line")) return null;
  if (agree("component", "weakness", "file", "function", "text")) return "place";
  const isVerbatim = similarity !== null && similarity >= 0.95;
  return isVerbatim && (agree("function") || agree("line")) ? "words" : null;
}

type Weighed = MatchCandidate & {
  readonly isOpen: boolean;
  readonly certainty: Certainty | null;
  readonly comparison: Comparison;
};

function weigh(finding: FindingFeatures, candidate: CandidateFeatures): Weighed {
  const comparison = compare(finding, candidate);
  const { caseId, isOpen } = candidate;
  const certainty = certaintyOf(comparison);
  return {
    caseId,
    isOpen,
    certainty,
    comparison,
    score: scoreOf(comparison),
    signals: comparison.signals,
  };
}

/** Of several findings of one case the one that fits best speaks for it. */
function bestPerCase(weighed: readonly Weighed[]): readonly Weighed[] {
  const best = new Map<string, Weighed>();
  const rank = (one: Weighed) => (one.certainty === null ? 0 : 1) + one.score;
  for (const one of weighed) {
    const before = best.get(one.caseId);
    if (before === undefined || rank(one) > rank(before)) best.set(one.caseId, one);
  }
  return [...best.values()].sort((a, b) => rank(b) - rank(a));
}

/** The same weakness, or much the same words, in another file of the same component. */
const isSibling = ({ comparison: { verdict } }: Weighed): boolean =>
  verdict.component === "agrees" &&
  verdict.file === "disagrees" &&
  verdict.weakness === "agrees" &&
  (verdict.function === "agrees" || verdict.text === "agrees");

/**
 * Whether a person should look. Another file is another place, whatever the words; and once a case is fixed an equal
 * crash is a new flaw (in 499 of 527 measured pairs the fixes differed), so only the same id or the same words count.
 */
function isProposed({ isOpen, score, comparison: { verdict, similarity } }: Weighed): boolean {
  if (verdict["public id"] === "agrees") return true;
  if (!isOpen) return similarity !== null && similarity >= 0.8 && verdict.file !== "disagrees";
  const elsewhere = verdict.file === "disagrees" && verdict.crash !== "agrees";
  return score >= PROPOSE_FROM && !elsewhere;
}

const shown = ({ caseId, score, signals }: Weighed): MatchCandidate => ({ caseId, score, signals });

/** Is this finding the root cause of a case we have? `same` is merged by itself, `proposed` waits for a person. */
export function decideMatch(
  finding: FindingFeatures,
  candidates: readonly CandidateFeatures[],
): MatchAnswer {
  const weighed = bestPerCase(candidates.map((candidate) => weigh(finding, candidate)));
  const same = weighed.find(({ certainty, isOpen }) => certainty !== null && isOpen);
  if (same !== undefined) return { match: "same", caseId: same.caseId, signals: same.signals };
  const proposed = weighed.filter(isProposed).slice(0, MOST_PROPOSED);
  if (proposed.length > 0) return { match: "proposed", candidates: proposed.map(shown) };
  return { match: "new", siblings: weighed.filter(isSibling).slice(0, MOST_PROPOSED).map(shown) };
}
