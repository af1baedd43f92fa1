import type { Finding } from "../verdict.ts";
import type { Watch } from "./derivedView.ts";
import { unsettledFinding } from "./sightFinding.ts";
import { type Released, type Replace, Stage } from "./stage.ts";

/** Readings of one text: the first finds, each further one reads what the last one wrote. Findings in the last are a block. */
const MOST_STAGES = 3;
/** Units of what went out before that a further reading has as context. */
const CONTEXT = 1_024;

/**
 * Reads, rewrites, and reads again what it wrote, from the first rewritten place on. A text is judged the same however it
 * is cut: judging it whole is ending with all of it.
 */
export class Cascade {
  readonly #watch: Watch;
  readonly #replace: Replace;
  readonly #depth: number;
  readonly #expected: number;
  readonly #stage: Stage;
  #next: Cascade | undefined;
  #tail = "";
  #isBroken = false;

  /** `expected`: units likely to come. */
  constructor(watch: Watch, replace: Replace, expected = 0, depth = 1) {
    this.#watch = watch;
    this.#replace = replace;
    this.#depth = depth;
    this.#expected = expected;
    this.#stage = new Stage(watch, replace, expected);
  }

  push(text: string): string {
    return this.#pass(this.#stage.push(text), false);
  }

  /** Reads the last of the text, or nothing more, and ends. */
  end(text = ""): string {
    return this.#pass(this.#stage.end(text), true);
  }

  /** True when nothing will leave any more. */
  get isHalted(): boolean {
    return this.#isBroken || this.#stage.isHalted || (this.#next?.isHalted ?? false);
  }

  /** UTF-16 units taken in and not yet let out or removed. */
  get held(): number {
    return this.#stage.held + (this.#next?.held ?? 0);
  }

  #pass(released: readonly Released[], isEnd: boolean): string {
    if (released.length === 0 && !isEnd) return "";
    let out = "";
    let rewritten = "";
    for (const { text, isReplacement } of released) {
      if (isReplacement) this.#readAgain();
      if (this.#next) rewritten += text;
      else if (!this.#isBroken) out += this.#letOut(text);
    }
    if (!this.#next || (rewritten === "" && !isEnd)) return out;
    return out + (isEnd ? this.#next.end(rewritten) : this.#next.push(rewritten));
  }

  #letOut(text: string): string {
    this.#tail += text;
    if (this.#tail.length > CONTEXT * 8) this.#tail = this.#tail.slice(-CONTEXT);
    return text;
  }

  /** From the first rewritten place on, another reading goes over what this one writes; the last one may write nothing. */
  #readAgain(): void {
    if (this.#next || this.#isBroken) return;
    this.#isBroken = this.#depth >= MOST_STAGES;
    if (this.#isBroken) return;
    this.#next = new Cascade(this.#watch, this.#replace, this.#expected, this.#depth + 1);
    this.#next.#remember(this.#tail.slice(-CONTEXT));
  }

  /** Takes in what went out already. */
  #remember(text: string): void {
    this.#tail = text;
    this.#stage.remember(text);
  }

  findings(): readonly Finding[] {
    const { findings } = this.#stage;
    const broken = this.#isBroken || (this.#next?.isHalted ?? false);
    if (!broken || this.#depth > 1) return findings;
    return [...findings, unsettledFinding(findings[0]?.start ?? 0, findings.at(-1)?.end ?? 0)];
  }
}
