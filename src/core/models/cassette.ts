import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";
import { AnyJson } from "../anyJson.ts";
import { utf8 } from "../bytes.ts";
import { canonicalJson, type Json, toWellFormed } from "../canonicalJson.ts";
import { toPointer } from "../jsonPointer.ts";
import { isMembers } from "./wire.ts";

/** What is asked over the wire, without the key. `take` tells apart several answers to the same request, from 0. */
export const CassetteRequest = z.strictObject({
  protocol: z.string(),
  url: z.string(),
  body: AnyJson,
  take: z.int().nonnegative(),
});
export type CassetteRequest = z.infer<typeof CassetteRequest>;

/** One answer, kept. `body` is text where it was no JSON. */
export const Cassette = z.strictObject({
  cassette: z.literal(1),
  request: CassetteRequest,
  response: z.strictObject({ status: z.int(), type: z.string(), body: AnyJson }),
  latencyMs: z.number().nonnegative(),
});
export type Cassette = z.infer<typeof Cassette>;

/** 64 hexadecimal digits: the name of the cassette. */
export const toCassetteKey = (request: CassetteRequest): string =>
  bytesToHex(sha256(utf8(canonicalJson(toWellFormed(request as Json)))));

/** Where two values differ: a JSON pointer into them, and what stands there; `undefined` where nothing does. */
export type Difference = {
  readonly pointer: string;
  readonly asked: unknown;
  readonly held: unknown;
};

const kindOf = (value: unknown): "list" | "members" | "leaf" =>
  Array.isArray(value) ? "list" : isMembers(value) ? "members" : "leaf";

function childrenOf(value: unknown): ReadonlyMap<string | number, unknown> {
  if (Array.isArray(value)) return new Map(value.entries());
  return new Map(isMembers(value) ? Object.entries(value) : []);
}

/** The leaves in which two values differ, in the order of the first. */
export function findDifferences(asked: unknown, held: unknown): Difference[] {
  const found: Difference[] = [];
  const walk = (a: unknown, b: unknown, steps: readonly (string | number)[]): void => {
    const kind = kindOf(a);
    if (kind === "leaf" || kind !== kindOf(b)) {
      if (!Object.is(a, b)) found.push({ pointer: toPointer(steps), asked: a, held: b });
      return;
    }
    const [left, right] = [childrenOf(a), childrenOf(b)];
    for (const step of new Set([...left.keys(), ...right.keys()]))
      walk(left.get(step), right.get(step), [...steps, step]);
  };
  walk(asked, held, []);
  return found;
}

/** UTF-16 units that two texts begin or end with in common. */
function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let front = 0;
  while (front < most && a[front] === b[front]) front += 1;
  let back = 0;
  while (back < most - front && a.at(-1 - back) === b.at(-1 - back)) back += 1;
  return front + back;
}

const sharedIn = (differences: readonly Difference[]): number =>
  differences.reduce(
    (sum, { asked, held }) =>
      sum + (typeof asked === "string" && typeof held === "string" ? sharedLength(asked, held) : 0),
    0,
  );

export type Nearest<T> = { readonly held: T; readonly differences: readonly Difference[] };

/** The kept request that differs in the fewest places; among these the one whose texts share the most. Null where none is kept. */
export function findNearest<T extends { readonly request: CassetteRequest }>(
  asked: CassetteRequest,
  kept: readonly T[],
): Nearest<T> | null {
  let best: (Nearest<T> & { readonly shared: number }) | null = null;
  for (const held of kept) {
    const differences = findDifferences(asked, held.request);
    const shared = sharedIn(differences);
    const isNearer =
      best === null ||
      differences.length < best.differences.length ||
      (differences.length === best.differences.length && shared > best.shared);
    if (isNearer) best = { held, differences, shared };
  }
  return best;
}

const MOST_SHOWN = 60;

function show(value: unknown, from: number): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value.slice(Math.max(0, from - 12)) : value;
  const shown = JSON.stringify(text) ?? "nothing";
  const begun = typeof value === "string" && from > 12 ? `…${shown}` : shown;
  return begun.length > MOST_SHOWN ? `${begun.slice(0, MOST_SHOWN)}…` : begun;
}

/** For people: where the first difference is, with both values from where they part. */
export function describeDifference({ pointer, asked, held }: Difference): string {
  let from = 0;
  if (typeof asked === "string" && typeof held === "string")
    while (from < asked.length && asked[from] === held[from]) from += 1;
  return `${pointer || "/"}: now ${show(asked, from)}, there ${show(held, from)}`;
}
