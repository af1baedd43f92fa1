import type { PackRule, PatternDetector } from "../../pack.ts";
import type { Citation } from "../../verdict.ts";

/** One kind of personal datum and how it is found; packs cite it under their own clauses. */
export type Datum = {
  readonly name: string;
  /** Last part of the type where several ways lead to one kind: `phone`. Default: the name. */
  readonly kind?: string;
  readonly what: string;
  readonly detector: Omit<PatternDetector, "kind">;
  readonly confidence?: number;
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
};

/** The datum as a rule of the pack `pack`: `personal/email` of type `person.email`. */
export const datumRule = (pack: string, datum: Datum, citation: Citation): PackRule => ({
  id: `${pack}/${datum.name}`,
  type: `person.${datum.kind ?? datum.name}`,
  citation,
  action: "rewrite",
  confidence: datum.confidence ?? 0.8,
  message: `${datum.what} stands in the text.`,
  detector: { kind: "pattern", ...datum.detector },
  examples: datum.examples,
  counterExamples: datum.counterExamples,
});
