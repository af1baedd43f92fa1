import { isUnseenControl } from "../normal/escape.ts";
import { foldCode } from "../normal/fold.ts";
import type { Sight } from "./patternRun.ts";
import { type Needles, Scanner } from "./scanner.ts";
import { View } from "./view.ts";

/** Where something stands in the source (UTF-16 offsets), by which view. */
export type SourceSight = {
  readonly sight: Sight;
  readonly start: number;
  readonly end: number;
  /** "" for the text itself; `percent`, `base64`, `hex` for what it says when decoded. */
  readonly view: string;
};

/** What scanners share. */
export type Watch = { readonly needles: Needles; readonly isActive: Uint8Array };

/** Units a scanner may look back on behind what is decided: context of checks and lines, and the longest lead. */
export const LOOK_BACK = 512;
const MOST_KEPT = 4_096;

/** Begins a decoded stretch. `isMixed`: not all of it is decoded. */
export type OpenView = (name: string, sourceStart: number, isMixed: boolean) => DerivedView;

/** What a view says when decoded once more. */
type Inner = {
  advance(into: SourceSight[]): void;
  frontier(known: number): number;
  oldest(known: number): number;
  dispose(): void;
};

/** Undefined where nothing more is decoded, or can be. */
type InnerOf = (scanner: Scanner) => Inner | undefined;

/** A decoded stretch of a text, read as a text of its own. */
export class DerivedView {
  readonly #view: View;
  readonly #scanner: Scanner;
  readonly #name: string;
  /** Positions at which decoded characters stand; undefined where all are. */
  #decoded: number[] | undefined;
  readonly #innerOf: InnerOf;
  #inner: Inner | undefined;

  constructor(watch: Watch, name: string, sourceStart: number, isMixed: boolean, innerOf: InnerOf) {
    this.#view = new View(sourceStart, false, 64);
    this.#scanner = new Scanner(this.#view, watch.needles, watch.isActive);
    this.#name = name;
    this.#decoded = isMixed ? [] : undefined;
    this.#innerOf = innerOf;
  }

  /** Units of another view, taken over as they are. */
  copy(view: View, from: number, to: number): void {
    this.#view.copy(view, from, to);
  }

  /** A decoded character, and the stretch of the source it stands for. */
  decode(code: number, start: number, end: number): void {
    const folded = isUnseenControl(code) ? "" : foldCode(code);
    this.#decoded?.push(this.#view.end);
    if (folded === "") this.#view.skip(end);
    for (let i = 0; i < folded.length; i += 1) this.#view.push(folded.charCodeAt(i), start, end);
  }

  /** Scans what was added; appends what was found, and only what decoding showed. */
  advance(into: SourceSight[]): void {
    const view = this.#view;
    this.#scanner.advance();
    this.#take(into);
    this.#inner ??= this.#innerOf(this.#scanner);
    this.#inner?.advance(into);
    if (view.end - view.base < MOST_KEPT) return;
    const oldest = this.#scanner.oldest();
    view.drop((this.#inner?.oldest(oldest) ?? oldest) - LOOK_BACK);
    this.#decoded = this.#decoded?.filter((position) => position >= view.base);
  }

  close(into: SourceSight[]): void {
    this.#view.isClosed = true;
    this.advance(into);
    this.dispose();
  }

  /** Lets go of it before its end. */
  dispose(): void {
    this.#inner?.dispose();
    this.#view.dispose();
  }

  #take(into: SourceSight[]): void {
    for (const sight of this.#scanner.sights.splice(0)) {
      const { matchStart, start, end } = sight;
      // What ends before anything was decoded the text itself shows: it may have left before this view began. What was decoded
      // right before it parts it from the escape: in `\\nAKIA…` and `%22AKIA…` the text itself shows no word's beginning.
      const isNew = this.#decoded?.some((at) => at >= matchStart - 1 && at < end) ?? true;
      if (!isNew) continue;
      into.push({
        sight,
        start: this.#view.sourceStart(start),
        end: this.#view.sourceEndOf(end - 1),
        view: this.#name,
      });
    }
  }

  /** Source offset from which on something may still be found. */
  frontier(): number {
    const at = this.#view.sourceStart(this.#scanner.frontier());
    return this.#inner?.frontier(at) ?? at;
  }
}
