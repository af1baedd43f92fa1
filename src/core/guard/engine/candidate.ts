import type { Candidate } from "../check.ts";
import { CONTEXT_BEFORE } from "../pack.ts";
import type { View } from "./view.ts";

/** A match in a view, as a check sees it. Its texts are made when they are asked for: most checks need few of them. */
export class SeenCandidate implements Candidate {
  readonly found: string;
  readonly #view: View;
  /** Positions of the match, and of what is found in it. */
  readonly #start: number;
  readonly #end: number;
  readonly #from: number;
  readonly #to: number;
  /** How many units behind the match the rule asked for. */
  readonly #after: number;

  constructor(view: View, start: number, end: number, from: number, to: number, after: number) {
    this.found = view.text(from, to);
    this.#view = view;
    this.#start = start;
    this.#end = end;
    this.#from = from;
    this.#to = to;
    this.#after = after;
  }

  get match(): string {
    const isAll = this.#from === this.#start && this.#to === this.#end;
    return isAll ? this.found : this.#view.text(this.#start, this.#end);
  }

  get before(): string {
    return this.#view.text(this.#from - CONTEXT_BEFORE, this.#from);
  }

  get after(): string {
    return this.#after === 0 ? "" : this.#view.text(this.#end, this.#end + this.#after);
  }
}
