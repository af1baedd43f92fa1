import { nearestName } from "../../formats/nearestName.ts";
import type { Problem } from "../../problem.ts";
import { type Condition, readCondition } from "./condition.ts";
import { readTokens } from "./tokens.ts";

/**
 * A line of a script. `back` takes that many turns back before it is said; lines in a row that are a `branch` are said each from the same
 * turn, and each goes on with the rest of the script.
 */
export type Step = {
  readonly say: string;
  readonly when: Condition | null;
  readonly back: number;
  readonly isBranch: boolean;
  readonly isEnd: boolean;
};

export type ParsedScript =
  | { readonly ok: true; readonly steps: readonly Step[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const DIRECTIVES = ["if", "unless", "back", "branch", "end"];
const DIRECTIVE = new RegExp(`^\\[(?:${DIRECTIVES.join("|")})\\b`);
/** Every way through the branches is a conversation of its own. */
const MOST_WAYS = 64;

/**
 * `[if refusal] …`, `[unless contains "sorry"] …`, `[if matches "\\d+"; back 1] …`, `[if called search] …`, `[branch] …`, `[end]`. Any other
 * line is what the user says, `[[last_answer]]`, `[[answer 1]]`, `[[said 1]]` and `[[turn]]` filled in.
 */
export function parseScript(lines: readonly string[]): ParsedScript {
  const problems: Problem[] = [];
  const steps = lines.map((line, at) => {
    const read = parseLine(line);
    for (const message of [...read.faults, ...gapFaults(read.step.say)])
      problems.push({ rule: "script/line", pointer: `/${at}`, message });
    return read.step;
  });
  const ways = groupsOf(steps).reduce((product, { length }) => product * length, 1);
  if (ways > MOST_WAYS)
    problems.push({
      rule: "script/branches",
      pointer: "",
      message: `The branches make ${ways} conversations of one case; at most ${MOST_WAYS} are had. Make cases of their own of some.`,
    });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, steps };
}

/** Branches that stand in a row are one group; every other line is a group by itself. */
export function groupsOf(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const [at, step] of steps.entries()) {
    const last = groups.at(-1);
    if (step.isBranch && steps[at - 1]?.isBranch && last !== undefined) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

type ReadLine = { readonly step: Step; readonly faults: readonly string[] };
type Draft = { -readonly [Key in keyof Step]: Step[Key] };

function parseLine(line: string): ReadLine {
  const step: Draft = { say: line, when: null, back: 0, isBranch: false, isEnd: false };
  if (!DIRECTIVE.test(line)) return { step, faults: [] };
  const read = readTokens(line);
  if (read === null)
    return { step, faults: ['The directive has no end: it wants a "]" after whole words.'] };
  step.say = read.rest;
  const faults = read.groups.flatMap((words) => applyDirective(step, words) ?? []);
  if (step.say === "" && !step.isEnd) faults.push("The line says nothing.");
  if (step.isBranch && step.back > 0)
    faults.push("A branch begins where the others do: leave out back.");
  return { step, faults };
}

/** What is wrong with one directive; null where nothing is. */
function applyDirective(step: Draft, [name = "", ...words]: readonly string[]): string | null {
  switch (name) {
    case "branch":
      step.isBranch = true;
      return words.length === 0 ? null : "branch stands alone.";
    case "end":
      step.isEnd = true;
      return words.length === 0 ? null : "end stands alone.";
    case "back": {
      const [count = ""] = words;
      step.back = /^[1-9]\d?$/.test(count) ? Number(count) : 0;
      return step.back > 0 ? null : "back wants the number of turns to take back, 1 to 99.";
    }
    case "if":
    case "unless": {
      const read = readCondition(words, name === "unless");
      if (typeof read === "string") return read;
      step.when = read;
      return null;
    }
    default: {
      const meant = nearestName(name, DIRECTIVES);
      return `${name} is no directive.${meant === null ? ` Known are ${DIRECTIVES.join(", ")}.` : ` Did you mean ${meant}?`}`;
    }
  }
}

const GAP = /\[\[([a-z_]+)(?: (\d+))?\]\]/g;
const GAPS = ["last_answer", "answer", "said", "turn"];

function gapFaults(text: string): string[] {
  return [...text.matchAll(GAP)].flatMap(([gap, name = "", number]) => {
    const isKnown =
      GAPS.includes(name) && (number !== undefined) === /^(?:answer|said)$/.test(name);
    return isKnown
      ? []
      : [`Nothing fills ${gap}. Known are [[last_answer]], [[answer 1]], [[said 1]], [[turn]].`];
  });
}

type Spoken = { readonly said: string; readonly answer: string };

/** What was not said yet is empty. Turns count from 1. */
export const fillGaps = (text: string, turns: readonly Spoken[]): string =>
  text.replace(GAP, (_, name: string, number?: string) => {
    if (name === "turn") return String(turns.length + 1);
    if (name === "last_answer") return turns.at(-1)?.answer ?? "";
    const turn = turns[Number(number) - 1];
    return (name === "said" ? turn?.said : turn?.answer) ?? "";
  });
