import { evidenceLevelOf, findingsOf, rungsOfCase } from "../caseFacts.ts";
import type { CaseState } from "../caseState.ts";
import type { Evidence, EvidenceLevel } from "../evidence.ts";
import { standingVerdicts } from "../ownerVerdict.ts";

export type RungView = {
  readonly level: EvidenceLevel;
  readonly reached: boolean;
  readonly at: string | null;
  readonly by: string | null;
  readonly note: string | null;
  readonly run: {
    readonly ref: string;
    readonly failed: number;
    readonly of: number;
    readonly signature: string | null;
  } | null;
};

function ofRun(level: EvidenceLevel, entry: Evidence | null): RungView {
  if (entry === null) return { level, reached: false, at: null, by: null, note: null, run: null };
  const { run, nOfM, at, by, note } = entry;
  return {
    level,
    reached: true,
    at,
    by,
    note: [run.on, run.environment, note].filter(Boolean).join(", ") || null,
    run: { ref: run.id, failed: nOfM.n, of: nOfM.of, signature: run.signature },
  };
}

function asserted(state: CaseState): RungView {
  const [first] = findingsOf(state);
  const model = first?.finder.model;
  return {
    level: "asserted",
    reached: true,
    at: first?.joinedAt ?? state.openedAt,
    by: first?.finder.party ?? null,
    note: model ? `found with ${model}` : null,
    run: null,
  };
}

function confirmed(state: CaseState): RungView {
  const verdict = standingVerdicts(state.verdicts).find(
    (one) => one.verdict === "confirmed" || one.verdict === "fixed",
  );
  return {
    level: "owner-confirmed",
    reached: verdict !== undefined,
    at: verdict?.at ?? null,
    by: verdict?.by ?? null,
    note: verdict?.version ? `fixed in ${verdict.version}` : (verdict?.note ?? null),
    run: null,
  };
}

/** The ladder: four rungs, or the refutation in place of what it struck down. */
export function evidenceView(state: CaseState): {
  readonly level: EvidenceLevel;
  readonly rungs: readonly RungView[];
} {
  const { reproduced, independent, refuted } = rungsOfCase(state);
  const level = evidenceLevelOf(state);
  const middle =
    level === "refuted"
      ? [ofRun("refuted", refuted)]
      : [ofRun("reproduced", reproduced), ofRun("independently-reproduced", independent)];
  return { level, rungs: [asserted(state), ...middle, confirmed(state)] };
}
