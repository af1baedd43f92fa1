import type { PackRule, PatternDetector } from "../pack.ts";
import type { Citation } from "../verdict.ts";

export type MarkSpec = Pick<PackRule, "action" | "examples" | "counterExamples"> &
  Partial<Pick<PackRule, "widest" | "replacement" | "confidence">> &
  Omit<Partial<PatternDetector>, "kind" | "pattern"> & {
    readonly type: string;
    readonly pattern: string;
    readonly message: string;
  };

/** A rule about what a text says of itself, or promises: a phrase, in any case of letters. */
export function markRule(id: string, citation: Citation, spec: MarkSpec): PackRule {
  const {
    type,
    action,
    examples,
    counterExamples,
    widest,
    replacement,
    confidence,
    message,
    ...detector
  } = spec;
  return {
    id,
    type,
    citation,
    action,
    message,
    examples,
    counterExamples,
    confidence: confidence ?? 0.8,
    ...(widest && { widest }),
    ...(replacement !== undefined && { replacement }),
    detector: { kind: "pattern", ignoreCase: true, ...detector },
  };
}
