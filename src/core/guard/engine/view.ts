/**
 * A text as the scanner reads it: folded UTF-16 units, each with the stretch of the source it stands for. The text itself,
 * or what its escapes say. Positions count units from the view's beginning; old ones are dropped as a stream goes on.
 */
export class View {
  units: Uint16Array;
  /** Position of `units[0]`, and behind the last unit. */
  base = 0;
  end = 0;
  isClosed = false;
  /** Source offsets (UTF-16) of each unit; undefined while every unit stands for itself. */
  #starts: Int32Array | undefined;
  #ends: Int32Array | undefined;
  /** Source offset behind what was read. */
  sourceEnd: number;

  constructor(sourceStart: number, isPlain: boolean, capacity = 64) {
    this.units = new Uint16Array(capacity);
    this.sourceEnd = sourceStart;
    if (!isPlain) this.#map();
  }

  #map(): void {
    this.#starts = new Int32Array(this.units.length);
    this.#ends = new Int32Array(this.units.length);
    for (let i = 0; i < this.end - this.base; i += 1) {
      this.#starts[i] = this.base + i;
      this.#ends[i] = this.base + i + 1;
    }
  }

  #reserve(count: number): void {
    const needed = this.end - this.base + count;
    if (needed <= this.units.length) return;
    let size = this.units.length;
    while (size < needed) size *= 2;
    this.units = grown(this.units, new Uint16Array(size));
    if (this.#starts) this.#starts = grown(this.#starts, new Int32Array(size));
    if (this.#ends) this.#ends = grown(this.#ends, new Int32Array(size));
  }

  /** One unit that stands for the source from `start` to `end`. */
  push(unit: number, start: number, end: number): void {
    if (!this.#starts) this.#map();
    this.#reserve(1);
    const at = this.end - this.base;
    this.units[at] = unit;
    if (this.#starts) this.#starts[at] = start;
    if (this.#ends) this.#ends[at] = end;
    this.end += 1;
    this.sourceEnd = end;
  }

  /** The source up to `end` stands for nothing. */
  skip(end: number): void {
    if (!this.#starts) this.#map();
    this.sourceEnd = end;
  }

  /** ASCII bytes that follow in the source and stand for themselves. */
  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    const at = this.end - this.base;
    this.units.set(bytes, at);
    if (this.#starts && this.#ends) {
      for (let i = 0; i < bytes.length; i += 1) {
        this.#starts[at + i] = this.sourceEnd + i;
        this.#ends[at + i] = this.sourceEnd + i + 1;
      }
    }
    this.end += bytes.length;
    this.sourceEnd += bytes.length;
  }

  /** The unit at a position; -1 beyond the text's edges. */
  unitAt(position: number): number {
    return position < this.base || position >= this.end
      ? -1
      : (this.units[position - this.base] ?? -1);
  }

  text(from: number, to: number): string {
    const start = Math.max(from, this.base) - this.base;
    const end = Math.min(to, this.end) - this.base;
    let out = "";
    for (let i = start; i < end; i += 1) out += String.fromCharCode(this.units[i] ?? 0);
    return out;
  }

  /** Source offset at which the unit begins; behind the last unit, where the next one will. */
  sourceStart(position: number): number {
    if (position >= this.end) return this.sourceEnd;
    return this.#starts ? (this.#starts[position - this.base] ?? 0) : position;
  }

  sourceEndOf(position: number): number {
    return this.#ends ? (this.#ends[position - this.base] ?? 0) : position + 1;
  }

  /** Forgets what lies before a position. */
  drop(before: number): void {
    const count = Math.min(before, this.end) - this.base;
    if (count <= 0) return;
    const kept = this.end - this.base;
    this.units.copyWithin(0, count, kept);
    this.#starts?.copyWithin(0, count, kept);
    this.#ends?.copyWithin(0, count, kept);
    this.base += count;
  }
}

function grown<T extends Uint16Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
