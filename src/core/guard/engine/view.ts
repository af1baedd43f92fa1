import { foldUnit } from "../normal/fold.ts";
import { bytesOf, codeAt, copyAscii, type Utf8 } from "../normal/utf8.ts";
import { SourceMap } from "./sourceMap.ts";
import { giveUnits, growUnits, takeUnits } from "./unitBuffers.ts";

const MOST_ARGUMENTS = 4_096;
const FEW = 48;
/** Text that comes in pieces of this length is spelled as a whole: what is asked for is then a slice. */
const BULK = 512;
/** What halves of characters become in UTF-8; it may stand in the text itself. */
export const ODD = 0xfffd;
/** Blocks of 64 units. */
const BLOCK = 6;
/** The units of the view at work, as bytes. */
let narrow = new Uint8Array(1_024);
const asciiDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
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
  /** A stretch as text, and where it begins and ends: slices of it cost nothing. */
  #chunk = "";
  #chunkAt = 0;
  #chunkEnd = 0;
  /** Of each block of the stretch, whether it has more than ASCII, which is not in `#chunk` but in `#wideChunk`. */
  #isWide: Uint8Array | undefined;
  #wideChunk = "";
  /** True where much is there at once. */
  #isBulk = false;
  /** True where units are no Unicode text: lone surrogates. They are spelled one by one. */
  #isOdd = false;
  /** Undefined while every position is the source's. */
  #map: SourceMap | undefined;
  /** Source offset behind what was read. */
  sourceEnd: number;

  constructor(sourceStart: number, isPlain: boolean, capacity: number) {
    this.units = takeUnits(capacity);
    this.sourceEnd = sourceStart;
    if (!isPlain) this.#map = new SourceMap();
  }

  /** Gives the memory back: nothing of the view may be used afterwards. */
  dispose(): void {
    giveUnits(this.units);
    this.units = NOTHING;
  }

  /** The map, from now on needed. */
  #mapped(): SourceMap {
    if (this.#map) return this.#map;
    this.#map = new SourceMap();
    this.#map.addUnits(this.base, this.base);
    return this.#map;
  }

  #reserve(count: number): void {
    const needed = this.end - this.base + count;
    if (needed > this.units.length) this.units = growUnits(this.units, needed);
  }

  /** One unit that stands for the source from `start` to `end`. */
  push(unit: number, start: number, end: number): void {
    if (this.#map || start !== this.end || end !== start + 1) {
      this.#mapped().add(this.end, start, end);
    }
    this.#reserve(1);
    this.units[this.end - this.base] = unit;
    this.end += 1;
    this.sourceEnd = end;
  }

  /** Text from `from` on, as far as each unit stands for one unit; returns the index of the first that does not. */
  appendUnits(text: string, from: number): number {
    this.#reserve(text.length - from);
    this.#map?.addUnits(this.end, this.sourceEnd);
    const { units } = this;
    const shift = this.end - this.base - from;
    let i = from;
    for (; i < text.length; i += 1) {
      const unit = foldUnit(text.charCodeAt(i));
      if (unit < 0) break;
      units[i + shift] = unit;
    }
    this.#isBulk = text.length >= BULK;
    this.end += i - from;
    this.sourceEnd += i - from;
    return i;
  }

  /**
   * Text as UTF-8, of which `utf8` has what is from `from` on and before `to`, as far as each character stands for one unit
   * and is one in the source; returns the index of the first that does not. `length`: units of the whole text.
   */
  appendBytes(utf8: Utf8, from: number, to: number, length: number): number {
    this.#reserve(Math.min(length, to - from));
    this.#map?.addUnits(this.end, this.sourceEnd);
    const { units } = this;
    const begun = this.end - this.base;
    let count = begun;
    let i = from;
    while (i < to) {
      const end = copyAscii(utf8, i, to, units, count);
      count += end - i;
      i = end;
      if (i >= to) break;
      const code = codeAt(utf8.bytes, i);
      const unit = code > 0xffff || code === ODD ? -1 : foldUnit(code);
      if (unit < 0) break;
      units[count] = unit;
      count += 1;
      i += bytesOf(code);
    }
    this.#isBulk = length >= BULK;
    this.end += count - begun;
    this.sourceEnd += count - begun;
    return i;
  }

  /** The units of another view from one position to another, as they are. */
  copy(view: View, from: number, to: number): void {
    this.#reserve(to - from);
    this.units.set(view.units.subarray(from - view.base, to - view.base), this.end - this.base);
    const map = this.#mapped();
    if (view.#map) map.copy(view.#map, from, to, this.end);
    else map.addUnits(this.end, from);
    this.end += to - from;
    if (to > from) this.sourceEnd = view.sourceEndOf(to - 1);
  }

  /** The source up to `end` stands for nothing. */
  skip(end: number): void {
    this.#mapped();
    this.sourceEnd = end;
  }

  /** The same of a few units of ASCII; false, and nothing is done, where there are others. */
  appendShort(text: string): boolean {
    this.#reserve(text.length);
    const { units } = this;
    const at = this.end - this.base;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return false;
      units[at + i] = unit;
    }
    this.#isBulk = false;
    this.#map?.addUnits(this.end, this.sourceEnd);
    this.end += text.length;
    this.sourceEnd += text.length;
    return true;
  }

  /** ASCII text that follows in the source and stands for itself, and the same as bytes. */
  append(bytes: Uint8Array, text: string): void {
    this.#chunk = text;
    this.#chunkAt = this.end;
    this.#chunkEnd = this.end + bytes.length;
    this.#isWide = undefined;
    this.#isBulk = bytes.length >= BULK;
    this.#reserve(bytes.length);
    this.units.set(bytes, this.end - this.base);
    this.#map?.addUnits(this.end, this.sourceEnd);
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
      if (end - start <= 8 || !(this.#isBulk || this.isClosed)) {
        return this.#spell(start - this.base, end - this.base);
      }
      this.#spellAll();
    }
    const at = start - this.#chunkAt;
    if (!this.#hasWide(at, end - this.#chunkAt)) return this.#chunk.slice(at, end - this.#chunkAt);
    const wide = this.#spellWide();
    return this.#isOdd
      ? this.#spell(start - this.base, end - this.base)
      : wide.slice(at, end - this.#chunkAt);
  }

  #hasWide(from: number, to: number): boolean {
    const isWide = this.#isWide;
    if (!isWide) return false;
    for (let block = from >> BLOCK; block << BLOCK < to; block += 1) {
      if (isWide[block] === 1) return true;
    }
    return false;
  }

  /** Strings of ASCII are handled much faster than others: they are kept apart. */
  #spellAll(): void {
    const { units } = this;
    const length = this.end - this.base;
    if (length > narrow.length) narrow = new Uint8Array(length * 2);
    const isWide = new Uint8Array((length >> BLOCK) + 1);
    narrow.set(units.subarray(0, length));
    for (let from = 0; from < length; from += 1 << BLOCK) {
      const to = Math.min(length, from + (1 << BLOCK));
      let all = 0;
      for (let i = from; i < to; i += 1) all |= units[i] as number;
      if (all <= 127) continue;
      isWide[from >> BLOCK] = 1;
      narrow.fill(0, from, to);
    }
    this.#chunk = asciiDecoder.decode(narrow.subarray(0, length));
    this.#chunkAt = this.base;
    this.#chunkEnd = this.end;
    this.#isWide = isWide;
    this.#wideChunk = "";
    this.#isOdd = false;
  }

  #spellWide(): string {
    if (this.#wideChunk === "") {
      const from = this.units.byteOffset + (this.#chunkAt - this.base) * 2;
      const length = (this.#chunkEnd - this.#chunkAt) * 2;
      this.#wideChunk = decoder.decode(new Uint8Array(this.units.buffer, from, length));
      this.#isOdd = this.#wideChunk.includes("\ufffd");
    }
    return this.#wideChunk;
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
    return this.#map ? this.#map.startOf(position) : position;
  }

  sourceEndOf(position: number): number {
    return this.#map ? this.#map.endOf(position) : position + 1;
  }

  /** Forgets what lies before a position. */
  drop(before: number): void {
    const count = Math.min(before, this.end) - this.base;
    if (count <= 0) return;
    this.units.copyWithin(0, count, this.end - this.base);
    this.base += count;
    this.#map?.drop(this.base);
  }
}

/** What a disposed view has. */
const NOTHING = new Uint16Array(0);
