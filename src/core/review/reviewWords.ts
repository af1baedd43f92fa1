/** The three acts of the order, each usable alone. */
export const ACTS = ["coverage-enquiry", "access-window", "partner-selection"] as const;
export type Act = (typeof ACTS)[number];

/** What is new in the model that is reviewed. A point release may reuse the review of the version before it. */
export const INCREMENTS = ["new-base", "point-release", "safeguard-change"] as const;
export type IncrementKind = (typeof INCREMENTS)[number];

/** Releases are the lab's own, each with its own date, editable at any time. */
export const RELEASES = ["trusted-partner", "limited", "public"] as const;
export type Release = (typeof RELEASES)[number];

export const ACCESS_MODES = [
  "hosted-api",
  "lab-enclave",
  "reviewer-enclave",
  "air-gapped-weights",
] as const;
export type AccessMode = (typeof ACCESS_MODES)[number];

export const VARIANTS = [
  "final-checkpoint",
  "reduced-refusal",
  "safeguards-on",
  "safeguards-off",
  "raw-reasoning",
  "fine-tuning",
] as const;
export type Variant = (typeof VARIANTS)[number];

/** The axes on which access is asked for. */
export const AXES = ["model", "information", "time"] as const;
export type Axis = (typeof AXES)[number];

/** Depth of model access: black box, grey box (logits, reasoning, no safeguards), white box (weights, fine-tuning). */
export const ACCESS_LEVELS = ["AL1", "AL2", "AL3"] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

export const SEVERITIES = ["none", "low", "moderate", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const EVIDENCE_LEVELS = [
  "asserted",
  "demonstrated",
  "repeated",
  "independently-repeated",
] as const;
export type ResultEvidence = (typeof EVIDENCE_LEVELS)[number];
export const INTEGRITY = ["clean", "suspected-gaming", "containment-event", "unreliable"] as const;
export type Integrity = (typeof INTEGRITY)[number];

export const COVERAGE = ["covered", "not-covered", "undetermined"] as const;
export type Coverage = (typeof COVERAGE)[number];

/** What a sealed thing is, as far as its sender wants it known; its name is sealed with it. */
export const MATERIAL_KINDS = [
  "model-material",
  "system-prompt",
  "weights-pointer",
  "credentials",
  "evaluator-prompt",
  "result-draft",
  "other",
] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];

/** How a review ended. None of these says anything about the model. */
export const ENDINGS = ["completed", "withdrawn", "expired", "not-applicable"] as const;
export type Ending = (typeof ENDINGS)[number];

export const STAGES = [
  "drafted",
  "submitted",
  "terms-agreed",
  "access-open",
  "results-shared",
  "closed",
] as const;
export type Stage = (typeof STAGES)[number];
