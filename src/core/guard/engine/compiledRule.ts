import type { Check } from "../check.ts";
import type { PackRule, PatternDetector } from "../pack.ts";
import type { CharSet } from "../regex/charSet.ts";
import type { Dfa } from "../regex/dfa.ts";
import type { GroupFinder } from "../regex/groups.ts";
import type { Program } from "../regex/program.ts";
import type { ShingleIndex, TermIndex } from "./wordRules.ts";

export type CompiledAllowance = {
  readonly target: "found" | "match" | "line";
  /** True where one of the patterns occurs in the text. */
  readonly patterns: readonly ((text: string) => boolean)[];
  readonly stopwords: readonly string[];
  readonly needsAll: boolean;
  readonly isNegated: boolean;
};

/** Every unit from a beginning to the keyword, or to its end, is of the set. */
export type Lead = {
  readonly set: CharSet;
  readonly has: (unit: number) => boolean;
  /** The same of units below 128. */
  readonly ascii: Uint8Array;
  /** Longest way from the beginning to the keyword's end. */
  readonly max: number;
};

/** How much of a line an allowance sees on either side of a match. */
export const LINE = 256;

/** What a pattern needs at run time. Its automaton is made at the first hit. */
export type PatternRule = {
  readonly kind: "pattern";
  readonly rule: PackRule;
  readonly detector: PatternDetector;
  readonly keywords: readonly string[];
  /** Places where a match may begin, counted from the keyword: `first` ≤ start − keyword ≤ `last`. */
  readonly first: number;
  readonly last: number;
  /** True where `first` and `last` count from the keyword's end. */
  readonly isForward: boolean;
  readonly afterBreak: boolean;
  /** Longest match, in units: what would be longer is cut here. */
  readonly span: number;
  /** Units behind a match that must be there before it is decided. */
  readonly behind: number;
  /** Of the detector: what a match is asked for each time. */
  readonly entropy: number | undefined;
  readonly near: PatternDetector["near"];
  readonly after: number;
  /** Groups in order of preference; empty for the whole match. */
  readonly groups: readonly number[];
  /** True where in every match one group is what is found, entered once and not empty. */
  readonly isPlainGroup: boolean;
  /** True where what is found never begins before the keyword's end. */
  readonly startsAfterKeyword: boolean;
  /** What follows the keyword in every match, as far as it is looked for with it. */
  readonly tail: readonly CharSet[];
  /** Instructions at which a match may stand behind its keyword; none, where that is not known. */
  readonly standing: () => Int32Array;
  /** What may stand between a match's beginning and its keyword. */
  readonly lead: Lead | undefined;
  /** The same of what is found, with the keyword and its tail: a stream must not let it go. Undefined where it never begins before the keyword. */
  readonly held: Lead | undefined;
  readonly automaton: () => {
    readonly program: Program;
    readonly dfa: Dfa;
    readonly groups: () => GroupFinder;
  };
  readonly check: Check | undefined;
  readonly allow: readonly CompiledAllowance[];
};

export type LiteralRule = {
  readonly kind: "literal";
  readonly rule: PackRule;
  readonly keywords: readonly string[];
  readonly isPartOfWord: boolean;
  /** The case it belongs to: those who take part in it may read it. */
  readonly caseId: string | null;
};

/** What is known by hashes of words: registered terms, or the texts of a case. It has no keywords. */
export type WordRule = {
  readonly kind: "words";
  readonly rule: PackRule;
  readonly keywords: readonly string[];
  readonly caseId: string | null;
  readonly terms?: TermIndex;
  readonly shingles?: ShingleIndex;
};

export type CompiledRule = PatternRule | LiteralRule | WordRule;
