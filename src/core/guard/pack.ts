import type { AudienceKind } from "./audience.ts";
import type { Action, Citation } from "./verdict.ts";

/**
 * A rule pack: data, in YAML, JSON or TypeScript; gitleaks' TOML is read into the same shape (`readGitleaks`). What a pack
 * may hold is checked by `lintPack` when it is loaded, and a pack with a rule it refuses is not loaded.
 */
export type Pack = {
  /** Small letters, digits, hyphens: the first part of each of its rules' ids. */
  readonly id: string;
  readonly version: string;
  readonly title?: string;
  readonly rules: readonly PackRule[];
};

/** One kind of thing that may not leave, how it is found, and what is done about it. */
export type PackRule = {
  /** `pack/name`. */
  readonly id: string;
  /** Dotted kind of what is found: `secret.aws-key`, `person.email`. Secrets, and nothing else, begin with `secret`. */
  readonly type: string;
  /** The clause this rule carries out. There is no rule without one. */
  readonly citation: Citation;
  readonly action: Exclude<Action, "pass">;
  readonly detector: Detector;
  /** From 0 to 1: how sure a finding of this rule is. Default 0.8. */
  readonly confidence?: number;
  /** The widest audience that may read it: no finding for that audience and narrower ones. Default: nobody may. */
  readonly widest?: AudienceKind;
  /** What takes its place when rewritten; default `[TYPE]` after the last part of the type, as in `[AWS-KEY]`. */
  readonly replacement?: string;
  /** A sentence for whoever wrote the text. Default: made of the type. */
  readonly message?: string;
  /** Texts in each of which the rule must find something. At least one, except for registry rules. */
  readonly examples: readonly string[];
  /** Texts in none of which it may. */
  readonly counterExamples: readonly string[];
};

export type Detector = PatternDetector | TermDetector | RegistryDetector;

/**
 * A pattern in RE2's syntax (no look-around, no back-references), run in linear time on the folded text: compatibility
 * forms, look-alikes and other scripts' digits as ASCII, accents and unseen characters dropped, line ends as they are.
 * Escapes (percent, HTML, \u, base64, hex) are read besides, as texts of their own.
 *
 * It runs only where a literal that every match must contain occurs (`anchors`); the literal is found by itself, but
 * must exist: `[a-z]+` alone is refused. Keep what comes before the literal short: each place in it is tried.
 */
export type PatternDetector = {
  readonly kind: "pattern";
  readonly pattern: string;
  /** Case counts unless this is true (or the pattern says `(?i)`). */
  readonly ignoreCase?: boolean;
  /**
   * Number of the group that is what is found; 0 is the whole match. Default: the first group that took part, else the
   * whole match. What stands before the group is context: a stream may let it go.
   */
  readonly group?: number;
  /**
   * Texts near the match instead of in it, when no usable literal can be found in the pattern: it is then tried at each
   * of the 256 places from such a text on.
   */
  readonly anchors?: readonly string[];
  /** Least Shannon entropy of what is found, in bits per character. */
  readonly entropy?: number;
  /** Name of a function of `CHECKS`, which has the last word on a candidate: a checksum, a parser. */
  readonly check?: string;
  /** How many units behind the match the check must see; at most 64. Default 0. The 64 before it are always there. */
  readonly after?: number;
  /** Only where one of these words (small letters) stands in the `within` units (at most 256) before the match. */
  readonly near?: { readonly words: readonly string[]; readonly within: number };
  /** What is found is let go where any of these applies. */
  readonly allow?: readonly Allowance[];
};

/** Patterns in RE2's syntax, searched in the named part: what was found, the whole match, or the line around it. */
export type Allowance = {
  readonly target: "found" | "match" | "line";
  readonly patterns: readonly string[];
  /** Words (any case) in what was found. */
  readonly stopwords: readonly string[];
  /** Default "any": one of patterns and stopwords is enough; "all": both kinds must speak. */
  readonly needs?: "any" | "all";
  /** Let go where it does not apply, instead. */
  readonly isNegated?: boolean;
};

/** Fixed texts, any case, as whole words unless said otherwise. */
export type TermDetector = {
  readonly kind: "terms";
  readonly terms: readonly string[];
  readonly isPartOfWord?: boolean;
};

/** What the registry of the moment knows; see `Registry`. Such a rule applies by the audience's case, too. */
export type RegistryDetector = {
  readonly kind: "registry";
  readonly source: RegistrySource;
};

export const REGISTRY_SOURCES = [
  "embargoed-key",
  "embargoed-text",
  "person",
  "canary",
  "erased",
  "term",
] as const;
export type RegistrySource = (typeof REGISTRY_SOURCES)[number];

/** Patterns whose longest match exceeds this, in UTF-16 units, are refused: they would hold a stream for too long. */
export const LONGEST_SPAN = 8_192;
/** Units before a match that a check may see. */
export const CONTEXT_BEFORE = 64;
