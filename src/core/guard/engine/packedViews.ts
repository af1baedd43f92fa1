import { type Alphabet, mayBeText, Unpacker } from "../normal/packedBits.ts";
import type { DerivedView, OpenView, SourceSight } from "./derivedView.ts";
import { nextLineOf } from "./nextLine.ts";
import type { View } from "./view.ts";

/** Shorter runs of an alphabet are words. */
const LEAST_RUN = 16;

/** Looks at every sixteenth unit, and back from there. */
export function hasLongRun({ units, base, end }: View, { values }: Alphabet): boolean {
  const last = end - base - LEAST_RUN;
  let start = 0;
  while (start <= last) {
    let at = start + LEAST_RUN - 1;
    while (at >= start && (values[units[at] as number] as number) < 255) at -= 1;
    if (at < start) return true;
    start = at + 1;
  }
  return false;
}

type Open = { readonly view: DerivedView; readonly unpacker: Unpacker };

/** Reads what long runs of an alphabet (base64, hex) say, as far as it is text. */
export class PackedViews {
  readonly #openView: OpenView;
  readonly #main: View;
  readonly #alphabet: Alphabet;
  /** Where the run at hand begins: a place after a unit that is none of the alphabet. */
  #start = 0;
  #at = 0;
  #open: Open | undefined;
  /** Units between lines of the open run so far, and those before its last line, which begins at `#lineAt`. */
  #gaps = 0;
  #lastGap = 0;
  #lineAt = 0;
  /** True while the run is long enough, but says nothing (any more). */
  #isSkipping = false;
  /** Those of an alphabet that has all of this one's units: only within its long runs this one has any. */
  readonly #outer: PackedViews | undefined;
  /** Beginnings and ends of long runs, until those of the inner alphabet are looked for in them. */
  readonly #runs: number[] = [];

  constructor(openView: OpenView, main: View, alphabet: Alphabet, outer?: PackedViews) {
    this.#openView = openView;
    this.#main = main;
    this.#alphabet = alphabet;
    this.#outer = outer;
  }

  advance(into: SourceSight[]): void {
    while (this.#isSkipping || this.#open ? this.#read(into) : this.#probe());
    this.#open?.view.advance(into);
  }

  #has(position: number): boolean {
    const unit = this.#main.units[position - this.#main.base];
    return unit !== undefined && (this.#alphabet.values[unit] as number) < 255;
  }

  /** The end of what is of the alphabet from a position on. */
  #endOfRun(from: number): number {
    const { units, base, end } = this.#main;
    const { values } = this.#alphabet;
    let at = from - base;
    while (at < end - base && (values[units[at] as number] as number) < 255) at += 1;
    return at + base;
  }

  /** Goes to the next run that is long enough, or to the beginning of what may become one. */
  #probe(): boolean {
    const isFound =
      (this.#outer ? this.#seekWithin(this.#outer) : false) || this.#seek(this.#main.end);
    if (isFound) this.#begin();
    else this.#shorten();
    return isFound;
  }

  #seekWithin(outer: PackedViews): boolean {
    const runs = outer.#runs;
    for (let i = 0; i < runs.length; i += 2) {
      this.#start = Math.max(this.#start, runs[i] as number);
      if (this.#seek(runs[i + 1] as number)) return true;
    }
    runs.length = 0;
    this.#start = Math.max(this.#start, outer.#start);
    return false;
  }

