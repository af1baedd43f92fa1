import { foldUnit } from "../normal/fold.ts";
import { type Buffers, giveBuffers, growBuffers, takeBuffers } from "./buffers.ts";

const MOST_ARGUMENTS = 4_096;
const FEW = 48;
/** Text that comes in pieces of this length is spelled as a whole: what is asked for is then a slice. */
const BULK = 512;
const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });

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
  #buffers: Buffers;
  /** A stretch as text, and where it begins and ends: slices of it cost nothing. */
  #chunk = "";
  #chunkAt = 0;
  #chunkEnd = 0;
  /** True where much is there at once. */
  #isBulk = false;
  /** True where units are no Unicode text: lone surrogates. They are spelled one by one. */
  #isOdd = false;
  /** False while every unit stands for itself, and no offsets are kept. */
  #isMapped: boolean;
  /** Source offset behind what was read. */
  sourceEnd: number;

  constructor(sourceStart: number, isPlain: boolean, capacity: number) {
    this.#buffers = takeBuffers(capacity);
    this.units = this.#buffers.units;
    this.sourceEnd = sourceStart;
    this.#isMapped = !isPlain;
  }

  /** Gives the memory back: nothing of the view may be used afterwards. */
  dispose(): void {
    giveBuffers(this.#buffers);
    this.#buffers = takeNothing;
    this.units = takeNothing.units;
  }

  #map(): void {
    this.#isMapped = true;
    const { starts, ends } = this.#buffers;
    for (let i = 0; i < this.end - this.base; i += 1) {
      starts[i] = this.base + i;
      ends[i] = this.base + i + 1;
    }
  }

  #reserve(count: number): void {
    const needed = this.end - this.base + count;
    if (needed <= this.units.length) return;
    this.#buffers = growBuffers(this.#buffers, needed);
    this.units = this.#buffers.units;
  }

  /** One unit that stands for the source from `start` to `end`. */
  push(unit: number, start: number, end: number): void {
    if (!this.#isMapped) this.#map();
    this.#reserve(1);
    const at = this.end - this.base;
    this.units[at] = unit;
    this.#buffers.starts[at] = start;
    this.#buffers.ends[at] = end;
    this.end += 1;
    this.sourceEnd = end;
  }

  /** Text from `from` on, as far as each unit stands for one unit; returns the index of the first that does not. */
  appendUnits(text: string, from: number): number {
    if (!this.#isMapped) this.#map();
    this.#reserve(text.length - from);
    const { units, starts, ends } = this.#buffers;
    const shift = this.sourceEnd - from;
    let at = this.end - this.base;
    let i = from;
    for (; i < text.length; i += 1) {
      const unit = foldUnit(text.charCodeAt(i));
      if (unit < 0) break;
      units[at] = unit;
      starts[at] = i + shift;
      ends[at] = i + shift + 1;
      at += 1;
    }
    this.#isBulk = text.length >= BULK;
    this.end = this.base + at;
    this.sourceEnd = i + shift;
    return i;
  }

  /** The units of another view from one position to another, as they are. */
  copy(view: View, from: number, to: number): void {
    this.#isMapped = true;
    this.#reserve(to - from);
    const { units, starts, ends } = this.#buffers;
    const at = this.end - this.base;
    for (let i = 0; i < to - from; i += 1) {
      units[at + i] = view.units[from - view.base + i] as number;
      starts[at + i] = view.sourceStart(from + i);
      ends[at + i] = view.sourceEndOf(from + i);
    }
    this.end += to - from;
    if (to > from) this.sourceEnd = view.sourceEndOf(to - 1);
  }

  /** The source up to `end` stands for nothing. */
  skip(end: number): void {
    if (!this.#isMapped) this.#map();
    this.sourceEnd = end;
  }

  /** ASCII text that follows in the source and stands for itself, and the same as bytes. */
  append(bytes: Uint8Array, text: string): void {
    this.#chunk = text;
    this.#chunkAt = this.end;
    this.#chunkEnd = this.end + bytes.length;
    this.#isBulk = bytes.length >= BULK;
    this.#reserve(bytes.length);
    const at = this.end - this.base;
    this.units.set(bytes, at);
    if (this.#isMapped) {
      const { starts, ends } = this.#buffers;
      for (let i = 0; i < bytes.length; i += 1) {
        starts[at + i] = this.sourceEnd + i;
        ends[at + i] = this.sourceEnd + i + 1;
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
    const start = Math.max(from, this.base);
    const end = Math.min(to, this.end);
    if (start < this.#chunkAt || end > this.#chunkEnd) {
      if (end - start <= 8 || this.#isOdd || !(this.#isBulk || this.isClosed)) {
        return this.#spell(start - this.base, end - this.base);
      }
      this.#spellAll();
      if (this.#isOdd) return this.#spell(start - this.base, end - this.base);
    }
    return this.#chunk.slice(start - this.#chunkAt, end - this.#chunkAt);
  }

  #spellAll(): void {
    const text = decoder.decode(
      new Uint8Array(this.units.buffer, this.units.byteOffset, (this.end - this.base) * 2),
    );
    this.#isOdd = text.includes("\ufffd");
    if (this.#isOdd) return;
    this.#chunk = text;
    this.#chunkAt = this.base;
    this.#chunkEnd = this.end;
  }

  /** A few units are put together faster one by one. */
  #spell(from: number, to: number): string {
    const { units } = this;
    let out = "";
    let at = from;
    while (to - at > FEW) {
      const next = Math.min(to, at + MOST_ARGUMENTS);
      out += String.fromCharCode.apply(null, units.subarray(at, next) as unknown as number[]);
      at = next;
    }
    for (; at < to; at += 1) out += String.fromCharCode(units[at] as number);
    return out;
  }

  /** Source offset at which the unit begins; behind the last unit, where the next one will. */
  sourceStart(position: number): number {
    if (position >= this.end) return this.sourceEnd;
    return this.#isMapped ? (this.#buffers.starts[position - this.base] ?? 0) : position;
  }

  sourceEndOf(position: number): number {
    return this.#isMapped ? (this.#buffers.ends[position - this.base] ?? 0) : position + 1;
  }

  /** Forgets what lies before a position. */
  drop(before: number): void {
    const count = Math.min(before, this.end) - this.base;
    if (count <= 0) return;
    const kept = this.end - this.base;
    this.units.copyWithin(0, count, kept);
    if (this.#isMapped) {
      this.#buffers.starts.copyWithin(0, count, kept);
      this.#buffers.ends.copyWithin(0, count, kept);
    }
    this.base += count;
  }
}

/** What a disposed view has. */
const takeNothing: Buffers = {
  units: new Uint16Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
};
