import type { CrashDraft } from "./draft.ts";

/**
 * What one kind of line says about the crash. The pattern is tried on the rest of the line from the first `mark` on (on the
 * whole line with `whole`): a pattern that begins at a fixed place cannot be made to search a hostile line again and again.
 */
export type LineRule = {
  /** Case counts. */
  readonly mark: string;
  readonly whole?: true;
  /** Begins with `^`. */
  readonly pattern: RegExp;
  readonly when?: (draft: CrashDraft, line: string) => boolean;
  /** True when no later rule may look at the line. */
  readonly apply: (draft: CrashDraft, match: RegExpExecArray, line: string) => boolean | undefined;
};

/** For rules whose mark says it all. */
export const ANY = /^/;

/** For rules that only count while nothing has been found. */
export const nothingYet = ({ type }: CrashDraft): boolean => type === "";

/** Applies the rules in order; true when one of them has dealt with the line. */
export function applyRules(rules: readonly LineRule[], draft: CrashDraft, line: string): boolean {
  for (const rule of rules) {
    const at = line.indexOf(rule.mark);
    if (at < 0 || rule.when?.(draft, line) === false) continue;
    const match = rule.pattern.exec(rule.whole ? line : line.slice(at));
    if (match !== null && rule.apply(draft, match, line) === true) return true;
  }
  return false;
}

/** A matched group, or "" where the group took no part. */
export const group = (match: RegExpExecArray, at: number): string => (match[at] ?? "").trim();

/** The parts stand in the line, one after the other. */
export function standInOrder(line: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = line.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
