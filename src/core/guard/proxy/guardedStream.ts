import type { SseEvent } from "./frame.ts";
import { FrameFault, FrameReader, parseFrame } from "./frame.ts";
import { type Reading, Sent } from "./lane.ts";
import { type Outcome, outcomeOf, type ProxyReport, toTold, verdictOfLanes } from "./report.ts";
import { Templates } from "./template.ts";
import { type OpenWire, toComment, WireFault, type WireStream } from "./wire.ts";

export type StreamOptions = {
  readonly open: OpenWire;
  readonly reading: Reading;
  readonly policy: string;
  /** How many answers were asked for (`n`). */
  readonly choices: number;
  /** True: what escalates waits for a person, so everything is kept until the end. */
  readonly mayAsk: boolean;
};

/** `open`: more may come. `waiting`: a person has to be asked. `over`: everything was said, and the connection may end. */
export type StreamState = "open" | "waiting" | "over";

const CUT_OFF = {
  code: "upstream_cut_off",
  message: "The model's answer broke off before its end.",
};
/** Units of an answer that is kept because a person may be asked. */
const MOST_KEPT = 64 * 1_048_576;

/** An answer as it streams through: bytes of the model's side in, cut anywhere; events that may leave out. */
export class GuardedStream {
  readonly #options: StreamOptions;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #frames = new FrameReader();
  readonly #templates = new Templates();
  readonly #sent = new Sent();
  #wire: WireStream;
  /** Every event, where a person may be asked. */
  readonly #kept: SseEvent[] = [];
  #keptUnits = 0;
  #outcome: Outcome | undefined;
  #reason: string | undefined;
  /** Of the first reading, where there was a second one. */
  #first: WireStream | undefined;
  state: StreamState = "open";

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#wire = options.open(options.reading, this.#sent, options.choices);
  }

  push(bytes: Uint8Array): string {
    return this.#guarded(() => {
      const frames = this.#frames.push(this.#decode(bytes));
      let out = "";
      for (const frame of frames) {
        out += this.#takeFrame(frame);
        if (this.state !== "open") break;
      }
      return out;
    });
  }

  /** Bytes that are no UTF-8 are nobody's text: what they might be read as elsewhere nobody knows. */
  #decode(bytes?: Uint8Array): string {
    try {
      return bytes ? this.#decoder.decode(bytes, { stream: true }) : this.#decoder.decode();
    } catch {
      throw new WireFault("The model's stream holds bytes that are no UTF-8.");
    }
  }

  /** The model's side closed the connection, as one does at the end. */
  end(): string {
    return this.#guarded(() => {
      this.#decode();
      return this.#wire.isComplete(true) ? this.#complete() : this.fail(CUT_OFF);
    });
  }

  /** True when the model's side said everything that it had to say. */
  get isHeardOut(): boolean {
    return (this.#first ?? this.#wire).isComplete(false);
  }

  /** The connection broke. Where everything was said before, that changes nothing. */
  break(fault: { readonly code: string; readonly message: string }): string {
    return this.state === "open" ? this.fail(fault) : "";
  }

  /** The answer broke off: what is held stays here. */
  fail(fault: { readonly code: string; readonly message: string }): string {
    if (this.state === "over") return "";
    this.state = "over";
    this.#outcome = "blocked";
    this.#reason = fault.code;
    return toComment(toTold(this.report())) + this.#wire.fault(fault);
  }

  #guarded(work: () => string): string {
    if (this.state !== "open") return "";
    try {
      return work();
    } catch (error) {
      if (error instanceof WireFault) return this.fail(error);
      if (error instanceof FrameFault || error instanceof TypeError)
        return this.fail({
          code: "upstream_malformed",
          message: "The model's stream is malformed.",
        });
      throw error;
    }
  }

  #takeFrame(frame: string): string {
    const known = this.#options.mayAsk ? undefined : this.#templates.take(frame);
    if (known) return known.out + (known.text.isHalted ? this.#afterHalt() : "");
    const event = parseFrame(frame);
    if (event === undefined) return "";
    this.#keep(event);
    const out = this.#wire.take(event);
    if (this.#wire.isComplete(false)) return out + this.#complete();
    const repeating = this.#wire.repeating();
    if (repeating) this.#templates.learn(frame, repeating);
    return out + this.#afterHalt();
  }

  #keep(event: SseEvent): void {
    if (!this.#options.mayAsk) return;
    this.#keptUnits += event.data.length;
    if (this.#keptUnits > MOST_KEPT)
      throw new WireFault("The model's answer is too long to be kept for a person.", "too_long");
    this.#kept.push(event);
  }

  /** Where nothing will leave any more there is nothing to wait for, unless a person may still let it go. */
  #afterHalt(): string {
    if (!this.#wire.isRefused()) return "";
    return this.#maySomebodyDecide() ? "" : this.#finish();
  }

  #maySomebodyDecide(): boolean {
    return this.#options.mayAsk && verdictOfLanes(this.#wire.lanes()) === "escalate";
  }

  #complete(): string {
    if (!this.#maySomebodyDecide()) return this.#finish();
    this.state = "waiting";
    return "";
  }

  #finish(): string {
    this.state = "over";
    return this.#wire.finish(toTold(this.report()));
  }

  /** Texts by part, as they came, where they are kept. */
  held(): ReadonlyMap<string, string> {
    const wire = this.#first ?? this.#wire;
    return new Map(wire.lanes().flatMap((lane) => [...lane.texts()]));
  }

  /** Texts by part, as they left, where they are kept. */
  left(): ReadonlyMap<string, string> {
    return this.#sent.texts;
  }

  /** A person let it go; `reading` finds nothing any more in what they let go. What left before has to be how it begins. */
  release(reading: Reading, outcome: "released" | "rewritten"): string {
    const { open, choices } = this.#options;
    this.#first = this.#wire;
    this.#wire = open({ ...reading, isKept: true }, this.#sent, choices);
    this.state = "open";
    return this.#guarded(() => {
      const out = this.#kept.map((event) => this.#wire.take(event)).join("");
      const isWhole = this.#wire.lanes().every((lane) => !lane.isHalted);
      this.#outcome = isWhole ? outcome : "blocked";
      return (isWhole ? out : "") + this.#finish();
    });
  }

  /** A person held it, or nobody answered. */
  refuse(outcome: "blocked" | "held", reason: string): string {
    this.#outcome = outcome;
    this.#reason = reason;
    return this.#finish();
  }

  report(): ProxyReport {
    const lanes = (this.#first ?? this.#wire).lanes();
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
