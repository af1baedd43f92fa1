import type { Audience } from "../audience.ts";
import type { Guard } from "../engine/compileGuard.ts";
import { evaluateText, type TextVerdict } from "../evaluateText.ts";
import { openStream } from "../stream/openStream.ts";
import { UNREADABLE } from "../unreadable.ts";
import { type Action, type Finding, join } from "../verdict.ts";
import { evaluateArgument } from "./argument.ts";
import { LiveText } from "./liveText.ts";
import { WireFault } from "./wire.ts";

/** A finding in one of the texts of an answer; `part` is where in the answer: `choices/0/content`. */
export type PartFinding = Finding & { readonly part: string };

/** How an exchange is read. `isKept`: texts are kept as they came, for a person who may be asked, and for the record. */
export type Reading = {
  readonly guard: Guard;
  readonly audience: Audience;
  readonly isKept: boolean;
};

/** What has left: names of events that go out once, and texts by part, these only where they are kept. */
export class Sent {
  readonly once = new Set<string>();
  readonly texts = new Map<string, string>();
  /** Of the next event, where a protocol numbers them. */
  number = 0;

  /** True for the first who asks. */
  isFirst(key: string): boolean {
    if (this.once.has(key)) return false;
    this.once.add(key);
    return true;
  }
}

/** Units held until a tool call is complete, in one lane. */
const MOST_HELD = 16 * 1_048_576;
const MOST_LABELS = 256;
/** Units of what was said before a text that are read with it, about. */
const MOST_SPOKEN = 4_096;
/** Units of texts that are kept for a person, or for the record, in one lane. */
const MOST_KEPT = 64 * 1_048_576;

/** What is held back together: a choice, a message. After an escalation or a block in one of its texts nothing of it leaves. */
export class Lane {
  readonly name: string;
  readonly #reading: Reading;
  readonly #sent: Sent;
  /** What left in an earlier reading. */
  readonly #already: ReadonlyMap<string, string>;
  readonly #live = new Map<string, LiveText>();
  readonly #held = new Map<string, string[]>();
  readonly #kept = new Map<string, string[]>();
  readonly #findings: PartFinding[] = [];
  readonly #labels = new Map<string, string>();
  #heldUnits = 0;
  #keptUnits = 0;
  #spoken = "";
  isHalted = false;
  /** A second reading did not begin with what the first had let go. */
  isTorn = false;

  constructor(name: string, reading: Reading, sent: Sent) {
    this.name = name;
    this.#reading = reading;
    this.#sent = sent;
    this.#already = new Map(sent.texts);
  }

  /** The text of a part, which leaves as it is decided. */
  live(part: string): LiveText {
    return this.#live.get(part) ?? this.#open(part, false);
  }

  /** The same of a text that a client joins with others like it: what is cut by their border is found, too. */
  prose(part: string): LiveText {
    const known = this.#live.get(part);
    if (known) return known;
    const before = this.#spoken;
    const made = this.#open(part, true);
    made.follow(before);
    return made;
  }

  #open(part: string, isProse: boolean): LiveText {
    const { guard, audience } = this.#reading;
    const stream = openStream(guard, audience);
    const made = new LiveText(this, part, stream, this.#already.get(part) ?? "", isProse);
    this.#live.set(part, made);
    return made;
  }

  /** Prose that leaves. Of much of it the end is enough, from a blank on. */
  speak(text: string): void {
    this.#spoken += text;
    if (this.#spoken.length < MOST_SPOKEN * 3) return;
    const from = this.#spoken.length - MOST_SPOKEN;
    const blank = this.#spoken.slice(from).search(/\s/);
    this.#spoken = this.#spoken.slice(from + Math.max(0, blank));
  }

  /** Every text of the lane is over: what was still held, by part. */
  endAll(): (readonly [part: string, text: string])[] {
    return [...this.#live].map(([part, text]) => [part, text.end()] as const);
  }

  /** A text judged only when it is complete. False: there is too much of it. */
  hold(part: string, text: string): boolean {
    this.#heldUnits += text.length;
    if (this.#heldUnits > MOST_HELD) return false;
    const parts = this.#held.get(part);
    if (parts) parts.push(text);
    else this.#held.set(part, [text]);
    return true;
  }

  #takeHeld(part: string): string {
    const text = (this.#held.get(part) ?? []).join("");
    this.#held.delete(part);
    this.#heldUnits -= text.length;
    return text;
  }

  /** Arguments of a tool: what was held of the part, and may leave. */
  settleArgument(part: string): string {
    return this.argument(part, this.#takeHeld(part));
  }

  argument(part: string, text: string): string {
    const { guard, audience } = this.#reading;
    return this.#judged(part, text, evaluateArgument(text, audience, guard));
  }

  /** What only its maker can read (signatures, ciphertexts): as it is, or not at all. */
  settleOpaque(part: string): string {
    const text = this.#takeHeld(part);
    return this.whole(part, text) === text ? text : "";
  }

  /** Prose that is there as a whole. */
  said(part: string, text: string): string {
    const live = this.prose(part);
    return live.push(text) + live.end();
  }

  /** A text that is there as a whole. */
  whole(part: string, text: string): string {
    if (text === "") return text;
    const { guard, audience } = this.#reading;
    return this.#judged(part, text, evaluateText(text, audience, guard));
  }

  /** A name that comes again and again: judged once. */
  label(part: string, text: string): string {
    const known = this.#labels.get(text);
    if (known !== undefined) return known;
    const out = this.whole(part, text);
    if (this.#labels.size < MOST_LABELS) this.#labels.set(text, out);
    return out;
  }

  #judged(part: string, text: string, { output, findings }: TextVerdict): string {
    if (findings.length > 0) this.keep(part, text);
    for (const finding of findings) this.#findings.push({ ...finding, part });
    if (output === null) this.halt();
    const out = this.isHalted ? "" : (output ?? "");
    if (findings.length > 0 && this.#reading.isKept) this.#sent.texts.set(part, out);
    return out;
  }

  halt(): void {
    this.isHalted = true;
  }

  /** What nobody here can read, and so does not leave. */
  refuse(part: string): void {
    this.#findings.push({ ...UNREADABLE, start: 0, end: 0, part });
    this.halt();
  }

  tear(): void {
    this.isTorn = true;
    this.isHalted = true;
  }

  /** Throws a `WireFault` where there is too much to be kept. */
  keep(part: string, text: string): void {
    if (!this.#reading.isKept) return;
    this.#keptUnits += text.length;
    if (this.#keptUnits > MOST_KEPT)
      throw new WireFault("The answer is too long to be kept for its record.", "too_long");
    const parts = this.#kept.get(part);
    if (parts) parts.push(text);
    else this.#kept.set(part, [text]);
  }

  note(part: string, text: string): void {
    if (!this.#reading.isKept) return;
    this.#sent.texts.set(part, (this.#sent.texts.get(part) ?? "") + text);
  }

  /** The texts as they came, where they are kept: those that went by as they came, and others that have findings. */
  texts(): ReadonlyMap<string, string> {
    return new Map([...this.#kept].map(([part, pieces]) => [part, pieces.join("")]));
  }

  findings(): PartFinding[] {
    const live = [...this.#live].flatMap(([part, text]) =>
      text.findings().map((finding) => ({ ...finding, part })),
    );
    return [...live, ...this.#findings];
  }

  action(): Action {
    const found = this.findings().reduce<Action>((sum, { action }) => join(sum, action), "pass");
    return this.isTorn ? "block" : found;
  }
}
