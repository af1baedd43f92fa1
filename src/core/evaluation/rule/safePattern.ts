import { ok, type Refusal, type Result, refuse } from "../../result.ts";

export type PatternRefusal = Refusal<"rule/pattern">;

const MOST_LENGTH = 1_000;

/**
 * A pattern that may be run over a target's answers. Refused are those that do not compile, and those whose time can grow without bound:
 * a repetition of what repeats itself, or of alternatives that begin alike. (Such a check errs on the side of no.)
 */
export function parsePattern(source: string, ignoreCase: boolean): Result<RegExp, PatternRefusal> {
  if (source.length > MOST_LENGTH)
    return refuse("rule/pattern", `A pattern has at most ${MOST_LENGTH} characters.`);
  if (/\\[1-9]|\\k</.test(source))
    return refuse("rule/pattern", "A pattern that refers back to its own groups can take forever.");
  if (repeatsRepetition(source))
    return refuse("rule/pattern", `${source} repeats what repeats itself, which can take forever.`);
  try {
    return ok(new RegExp(source, ignoreCase ? "giu" : "gu"));
  } catch (error) {
    return refuse("rule/pattern", error instanceof Error ? error.message : String(error));
  }
}

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
