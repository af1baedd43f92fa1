import { anywhere, type Node } from "../../guard/regex/ast.ts";
import { captureGroups, kindOfUnit } from "../../guard/regex/capture.ts";
import { PatternFault } from "../../guard/regex/cursor.ts";
import { Dfa } from "../../guard/regex/dfa.ts";
import { parsePattern } from "../../guard/regex/parse.ts";
import { compilePattern, type Program } from "../../guard/regex/program.ts";
import { toLinearSource } from "./linearSource.ts";

/** From where to where, in UTF-16 units. */
export type Stretch = readonly [number, number];
/** At most so many stretches that match, in their order; they do not overlap. */
export type Find = (text: string, most: number) => readonly Stretch[];

/** Stands for any character beyond the basic plane: a pattern of this engine names none of them. */
const BEYOND = 0xe000;
/** Steps of pattern and text together beyond which it is not told where in the text a match begins. */
const MOST_STEPS = 2 ** 28;

/**
 * A sound pattern of JavaScript's on the guard's engine, whose time is in proportion to the text (docs/decisions/0016); null for one that it
 * cannot run. It finds what the language's own engine finds.
 */
export function toLinearFind(source: string, ignoreCase: boolean): Find | null {
  const own = toLinearSource(source, ignoreCase);
  const program = own === null ? null : compile(own);
  if (program === null) return null;
  const dfa = new Dfa(program, new Uint8Array(program.op.length));
  return (text, most) => {
    const points = /[\ud800-\udbff][\udc00-\udfff]/.test(text) ? Array.from(text) : null;
    const units = points ? Uint16Array.from(points, unitOf) : toUnits(text);
    const found = findAll(dfa, units, most);
    return points ? inUnits(found, points) : found;
  };
}

function compile(source: string): Program | null {
  try {
    const { node, groups } = parsePattern(source);
    const own: Node = { kind: "group", index: groups + 1, item: node };
    return compilePattern({ node: anywhere(own), groups: groups + 1 });
  } catch (error) {
    if (error instanceof PatternFault) return null;
    throw error;
  }
}

function toUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at);
  return units;
}

const unitOf = (point: string): number => (point.length > 1 ? BEYOND : point.charCodeAt(0));

function findAll(dfa: Dfa, units: Uint16Array, most: number): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  while (found.length < most && from <= units.length) {
    const prev = kindOfUnit(from === 0 ? -1 : (units[from - 1] ?? -1));
    const end = dfa.findBefore(-1, dfa.find(units, from, units.length, prev));
    if (end < 0) break;
    const start = startOf(dfa.program, units, from, end);
    found.push([start, end]);
    from = end === start ? end + 1 : end;
  }
  return found;
}

/** Where the last group, which is the whole pattern, begins. */
function startOf(program: Program, units: Uint16Array, from: number, end: number): number {
  if (program.op.length * (end - from + 1) > MOST_STEPS) return from;
  const slots = captureGroups(program, { units, base: 0, end: units.length }, from, end);
  return slots[program.groups * 2] ?? from;
}

/** Places counted in characters as places in UTF-16 units. */
function inUnits(found: readonly Stretch[], points: readonly string[]): Stretch[] {
  const places = new Int32Array(points.length + 1);
  for (const [at, point] of points.entries()) places[at + 1] = (places[at] ?? 0) + point.length;
  return found.map(([start, end]) => [places[start] ?? 0, places[end] ?? 0]);
}
