import { foldCode } from "../normal/fold.ts";
import { bytesOf, codeAt, roomFor } from "../normal/utf8.ts";
import { Decodings } from "./decodings.ts";
import { LOOK_BACK, type SourceSight, type Watch } from "./derivedView.ts";
import { Scanner } from "./scanner.ts";
import { ODD, View } from "./view.ts";

const encoder = new TextEncoder();
const MOST_AT_ONCE = 16_384;
const utf8 = roomFor(MOST_AT_ONCE * 3);
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Texts no longer than this are put in one by one. */
const SHORT = 32;

/** Reads a text as it comes, in whatever pieces; what it finds depends on the text alone. Offsets are UTF-16 units of the source. */
export class TextScan {
  /** What was found and not yet taken. */
  readonly sights: SourceSight[] = [];
  /** True where units of the source are halves of characters. */
  isWide = false;
  readonly #view: View;
  readonly #scanner: Scanner;
  readonly #decodings: Decodings;
  /** A high surrogate whose partner is still to come. */
  #pending = 0;

  constructor(watch: Watch, expected: number) {
    const capacity = Math.min(Math.max(expected, 64), MOST_AT_ONCE * 2);
    this.#view = new View(0, true, capacity);
    this.#scanner = new Scanner(this.#view, watch.needles, watch.isActive);
    this.#decodings = new Decodings(watch, this.#scanner, 0);
  }

  push(text: string): void {
    if (text !== "") this.#read(text);
    if (text !== "") this.#advance();
  }

  /** The last of the text: with nothing to wait for, most is decided as it is met. */
  end(text: string): void {
    this.#read(text);
    if (this.#pending !== 0) this.#put(this.#pending, 1);
    this.#pending = 0;
    this.#view.isClosed = true;
    this.#advance();
    this.#view.dispose();
  }

  /** Takes a text in; whatever is longer than a stretch is scanned, stretch by stretch, but for the last. */
  #read(text: string): void {
    if (text.length <= MOST_AT_ONCE) {
      this.#fold(text);
      return;
    }
    for (let at = 0; at < text.length; at += MOST_AT_ONCE) {
      if (at > 0) this.#advance();
      this.#fold(text.slice(at, at + MOST_AT_ONCE));
    }
  }

  #fold(text: string): void {
    if (this.#pending !== 0) this.#foldSlowly(text, 0);
    else if (text.length > SHORT) this.#foldBytes(text);
    else if (!this.#view.appendShort(text)) this.#foldSlowly(text, 0);
  }

  #foldBytes(text: string): void {
    const view = this.#view;
    const { bytes } = utf8;
    const { written } = encoder.encodeInto(text, bytes);
    if (written === text.length) {
      view.append(bytes.subarray(0, written), text);
      return;
    }
    const begun = view.sourceEnd;
    let i = view.appendBytes(utf8, 0, written, text.length);
    while (i < written) {
      const code = codeAt(bytes, i);
      const at = view.sourceEnd - begun;
      if (code === ODD && text.charCodeAt(at) !== ODD) {
        this.#foldSlowly(text, at);
        return;
      }
      this.isWide ||= code > 0xffff;
      this.#put(code, code > 0xffff ? 2 : 1);
      i = view.appendBytes(utf8, i + bytesOf(code), written, text.length);
    }
  }

  #foldSlowly(text: string, from: number): void {
    let i = from;
    while (i < text.length) {
      if (this.#pending === 0) i = this.#view.appendUnits(text, i);
      if (i < text.length) this.#foldUnit(text.charCodeAt(i));
      i += 1;
    }
  }

  #foldUnit(unit: number): void {
    const high = this.#pending;
    this.#pending = isHigh(unit) ? unit : 0;
    this.isWide ||= this.#pending !== 0;
    if (high !== 0 && isLow(unit)) {
      this.#put((high - 0xd800) * 0x400 + unit - 0xdc00 + 0x10000, 2);
      return;
    }
    if (high !== 0) this.#put(high, 1);
    if (this.#pending === 0) this.#put(unit, 1);
  }

  #put(code: number, length: number): void {
    const at = this.#view.sourceEnd;
    const folded = foldCode(code);
    if (folded === "") this.#view.skip(at + length);
    for (let i = 0; i < folded.length; i += 1) {
      this.#view.push(folded.charCodeAt(i), at, at + length);
    }
  }

  #advance(): void {
    const view = this.#view;
    this.#scanner.advance();
    if (this.#scanner.sights.length > 0) this.#takeSights();
    this.#decodings.advance(this.sights);
    if (view.end - view.base > MOST_AT_ONCE / 4) this.#drop();
  }

  #takeSights(): void {
    const view = this.#view;
    for (const sight of this.#scanner.sights.splice(0)) {
      const start = view.sourceStart(sight.start);
      this.sights.push({ sight, start, end: view.sourceEndOf(sight.end - 1), view: "" });
    }
  }

  #drop(): void {
    this.#view.drop(this.#decodings.oldest(this.#scanner.oldest()) - LOOK_BACK);
  }

  /** Source offset before which everything is decided. */
  frontier(): number {
    return this.#decodings.frontier(this.#view.sourceStart(this.#scanner.frontier()));
  }
}
