import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8 } from "../../bytes.ts";

/** A trial that may be drawn. */
export type Drawable = {
  readonly number: number;
  readonly id: string;
  readonly category: string | null;
};

export type SamplePlan = {
  readonly seed: string;
  readonly size: number;
  /** How many of them two people label. */
  readonly doubled: number;
  readonly labellers: readonly string[];
};

/** A trial of the sample at its place, and who labels it. */
export type Drawn = {
  readonly place: number;
  readonly number: number;
  readonly labellers: readonly string[];
};

/**
 * The same seed and trials draw the same sample, whatever order they stand in. Categories take turns, so that a small one is not left
 * out; the first places are those of which two people see the same.
 */
export function drawSample(trials: readonly Drawable[], plan: SamplePlan): Drawn[] {
  const { seed, size, doubled, labellers } = plan;
  const ranked = trials
    .map((trial) => ({ trial, rank: bytesToHex(sha256(utf8(`${seed}\n${trial.id}`))) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const names = [...new Set(ranked.map(({ trial }) => trial.category ?? ""))].sort();
  const queues = names.map((name) => ranked.filter(({ trial }) => (trial.category ?? "") === name));
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  const order = Array.from({ length: longest }, (_, turn) =>
    queues.flatMap((queue) => queue[turn] ?? []),
  ).flat();
  return order.slice(0, size).map(({ trial }, place) => ({
    place,
    number: trial.number,
    labellers: takeTurns(labellers, place, place < doubled ? 2 : 1),
  }));
}

const takeTurns = (labellers: readonly string[], place: number, count: number): string[] => {
  const turns = Array.from(
    { length: count },
    (_, i) => labellers[(place + i) % labellers.length] ?? "",
  );
  return [...new Set(turns)];
};
