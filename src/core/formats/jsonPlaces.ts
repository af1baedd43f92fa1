import { stepsOf, toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { cutText } from "./cutText.ts";
import { MOST_PROBLEMS } from "./faults.ts";
import { endOfString } from "./jsonMeasure.ts";
import { linesAt } from "./place.ts";

/** Called at each key and each value of a JSON text, in order of writing. `Place` is what the caller keeps per container. */
type Visitor<Place> = {
  readonly root: Place;
  /** A member's value or an item begins at `offset`. Returns what to keep for it, should it be a container. */
  enter(parent: Place, step: string | number, offset: number): Place;
};

type Open<Place> = { readonly place: Place; next: string | number; awaitsKey: boolean };

const isArray = (open: { next: string | number }): boolean => typeof open.next === "number";

/** Walks a text that `JSON.parse` has accepted; needs no recursion and builds no values. */
function walkJson<Place>(text: string, visitor: Visitor<Place>): void {
  const stack: Open<Place>[] = [];
  const begin = (offset: number): Place => {
    const top = stack.at(-1);
    return top === undefined ? visitor.root : visitor.enter(top.place, top.next, offset);
  };
  for (let at = 0; at < text.length; at += 1)
    switch (text[at]) {
      case '"':
        at = readString(text, at, stack.at(-1), begin);
        break;
      case "{":
        stack.push({ place: begin(at), next: "", awaitsKey: true });
        break;
      case "[":
        stack.push({ place: begin(at), next: 0, awaitsKey: false });
        break;
      case "}":
      case "]":
        stack.pop();
        break;
      case ",":
        step(stack.at(-1));
        break;
      default:
        at = readScalar(text, at, begin);
    }
}

const SCALAR = /[-+.0-9A-Za-z]+/y;

/** Space and colons say nothing; returns the offset of the last character. */
function readScalar(text: string, at: number, begin: (offset: number) => unknown): number {
  SCALAR.lastIndex = at;
  if (!SCALAR.test(text)) return at;
  begin(at);
  return SCALAR.lastIndex - 1;
}

/** A key or a value; returns the offset of its closing quote. */
function readString(
  text: string,
  at: number,
  top: Open<unknown> | undefined,
  begin: (offset: number) => unknown,
): number {
  const end = endOfString(text, at);
  if (top?.awaitsKey) {
    top.next = JSON.parse(text.slice(at, end + 1)) as string;
    top.awaitsKey = false;
  } else begin(at);
  return end;
}

function step(open: Open<unknown> | undefined): void {
  if (open === undefined) return;
  if (isArray(open)) open.next = Number(open.next) + 1;
  else open.awaitsKey = true;
}

type Wanted = { pointer: string | null; readonly inner: Map<string, Wanted> };

/** The pointers as a tree, so that the walk follows only the branches that are asked for. */
function wantedTree(pointers: readonly string[]): Wanted {
  const root: Wanted = { pointer: null, inner: new Map() };
  for (const pointer of pointers) {
    let node = root;
    for (const key of stepsOf(pointer)) {
      const inner = node.inner.get(key) ?? { pointer: null, inner: new Map() };
      node.inner.set(key, inner);
      node = inner;
    }
    node.pointer = pointer;
  }
  return root;
}

/** The line of each value that the pointers name. */
export function linesOfPointers(text: string, pointers: readonly string[]): Map<string, number> {
  const offsets = new Map<string, number>();
  const root = wantedTree(pointers);
  if (root.pointer !== null) offsets.set("", text.search(/\S/));
  walkJson<Wanted | null>(text, {
    root,
    enter(parent, key, offset) {
      const wanted = parent?.inner.get(String(key)) ?? null;
      if (wanted?.pointer) offsets.set(wanted.pointer, offset);
      return wanted;
    },
  });
  const lines = linesAt(text, [...offsets.values()]);
  return new Map([...offsets].map(([pointer, offset]) => [pointer, lines.get(offset) ?? 1]));
}

/** One value on the way down; `seen` holds the keys of an object and where they first stood. */
type Branch = {
  readonly up: Branch | null;
  readonly key: string | number;
  seen: Map<string, number> | null;
};
type Twice = { readonly pointer: string; readonly first: number; readonly second: number };

function pointerOf(branch: Branch | null): string {
  const steps: (string | number)[] = [];
  for (let at = branch; at?.up; at = at.up) steps.unshift(at.key);
  return toPointer(steps);
}

function noteKey(parent: Branch, key: string, offset: number): number | undefined {
  parent.seen ??= new Map();
  const first = parent.seen.get(key);
  if (first === undefined) parent.seen.set(key, offset);
  return first;
}

/** Every key that stands twice in one object, with both lines. */
export function findDuplicateKeys(text: string): Problem[] {
  const twice: Twice[] = [];
  walkJson<Branch>(text, {
    root: { up: null, key: "", seen: null },
    enter(parent, key, offset) {
      const branch = { up: parent, key, seen: null };
      const first = typeof key === "string" ? noteKey(parent, key, offset) : undefined;
      if (first !== undefined && twice.length < MOST_PROBLEMS)
        twice.push({ pointer: pointerOf(branch), first, second: offset });
      return branch;
    },
  });
  const lines = linesAt(
    text,
    twice.flatMap(({ first, second }) => [first, second]),
  );
  return twice.map(({ pointer, first, second }) => ({
    rule: "json/duplicate-key",
    pointer,
    message: `The key "${shownKey(pointer)}" stands twice in one object (lines ${lines.get(first)} and ${lines.get(second)}). Keep one.`,
  }));
}

const shownKey = (pointer: string): string => cutText(stepsOf(pointer).at(-1) ?? "", 100);
