import type { Stamp } from "./actor.ts";
import { type Membership, type Origin, present } from "./membership.ts";

export const EVIDENCE_LEVELS = [
  "refuted",
  "asserted",
  "reproduced",
  "independently-reproduced",
  "owner-confirmed",
] as const;
/** Refuted stands below asserted: it has been looked at. */
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/** What was run, and where its log is kept. */
export type Run = {
  readonly id: string;
  /** Version or commit. */
  readonly on: string;
  readonly environment: string | null;
  readonly signature: string | null;
  readonly logSha256: string | null;
};

/** N of M: in how many of how many runs the claimed signature showed. */
export type Count = { readonly n: number; readonly of: number };

type Checked = {
  readonly findingId: string;
  readonly verifierPartyId: string;
  readonly modelFamily: string | null;
  readonly nOfM: Count;
  readonly run: Run;
  readonly note: string | null;
};

export type EvidenceEvent =
  | ({
      readonly type: "evidence-recorded";
      readonly verdict: "reproduced" | "not-reproduced";
    } & Checked)
  | ({ readonly type: "evidence-refuted" } & Checked);

export type Evidence = Checked & {
  readonly outcome: "reproduced" | "not-reproduced" | "refuted";
  readonly at: string;
  readonly by: string;
  readonly from: Origin;
};

export function foldEvidence(
  entries: readonly Evidence[],
  event: EvidenceEvent & Stamp,
): readonly Evidence[] {
  const { findingId, verifierPartyId, modelFamily, nOfM, run, note, at } = event;
  const outcome = event.type === "evidence-refuted" ? "refuted" : event.verdict;
  const entry = { findingId, verifierPartyId, modelFamily, nOfM, run, note, outcome, at } as const;
  return [...entries, { ...entry, by: event.by.label, from: null }];
}

/** The same run again, of the day it was made, for the record of another case that the finding goes to. */
export function evidenceAgain(entry: Evidence): EvidenceEvent & Stamp {
  const { findingId, verifierPartyId, modelFamily, nOfM, run, note, outcome } = entry;
  const checked = { findingId, verifierPartyId, modelFamily, nOfM, run, note };
  const stamp = { at: entry.at, by: { personId: null, partyId: null, label: entry.by } };
  return outcome === "refuted"
    ? { type: "evidence-refuted", ...checked, ...stamp }
    : { type: "evidence-recorded", verdict: outcome, ...checked, ...stamp };
}

/** The entries that count for one finding: what came before a refutation no longer does. */
function standing(entries: readonly Evidence[]): readonly Evidence[] {
  const refuted = entries.findLastIndex(({ outcome }) => outcome === "refuted");
  const since = entries.slice(refuted + 1).filter(({ outcome }) => outcome === "reproduced");
  return since.length > 0 || refuted < 0 ? since : entries.slice(refuted, refuted + 1);
}

const isIndependent = (a: Evidence, b: Evidence): boolean =>
  a.verifierPartyId !== b.verifierPartyId &&
  (a.modelFamily === null || a.modelFamily !== b.modelFamily);

/** The run that first reached each level. A missing one has not been reached. */
export type Rungs = {
  readonly reproduced: Evidence | null;
  readonly independent: Evidence | null;
  readonly refuted: Evidence | null;
};

const perFinding = (entries: readonly Evidence[]): ReadonlyMap<string, readonly Evidence[]> => {
  const groups = new Map<string, Evidence[]>();
  for (const entry of entries) {
    const group = groups.get(entry.findingId);
    if (group === undefined) groups.set(entry.findingId, [entry]);
    else group.push(entry);
  }
  return groups;
};

/** What the runs on the findings of a case have shown. The owner's word comes on top, in `case`. */
export function rungsOf(members: readonly Membership[], entries: readonly Evidence[]): Rungs {
  const ids = new Set(present(members).map(({ findingId }) => findingId));
  const counted = [...perFinding(entries)]
    .filter(([id]) => ids.has(id))
    .map(([, group]) => standing(group));
  const shown = counted
    .flat()
    .filter(({ outcome }) => outcome === "reproduced")
    .sort((a, b) => compareText(a.at, b.at));
  const [first] = shown;
  const refutations = counted.filter((group) => group[0]?.outcome === "refuted");
  const all = ids.size > 0 && refutations.length === ids.size;
  return {
    reproduced: first ?? null,
    independent: firstIndependent(shown),
    refuted: all ? (refutations[0]?.[0] ?? null) : null,
  };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first run that is independent of one before it. A party and model seen before add nothing to compare with. */
function firstIndependent(shown: readonly Evidence[]): Evidence | null {
  const before = new Map<string, Evidence>();
  for (const run of shown) {
    if ([...before.values()].some((earlier) => isIndependent(run, earlier))) return run;
    before.set(`${run.verifierPartyId} ${run.modelFamily}`, run);
  }
  return null;
}

export function levelOf(rungs: Rungs, confirmedByOwner: boolean): EvidenceLevel {
  if (confirmedByOwner) return "owner-confirmed";
  if (rungs.independent !== null) return "independently-reproduced";
  if (rungs.reproduced !== null) return "reproduced";
  return rungs.refuted === null ? "asserted" : "refuted";
}
