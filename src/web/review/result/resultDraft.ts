import type { ResultContent } from "#core/review/reviewEvent.ts";
import type { Confidence, Integrity, ResultEvidence, Severity } from "#core/review/reviewWords.ts";

export const RUN_FIELDS = ["model", "scaffold", "budget", "seeds", "environment"] as const;
export type RunField = (typeof RUN_FIELDS)[number];

/** A result while it is written. What has to be chosen is not chosen for anybody. */
export type ResultDraft = {
  readonly claim: string;
  readonly method: string;
  readonly evidence: ResultEvidence | undefined;
  readonly integrity: Integrity | undefined;
  readonly severity: Severity | "not-rated" | undefined;
  readonly confidence: Confidence | undefined;
  readonly run: Readonly<Record<RunField, string>>;
};

export const BLANK_RESULT: ResultDraft = {
  claim: "",
  method: "",
  evidence: undefined,
  integrity: undefined,
  severity: undefined,
  confidence: undefined,
  run: { model: "", scaffold: "", budget: "", seeds: "", environment: "" },
};

/** Begun from a run: what it says of itself stands there, what a person has to weigh does not. */
export const fromRun = ({ claim, method, integrity, run }: ResultContent): ResultDraft => ({
  ...BLANK_RESULT,
  claim,
  method,
  integrity,
  run: run ?? BLANK_RESULT.run,
});

/** A flawed run says nothing on how bad something is. */
export const takesSeverity = ({ integrity }: Pick<ResultDraft, "integrity">): boolean =>
  integrity !== "unreliable";

/** The run as far as it was told, or `null` where nothing was told; `undefined` where something of it is missing. */
function toRun(run: ResultDraft["run"]): ResultContent["run"] | undefined {
  const told = RUN_FIELDS.map((field) => [field, run[field].trim()] as const);
  if (told.every(([, text]) => text === "")) return null;
  if (told.some(([, text]) => text === "")) return undefined;
  return Object.fromEntries(told) as ResultContent["run"];
}

/** What is still to be said, in words; nothing where the result can be given. */
export function missingIn(draft: ResultDraft): readonly string[] {
  const isMissing: readonly (readonly [string, boolean])[] = [
    ["claim", draft.claim.trim() === ""],
    ["method", draft.method.trim() === ""],
    ["evidence", draft.evidence === undefined],
    ["integrity", draft.integrity === undefined],
    ["severity", takesSeverity(draft) && draft.severity === undefined],
    ["confidence", draft.confidence === undefined],
    ["the rest of the run", toRun(draft.run) === undefined],
  ];
  return isMissing.filter(([, missing]) => missing).map(([name]) => name);
}

/** The result in writing; `undefined` while something of it is missing. */
export function toContent(draft: ResultDraft): ResultContent | undefined {
  const { evidence, integrity, confidence, severity } = draft;
  const run = toRun(draft.run);
  if (missingIn(draft).length > 0) return undefined;
  if (!evidence || !integrity || !confidence || run === undefined) return undefined;
  const isRated = takesSeverity(draft) && severity !== undefined && severity !== "not-rated";
  return {
    claim: draft.claim.trim(),
    method: draft.method.trim(),
    evidence,
    severity: isRated ? severity : null,
    confidence,
    integrity,
    run,
  };
}
