import type { Json } from "../../canonicalJson.ts";
import type { Reading } from "./lane.ts";
import { type Outcome, outcomeOf, type ProxyReport, verdictOfLanes } from "./report.ts";
import type { Whole } from "./wire.ts";

type JsonObject = { readonly [name: string]: Json };

export type WholeOptions = {
  readonly read: (body: JsonObject, reading: Reading) => Whole;
  readonly reading: Reading;
  readonly policy: string;
  readonly mayAsk: boolean;
};

/** An answer that came in one piece. Throws a `WireFault` where it is none of the protocol's. */
export class GuardedWhole {
  readonly #options: WholeOptions;
  readonly #body: JsonObject;
  readonly #first: Whole;
  #last: Whole;
  #outcome: Outcome | undefined;
  #reason: string | undefined;

  constructor(body: JsonObject, options: WholeOptions) {
    this.#options = options;
    this.#body = body;
    this.#first = options.read(body, options.reading);
    this.#last = this.#first;
  }

  /** True while a person has to be asked. */
  get isWaiting(): boolean {
    const isOpen = this.#outcome === undefined && this.#options.mayAsk;
    return isOpen && verdictOfLanes(this.#first.lanes) === "escalate";
  }

  /** Texts by part, as they came and as they left, where they are kept. */
  held(): ReadonlyMap<string, string> {
    return new Map(this.#first.lanes.flatMap((lane) => [...lane.texts()]));
  }

  left(): ReadonlyMap<string, string> {
    return this.#last.sent.texts;
  }

  /** A person let it go, and `reading` finds nothing any more in what they let go. */
  release(reading: Reading, outcome: "released" | "rewritten"): void {
    this.#outcome = this.#readAgain(this.#body, reading) ? outcome : "blocked";
  }

  /** Another body stands for this one, and is judged as this one was. False: it is held, too. */
  replace(body: JsonObject): boolean {
    const isFree = this.#readAgain(body, this.#options.reading);
    if (isFree) this.#outcome = "rewritten";
    return isFree;
  }

  #readAgain(body: JsonObject, reading: Reading): boolean {
    const again = this.#options.read(body, { ...reading, isKept: true });
    const isFree = again.lanes.every((lane) => !lane.isHalted);
    if (isFree) this.#last = again;
    return isFree;
  }

  refuse(outcome: "blocked" | "held", reason: string): void {
    this.#outcome = outcome;
    this.#reason = reason;
  }

  /** What leaves. */
  body(): JsonObject {
    return this.#last.body;
  }

  report(): ProxyReport {
    const { lanes } = this.#first;
    const verdict = verdictOfLanes(lanes);
    return {
      verdict,
      outcome: this.#outcome ?? outcomeOf(verdict),
      findings: lanes.flatMap((lane) => lane.findings()),
      policy: this.#options.policy,
      ...(this.#reason !== undefined && { reason: this.#reason }),
    };
  }
}
