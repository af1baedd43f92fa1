import type { AccessMode, Variant } from "./reviewWords.ts";
import type { Terms } from "./terms.ts";

/** How the parts of the terms are called where people read them. */
export const TERMS_LABELS = {
  accessMode: "Access mode",
  variants: "Variants",
  people: "People",
  agreedUses: "Agreed uses",
  retentionDays: "Retention",
  onwardSharing: "Onward sharing",
  labLogs: "Logging at the lab's endpoint",
  destructionDate: "Destruction date",
  promptsShownToLab: "Evaluator prompts",
  notes: "Notes",
} as const satisfies Record<keyof Terms, string>;

export const ACCESS_MODE_WORDS = {
  "hosted-api": "API hosted by the lab",
  "lab-enclave": "enclave of the lab",
  "reviewer-enclave": "enclave of the reviewer",
  "air-gapped-weights": "weights on an air-gapped machine",
} as const satisfies Record<AccessMode, string>;

export const VARIANT_WORDS = {
  "final-checkpoint": "final checkpoint",
  "reduced-refusal": "reduced refusal",
  "safeguards-on": "safeguards on",
  "safeguards-off": "safeguards off",
  "raw-reasoning": "raw reasoning",
  "fine-tuning": "fine-tuning",
} as const satisfies Record<Variant, string>;

export const retentionWords = (days: number): string => `${days} ${days === 1 ? "day" : "days"}`;
export const loggingWords = (labLogs: boolean): string =>
  labLogs ? "yes: the lab logs what is asked" : "no: the lab keeps no log of what is asked";
export const promptWords = (shown: boolean): string =>
  shown ? "may be shown to the lab" : "sealed from the lab";
export const personWords = ({ name, party }: Terms["people"][number]): string =>
  `${name}, ${party}`;
