import { type EscapeAt, LONGEST_ESCAPE, readEscapeAt, startsEscape } from "../normal/escape.ts";
import type { DerivedView, OpenView, SourceSight } from "./derivedView.ts";
import type { View } from "./view.ts";

/** Units of plain text taken along on either side of an escape, as context. */
const CONTEXT = 128;
/** What stands behind an escape without a space is read to its end, up to so many units: else half of a long key would leave. */
const LONGEST_RUN = 4_096;
/** Triggers read and still kept. */
const MOST_READ = 1_024;
const isSpace = (unit: number): boolean => unit <= 32;

/** Reads the text once more, with its percent, HTML and backslash escapes decoded, around places that have any. */
export class EscapeViews {
  readonly #openView: OpenView;
  readonly #main: View;
  /** Positions of the main view at which an escape may begin, in order. */
  readonly #triggers: number[];
  #open: DerivedView | undefined;
  /** Next unit of the main view to be read, and where the open view ends unless another escape comes. */
  #at = 0;
  #until = 0;
  /** Behind the last escape of the open view. */
  #behind = 0;
  #isWaiting = false;
  #head = 0;
  /** What the open view would be, if what has begun turns out to be an escape: what stands before it must not leave yet. */
  #guess: DerivedView | undefined;

  constructor(openView: OpenView, main: View, triggers: number[]) {
    this.#openView = openView;
    this.#main = main;
    this.#triggers = triggers;
  }

  advance(into: SourceSight[]): void {
    this.#isWaiting = false;
    if (!this.#open && this.#head === this.#triggers.length) return;
    this.#guess?.dispose();
    this.#guess = undefined;
    while (this.#open ? this.#read(this.#open, into) : this.#begin());
    this.#open?.advance(into);
    this.#nextTrigger();
  }

  #escapeAt(position: number): EscapeAt {
    const text = this.#main.text(position, position + LONGEST_ESCAPE);
    return readEscapeAt(text, this.#main.isClosed && position + text.length === this.#main.end);
  }

  /** The first trigger that was not read yet; those read are dropped now and then, not one by one. */
  #nextTrigger(): number | undefined {
    const triggers = this.#triggers;
    while ((triggers[this.#head] ?? Number.POSITIVE_INFINITY) < this.#at) this.#head += 1;
    if (this.#head > MOST_READ) {
      triggers.splice(0, this.#head);
      this.#head = 0;
    }
    return triggers[this.#head];
  }

  /** Opens a view before the next escape; false when there is none yet. */
  #begin(): boolean {
    for (let next = this.#nextTrigger(); next !== undefined; next = this.#nextTrigger()) {
      const found = this.#escapeAt(next);
      const from = Math.max(next - CONTEXT, this.#at, this.#main.base);
      if (found === "more") {
        this.#guess = this.#viewFrom(from);
        this.#guess.copy(this.#main, from, next);
        this.#guess.advance([]);
        this.#isWaiting = true;
        return false;
      }
      if (found) {
        this.#at = from;
        this.#until = next + CONTEXT;
        this.#behind = next;
        this.#open = this.#viewFrom(from);
        return true;
      }
      this.#head += 1;
    }
    return false;
  }

  /** The next unit that may begin an escape, or where the view ends for now. */
  #nextStart(): number {
    const { units, base, end } = this.#main;
    const to = Math.min(end, this.#until);
    let at = this.#at;
    while (at < to && !startsEscape(units[at - base] as number)) at += 1;
    return at;
  }

  /** True where the view would end within something without spaces, and goes on to its end, as far as that is there. */
  #lengthen(): boolean {
    const { units, base, end } = this.#main;
    const most = Math.min(end, this.#behind + LONGEST_RUN);
    let at = this.#at;
    while (at < most && !isSpace(units[at - base] as number)) at += 1;
    if (at > this.#until) this.#until = at;
    return this.#at < this.#until;
  }

  #viewFrom(from: number): DerivedView {
    return this.#openView("escape", this.#main.sourceStart(from), true);
  }

  /** Reads on in the open view; true when it closed and another may begin. */
  #read(open: DerivedView, into: SourceSight[]): boolean {
    const main = this.#main;
    while (this.#at < main.end && (this.#at < this.#until || this.#lengthen())) {
      const next = this.#nextStart();
      const found = next === this.#at ? this.#escapeAt(next) : undefined;
      if (found === "more") {
        this.#isWaiting = true;
        return false;
      }
      if (found) {
        const end = main.sourceEndOf(next + found.length - 1);
        open.decode(found.code, main.sourceStart(next), end);
        this.#at = next + found.length;
        this.#until = this.#at + CONTEXT;
        this.#behind = this.#at;
      } else {
        const to = Math.max(next, this.#at + 1);
        open.copy(main, this.#at, to);
        this.#at = to;
      }
    }
    if (this.#at >= main.end && !main.isClosed) return false;
    open.close(into);
    this.#open = undefined;
    return true;
  }

  /** Lets go of what is open. */
  dispose(): void {
    this.#open?.dispose();
    this.#guess?.dispose();
    this.#open = undefined;
    this.#guess = undefined;
  }

  /** Source offset from which on something may still be found; undefined where nothing is open. */
  frontier(): number | undefined {
    const open = (this.#open ?? this.#guess)?.frontier();
    if (!this.#isWaiting) return open;
    const waiting = this.#open ? this.#at : (this.#nextTrigger() ?? this.#at);
    const begun = this.#main.sourceStart(waiting);
    return Math.min(begun, open ?? begun);
  }

  /** First position of the main view that is still needed. */
  oldest(): number {
    return this.#open ? this.#at : (this.#nextTrigger() ?? this.#main.end) - CONTEXT;
  }
}
