import type {
  Confidence,
  Coverage,
  Ending,
  Integrity,
  MaterialKind,
  ResultEvidence,
  Stage,
} from "#core/review/reviewWords.ts";

export const KIND_WORDS: Record<MaterialKind, string> = {
  "model-material": "Model material",
  "system-prompt": "System prompt",
  "weights-pointer": "Pointer to weights",
  credentials: "Credentials",
  "evaluator-prompt": "Evaluator prompts",
  "result-draft": "Draft of a result",
  other: "Other",
};

export const EVIDENCE_WORDS: Record<ResultEvidence, string> = {
  asserted: "asserted",
  demonstrated: "demonstrated",
  repeated: "repeated",
  "independently-repeated": "independently repeated",
};

export const CONFIDENCE_WORDS: Record<Confidence, string> = {
  low: "confidence low",
  medium: "confidence medium",
  high: "confidence high",
};

export const INTEGRITY_WORDS: Record<Integrity, string> = {
  clean: "clean",
  "suspected-gaming": "suspected gaming",
  "containment-event": "containment event",
  unreliable: "unreliable",
};

export const COVERAGE_WORDS: Record<Coverage, string> = {
  covered: "covered",
  "not-covered": "not covered",
  undetermined: "undetermined",
};

export const STAGE_WORDS: Record<Stage, string> = {
  drafted: "drafted",
  submitted: "submitted",
  "terms-agreed": "terms agreed",
  "access-open": "access open",
  "results-shared": "results shared",
  closed: "closed",
};

export const ENDING_WORDS: Record<Ending, string> = {
  completed: "completed",
  withdrawn: "withdrawn",
  expired: "expired",
  "not-applicable": "not applicable",
};

const UNITS = ["kB", "MB", "GB", "TB"] as const;

/** Bytes for people: `310 kB`, `1.2 MB`. */
export function toSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  let [size, unit] = [bytes, ""];
  for (const next of UNITS) {
    if (size < 999.5) break;
    [size, unit] = [size / 1000, next];
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
