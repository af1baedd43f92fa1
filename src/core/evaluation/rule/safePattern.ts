import { ok, type Refusal, type Result, refuse } from "../../result.ts";
import { type Find, type Stretch, toLinearFind } from "./linearPattern.ts";

export type PatternRefusal = Refusal<"rule/pattern">;

const MOST_LENGTH = 1_000;

/** A pattern that may be run over a target's answers. */
export type RulePattern = {
  readonly test: (text: string) => boolean;
  readonly find: Find;
  /** Longer texts are looked through up to here: a no is none then. Characters. */
  readonly mostRead: number;
};

/** In proportion to the text: half a second for so much. */
const MOST_LINEAR = 4_000_000;
/** Of the language's own engine, whose time may grow with the square. */
const MOST_NATIVE = 20_000;

/**
 * A pattern as JavaScript reads it (flag u), on the engine whose time is in proportion to the text where that has words for it, else on the
 * language's own. Refused are those that do not compile, and those whose time can grow without bound: a repetition of what repeats itself, or
 * of alternatives that begin alike. (Such a check errs on the side of no.)
 */
export function parsePattern(
  source: string,
  ignoreCase: boolean,
): Result<RulePattern, PatternRefusal> {
  if (source.length > MOST_LENGTH)
    return refuse("rule/pattern", `A pattern has at most ${MOST_LENGTH} characters.`);
  if (/\\[1-9]|\\k</.test(source))
    return refuse("rule/pattern", "A pattern that refers back to its own groups can take forever.");
  if (repeatsRepetition(source))
    return refuse("rule/pattern", `${source} repeats what repeats itself, which can take forever.`);
  try {
    return ok(made(source, ignoreCase));
  } catch (error) {
    return refuse("rule/pattern", error instanceof Error ? error.message : String(error));
  }
}

/** One is asked of every trial, and takes longer to make than to run. */
const kept = new Map<string, RulePattern>();
const MOST_KEPT = 500;

function made(source: string, ignoreCase: boolean): RulePattern {
  const key = `${ignoreCase ? "i" : " "}${source}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const native = new RegExp(source, ignoreCase ? "giu" : "gu");
  const linear = toLinearFind(source, ignoreCase);
  const find = linear ?? findNatively(native);
  const own = {
    test: (text: string) => find(text, 1).length > 0,
    find,
    mostRead: linear === null ? MOST_NATIVE : MOST_LINEAR,
  };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, own);
  return own;
}

const findNatively =
  (pattern: RegExp): Find =>
  (text, most) => {
    const found: Stretch[] = [];
    for (const { index, 0: match } of text.matchAll(pattern)) {
      if (found.length >= most) break;
      found.push([index, index + match.length]);
    }
    return found;
  };

type Group = { start: number; repeats: boolean; alternatives: boolean };

/** One pass with a stack of open groups. */
function repeatsRepetition(source: string): boolean {
  const groups: Group[] = [];
  let open: Group = { start: 0, repeats: false, alternatives: false };
  for (let at = 0; at < source.length; at = skip(source, at)) {
    const char = source[at];
    if (char === "(") {
      groups.push(open);
      open = { start: at + 1, repeats: false, alternatives: false };
    } else if (char === ")") {
      if (isUnbounded(source, at + 1) && mayRepeat(source, open, at)) return true;
      const outer = groups.pop() ?? open;
      open = { ...outer, repeats: outer.repeats || open.repeats };
    } else if (char === "|") open.alternatives = true;
    else if (isUnbounded(source, at)) open.repeats = true;
  }
  return false;
}

/** Whether one text may be matched by a group in several ways, as far as can be seen. */
const mayRepeat = (source: string, group: Group, end: number): boolean =>
  group.repeats || (group.alternatives && beginAlike(source.slice(group.start, end)));

/** Whether `*`, `+` or `{n,}` stands here. */
const isUnbounded = (source: string, at: number): boolean =>
  /^(?:[*+]|\{\d+,\})/.test(source.slice(at, at + 12));

/** Past an escape or a class as a whole, else past one character. */
function skip(source: string, at: number): number {
  if (source[at] === "\\") return at + 2;
  if (source[at] !== "[") return at + 1;
  const [whole = "["] = /^\[(?:\\.|[^\]\\])*\]?/.exec(source.slice(at)) ?? [];
  return at + whole.length;
}

/** Whether two alternatives may begin with the same character, as far as can be seen from their first. */
function beginAlike(body: string): boolean {
  const firsts = body
    .replace(/^\?(?:[:=!]|<[=!]|<\w+>)/, "")
    .split("|")
    .map((alternative) => alternative[0] ?? "");
  const isOpen = firsts.some((first) => first === "" || "\\.[(^$".includes(first));
  return isOpen || new Set(firsts).size < firsts.length;
}
