/** Dropped runs are let go of so many at a time. */
const MOST_DROPPED = 256;

/**
 * Where the units of a view stand in the source, as runs of units: of most, each stands for one unit of the source, on from
 * where the run begins; of others, all stand for the same stretch.
 */
export class SourceMap {
  /** Of each run, its first position, and where it begins in the source. */
  readonly #at: number[] = [];
  readonly #start: number[] = [];
  /** Where the stretch ends that all of the run stand for; -1 where each stands for one. */
  readonly #end: number[] = [];

  /** The next unit stands for the source from `start` to `end`. */
  add(position: number, start: number, end: number): void {
    if (end - start === 1) {
      this.addUnits(position, start);
      return;
    }
    const last = this.#at.length - 1;
    if (this.#end[last] !== end || this.#start[last] !== start) this.#push(position, start, end);
  }

  /** Each of the next units stands for one of the source, from `start` on. */
  addUnits(position: number, start: number): void {
    const last = this.#at.length - 1;
    const isNext =
      this.#end[last] === -1 &&
      (this.#start[last] as number) + position - (this.#at[last] as number) === start;
    if (!isNext) this.#push(position, start, -1);
  }

  #push(position: number, start: number, end: number): void {
    this.#at.push(position);
    this.#start.push(start);
    this.#end.push(end);
  }

  /** The units of another map from one position to another stand for the same here, from `position` on. */
  copy(from: SourceMap, first: number, end: number, position: number): void {
    const shift = position - first;
    for (let run = from.#runOf(first); run < from.#at.length; run += 1) {
      const at = Math.max(first, from.#at[run] as number);
      if (at >= end) return;
      const stretchEnd = from.#end[run] as number;
      if (stretchEnd === -1) this.addUnits(at + shift, from.startOf(at));
      else this.add(at + shift, from.#start[run] as number, stretchEnd);
    }
  }

  /** The last run that begins at a position or before it. */
  #runOf(position: number): number {
    let low = 0;
    let high = this.#at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#at[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  startOf(position: number): number {
    const run = this.#runOf(position);
    const start = this.#start[run] ?? 0;
    return this.#end[run] === -1 ? start + position - (this.#at[run] as number) : start;
  }

  endOf(position: number): number {
    const end = this.#end[this.#runOf(position)] ?? 0;
    return end === -1 ? this.startOf(position) + 1 : end;
  }

  /** Forgets what lies before a position. */
  drop(before: number): void {
    const run = this.#runOf(before);
    if (run < MOST_DROPPED) return;
    for (const list of [this.#at, this.#start, this.#end]) list.splice(0, run);
  }
}
