import type { PackRule, PatternDetector } from "../../pack.ts";
import type { Citation } from "../../verdict.ts";

/** "The organization protects authenticators commensurate with the security category of the information." */
const PROTECTION: Citation = {
  standard: "NIST SP 800-53 Rev. 5",
  clause: "IA-5(6) Protection of Authenticators",
  url: "https://doi.org/10.6028/NIST.SP.800-53r5",
};

export type SecretSpec = Omit<Partial<PatternDetector>, "kind" | "pattern"> & {
  /** What it is, as its owner calls it: "A GitHub token". */
  readonly what: string;
  readonly pattern: string;
  readonly examples: readonly string[];
  readonly counterExamples?: readonly string[];
  readonly confidence?: number;
};

/** `name` is the id's second part, and the type's: `secrets/npm-token`, `secret.npm-token`. */
export function secretRule(name: string, spec: SecretSpec): PackRule {
  const { what, examples, counterExamples = [], confidence = 0.9, ...detector } = spec;
  return {
    id: `secrets/${name}`,
    type: `secret.${name}`,
    citation: PROTECTION,
    action: "rewrite",
    confidence,
    message: `${what} stands in the text.`,
    detector: { kind: "pattern", ...detector },
    examples,
    counterExamples,
  };
}

/** Keys that their form gives away: name, what it is, pattern, an example, and a check where words might have that form. */
export type PlainSpec = readonly [
  name: string,
  what: string,
  pattern: string,
  example: string,
  check?: string,
];

/** A third of a key is none: the counter-example. */
const third = (example: string): string => example.slice(0, Math.ceil(example.length / 3));

export const plainRules = (specs: readonly PlainSpec[]): PackRule[] =>
  specs.map(([name, what, pattern, example, check]) =>
    secretRule(name, {
      what,
      pattern,
      examples: [example],
      counterExamples: [third(example)],
      ...(check !== undefined && { check }),
    }),
  );
