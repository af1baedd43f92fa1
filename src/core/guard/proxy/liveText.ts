import type { GuardStream } from "../stream/openStream.ts";
import type { Finding } from "../verdict.ts";
import type { Lane } from "./lane.ts";

/** A text that leaves as it is decided. */
export class LiveText {
  readonly #lane: Lane;
  readonly #part: string;
  readonly #stream: GuardStream;
  /** Of an earlier reading, what has left already and is not to leave twice. */
  #already: string;
  readonly #isProse: boolean;
  /** Code points of what it follows. */
  #begun = 0;
  #isEnded = false;
  /** True while nothing was pushed. */
  isQuiet = true;

  constructor(lane: Lane, part: string, stream: GuardStream, already: string, isProse: boolean) {
    this.#lane = lane;
    this.#part = part;
    this.#stream = stream;
    this.#already = already;
    this.#isProse = isProse;
  }

  /** What left before it in other texts that a client joins with it: it is read in front of it, and does not leave again. */
  follow(before: string): void {
    if (before === "") return;
    this.#already = before + this.#already;
    this.#begun = [...before].length;
    this.#release(this.#stream.push(before));
  }

  push(text: string): string {
    if (this.#isEnded) return "";
    this.isQuiet = false;
    this.#lane.keep(this.#part, text);
    return this.#release(this.#stream.push(text));
  }

  /** The text is over. Twice is once. */
  end(): string {
    if (this.#isEnded) return "";
    this.#isEnded = true;
    return this.#release(this.#stream.end());
  }

  get isHalted(): boolean {
    return this.#lane.isHalted;
  }

  findings(): readonly Finding[] {
    const { findings } = this.#stream.verdict();
    if (this.#begun === 0) return findings;
    return findings
      .filter(({ end }) => end > this.#begun)
      .map((finding) => ({
        ...finding,
        start: Math.max(0, finding.start - this.#begun),
        end: finding.end - this.#begun,
      }));
  }

  #release(text: string): string {
    const lane = this.#lane;
    const out = lane.isHalted ? "" : this.#rest(text);
    if (this.#stream.isHalted()) lane.halt();
    if (out === "") return "";
    lane.note(this.#part, out);
    if (this.#isProse) lane.speak(out);
    return out;
  }

  /** Whoever reads a text again may only go on where the first reading stopped. */
  #rest(text: string): string {
    if (this.#already === "") return text;
    const length = Math.min(text.length, this.#already.length);
    if (text.slice(0, length) !== this.#already.slice(0, length)) {
      this.#lane.tear();
      return "";
    }
    this.#already = this.#already.slice(length);
    return text.slice(length);
  }
}