  /** Looks at every sixteenth unit, and back from there: ordinary words cost next to nothing. */
  #seek(end: number): boolean {
    const { units, base } = this.#main;
    const { values } = this.#alphabet;
    const last = end - base - LEAST_RUN;
    let start = this.#start - base;
    while (start <= last) {
      let at = start + LEAST_RUN - 1;
      while (at >= start && (values[units[at] as number] as number) < 255) at -= 1;
      if (at < start) break;
      start = at + 1;
    }
    this.#start = start + base;
    return start <= last;
  }

  /** A run is long enough: it is read if its first units say anything. */
  #begin(): void {
    this.#at = this.#start;
    this.#lineAt = this.#start;
    this.#gaps = 0;
    this.#lastGap = 0;
    this.#isSkipping = !this.#speaks(this.#start + LEAST_RUN);
    if (this.#isSkipping) return;
    const from = this.#main.sourceStart(this.#start);
    this.#open = {
      view: this.#openView(this.#alphabet.name, from, false),
      unpacker: new Unpacker(this.#alphabet),
    };
  }

  /** Leaves only what may become a run. */
  #shorten(): void {
    let at = this.#main.end - 1;
    while (at >= this.#start && this.#has(at)) at -= 1;
    this.#start = at + 1;
  }

  /** Reads on in the run; true when it is over. */
  #read(into: SourceSight[]): boolean {
    const { end, isClosed } = this.#main;
    let isOver = false;
    while (!isOver) {
      while (this.#open && this.#at < end && this.#has(this.#at)) {
        this.#unpack(this.#open, this.#at, into);
        this.#at += 1;
      }
      if (!this.#open) this.#at = this.#endOfRun(this.#at);
      if (this.#at >= end && !isClosed) return false;
      const next = this.#open && this.#nextLine();
      if (next === "more") return false;
      isOver = next === undefined;
      if (next !== undefined) this.#goOn(next);
    }
    this.#finish(into);
    this.#isSkipping = false;
    if (!this.#outer) this.#runs.push(this.#start, this.#at);
    this.#start = this.#at + 1;
    return this.#at < end;
  }

  /** Where the open run goes on behind the end of a line. */
  #nextLine(): number | "more" | undefined {
    const { bits } = this.#alphabet;
    const count = this.#at - this.#start - this.#gaps;
    if (this.#at >= this.#main.end || (count * bits) % (bits === 6 ? 24 : 8) !== 0)
      return undefined;
    return nextLineOf(this.#main, this.#at, this.#alphabet);
  }

  #goOn(next: number): void {
    this.#lastGap = next - this.#at;
    this.#gaps += this.#lastGap;
    this.#lineAt = next;
    this.#at = next;
  }

  /** Where a unit of the open run stands, of this line or of the last one. */
  #positionOf(count: number): number {
    const position = this.#start + count + this.#gaps;
    return position < this.#lineAt ? position - this.#lastGap : position;
  }

  #unpack({ unpacker, view }: Open, position: number, into: SourceSight[]): void {
    const unpacked = unpacker.push(this.#main.unitAt(position));
    if (unpacker.isDead) {
      this.#finish(into);
      this.#isSkipping = true;
    } else if (unpacked) {
      const from = Math.max(this.#positionOf(unpacked.from), this.#main.base);
      view.decode(unpacked.code, this.#main.sourceStart(from), this.#main.sourceEndOf(position));
    }
  }

  #finish(into: SourceSight[]): void {
    this.#open?.view.close(into);
    this.#open = undefined;
  }

  /** Lets go of what is open. */
  dispose(): void {
    this.#open?.view.dispose();
    this.#open = undefined;
  }

  /** Source offset from which on something may still be found; undefined where nothing is open. */
  frontier(): number | undefined {
    if (this.#open) return this.#open.view.frontier();
    if (this.#isSkipping || this.#start >= this.#main.end) return undefined;
    return this.#speaks(this.#main.end) ? this.#main.sourceStart(this.#start) : undefined;
  }

  /** The same as `#mayStillSpeak`, told at once where what is said is ASCII, or no text from its first byte on. */
  #speaks(to: number): boolean {
    const { units, base } = this.#main;
    const { bits, values } = this.#alphabet;
    let sum = 0;
    let count = 0;
    for (let at = this.#start; at < to; at += 1) {
      sum = ((sum << bits) | (values[units[at - base] as number] as number)) & 0xffff;
      count += bits;
      if (count < 8) continue;
      count -= 8;
      const byte = (sum >> count) & 0xff;
      if (!mayBeText(byte)) return false;
      if (byte > 127 || byte === 0) return this.#mayStillSpeak(to);
    }
    return true;
  }

  #mayStillSpeak(to: number): boolean {
    const unpacker = new Unpacker(this.#alphabet);
    for (let at = this.#start; at < to; at += 1) {
      unpacker.push(this.#main.unitAt(at));
      if (unpacker.isDead) return false;
    }
    return true;
  }

  /** First position of the main view that is still needed. */
  oldest(): number {
    return this.#open || this.#isSkipping ? this.#at - 8 : this.#start;
  }
}
