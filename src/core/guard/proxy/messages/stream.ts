import type { Json } from "../../../canonicalJson.ts";
import type { SseEvent } from "../frame.ts";
import { Lane, type Reading, type Sent } from "../lane.ts";
import type { LiveText } from "../liveText.ts";
import { isObject, toShape } from "../shape.ts";
import {
  type Fault,
  parseData,
  REPORT_MEMBER,
  type Repeating,
  saidFault,
  sse,
  toComment,
  WireFault,
  type WireStream,
} from "../wire.ts";
import { CALLS, CITATION, ENVELOPE, PIECES, STOPS, USAGE } from "./shapes.ts";

type JsonObject = { readonly [name: string]: Json };
type Block = {
  /** Its number as it leaves: blocks that may not leave at all have none. */
  readonly number: number;
  readonly part: string;
  readonly kind: "text" | "thinking" | "call" | "piece";
  readonly text: LiveText | undefined;
  /** What it begins with, of those that leave in one piece. */
  readonly whole: Json;
};

const MOST_BLOCKS = 10_000;
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/**
 * `message_start`, blocks, `message_stop`. Blocks of text that follow one another are one text: citations cut a sentence into
 * several, and so could anything else.
 */
export class MessagesStream implements WireStream {
  readonly #lane: Lane;
  readonly #sent: Sent;
  readonly #blocks = new Map<number, Block>();
  #count = 0;
  /** The text that goes on from block to block, and the last of them, whose end has not been told. */
  #prose: LiveText | undefined;
  #ending: Block | undefined;
  #stop: JsonObject = { stop_reason: null, stop_sequence: null };
  #usage: JsonObject = {};
  #isDone = false;
  #single: { readonly block: Block; readonly value: string } | undefined;

  constructor(reading: Reading, sent: Sent) {
    this.#lane = new Lane("message", reading, sent);
    this.#sent = sent;
  }

  lanes = (): readonly Lane[] => [this.#lane];
  isComplete = (): boolean => this.#isDone;
  isRefused = (): boolean => this.#lane.isHalted;

  repeating = (): Repeating | undefined => {
    const { block, value } = this.#single ?? {};
    if (!block?.text || value === undefined || this.#lane.isHalted) return undefined;
    const probe = this.#toDelta(block, "");
    const at = probe.lastIndexOf('""');
    return { text: block.text, value, before: probe.slice(0, at), behind: probe.slice(at + 2) };
  };

  take = ({ data }: SseEvent): string => {
    this.#single = undefined;
    const event = parseData(data);
    switch (event.type) {
      case "message_start":
        return this.#begin(isObject(event.message) ? event.message : {});
      case "content_block_start":
        return this.#open(event);
      case "content_block_delta":
        return this.#delta(event);
      case "content_block_stop":
        return this.#close(event);
      case "message_delta":
        return this.#settle(event);
      case "message_stop":
        this.#isDone = true;
        return this.#endProse();
      case "ping":
        return sse("ping", { type: "ping" });
      case "error":
        throw saidFault(event.error, this.#lane);
      default:
        return "";
    }
  };

  #emit(key: string, value: { readonly type: string } & JsonObject): string {
    if (this.#lane.isHalted || !this.#sent.isFirst(key)) return "";
    return sse(value.type, value);
  }

  #begin(message: JsonObject): string {
    const envelope = toShape(ENVELOPE, message, this.#lane, "message") as JsonObject;
    this.#takeUsage(message.usage);
    return this.#emit("begin", { type: "message_start", message: this.#toMessage(envelope) });
  }

  #toMessage(envelope: JsonObject): JsonObject {
    const empty = { content: [], stop_reason: null, stop_sequence: null };
    return { ...envelope, type: "message", role: "assistant", ...empty, usage: this.#usage };
  }

  #takeUsage(usage: Json | undefined): void {
    const shaped = toShape(USAGE, usage ?? null, this.#lane, "usage");
    if (isObject(shaped)) this.#usage = { ...this.#usage, ...shaped };
  }

  #open({ index, content_block: begun }: JsonObject): string {
    if (typeof index !== "number" || !isObject(begun))
      throw new WireFault("A block of the model's answer has no number or no beginning.");
    if (this.#blocks.size >= MOST_BLOCKS) throw new WireFault("There are too many blocks.");
    const type = textOf(begun.type);
    if (type === "text") return this.#openText(index, begun);
    const ended = this.#endProse();
    if (type === "thinking") return ended + this.#openThinking(index, begun);
    const part = `content/${index}`;
    const shapes = Object.hasOwn(CALLS, type) ? CALLS : PIECES;
    const whole = toShape({ byType: shapes }, begun, this.#lane, part);
    if (whole === undefined) return ended;
    const kind = shapes === CALLS ? "call" : "piece";
    this.#blocks.set(index, { number: this.#next(), part, kind, text: undefined, whole });
    if (kind === "call" && isObject(begun.input) && Object.keys(begun.input).length > 0)
      this.#hold(part, JSON.stringify(begun.input));
    return ended;
  }

  #next(): number {
    this.#count += 1;
    return this.#count - 1;
  }

  #start({ number }: Block, block: JsonObject): string {
    const event = { type: "content_block_start", index: number, content_block: block };
    return this.#emit(`start/${number}`, event);
  }

  #end({ number }: Block): string {
    return this.#emit(`stop/${number}`, { type: "content_block_stop", index: number });
  }

  #openText(index: number, begun: JsonObject): string {
    const part = `content/${index}`;
    const before = this.#ending ? this.#end(this.#ending) : "";
    this.#ending = undefined;
    this.#prose ??= this.#lane.prose(`${part}/text`);
    const number = this.#next();
    const block: Block = { number, part, kind: "text", text: this.#prose, whole: null };
    this.#blocks.set(index, block);
    const started = this.#start(block, { type: "text", text: "" });
    return before + started + this.#say(block, textOf(begun.text));
  }

  #openThinking(index: number, begun: JsonObject): string {
    const part = `content/${index}`;
    const text = this.#lane.live(`${part}/thinking`);
    const block: Block = { number: this.#next(), part, kind: "thinking", text, whole: null };
    this.#blocks.set(index, block);
    this.#hold(`${part}/signature`, textOf(begun.signature));
    const started = this.#start(block, { type: "thinking", thinking: "", signature: "" });
    return started + this.#say(block, textOf(begun.thinking));
  }

  #hold(part: string, text: string): void {
    if (text !== "" && !this.#lane.hold(part, text))
      throw new WireFault("What a tool is given is too long to be held.");
  }

  #say(block: Block, text: string): string {
    const released = text === "" ? "" : (block.text?.push(text) ?? "");
    return released === "" ? "" : this.#toDelta(block, released);
  }

  #toDelta({ number, kind }: Block, text: string): string {
    const delta =
      kind === "text" ? { type: "text_delta", text } : { type: "thinking_delta", thinking: text };
    return sse("content_block_delta", { type: "content_block_delta", index: number, delta });
  }

  #delta({ index, delta }: JsonObject): string {
    const block = this.#blocks.get(index as number);
    if (!block || !isObject(delta)) return "";
    const { kind, part } = block;
    const said = delta.type === "text_delta" && kind === "text" ? delta.text : undefined;
    const thought =
      delta.type === "thinking_delta" && kind === "thinking" ? delta.thinking : undefined;
    const value = textOf(said ?? thought);
    if (value !== "") {
      this.#single = { block, value };
      return this.#say(block, value);
    }
    if (delta.type === "input_json_delta" && kind === "call")
      this.#hold(part, textOf(delta.partial_json));
    if (delta.type === "signature_delta" && kind === "thinking")
      this.#hold(`${part}/signature`, textOf(delta.signature));
    return delta.type === "citations_delta" ? this.#cite(block, delta.citation ?? null) : "";
  }

  #cite({ number, part }: Block, value: Json): string {
    const citation = toShape(CITATION, value, this.#lane, `${part}/citations`);
    if (citation === undefined || this.#lane.isHalted) return "";
    const delta = { type: "citations_delta", citation };
    const key = `cite/${number}/${JSON.stringify(citation)}`;
    return this.#emit(key, { type: "content_block_delta", index: number, delta });
  }

  #close({ index }: JsonObject): string {
    const block = this.#blocks.get(index as number);
    if (!block) return "";
    this.#blocks.delete(index as number);
    if (block.kind === "text") {
      // Only the next event tells whether the text goes on.
      this.#ending = block;
      return "";
    }
    if (block.kind === "thinking") return this.#closeThinking(block);
    return this.#closeWhole(block);
  }

  #closeThinking(block: Block): string {
    const { text, part, number } = block;
    const rest = text?.end() ?? "";
    const signature = this.#lane.settleOpaque(`${part}/signature`);
    const signed = { type: "signature_delta", signature };
    const event = { type: "content_block_delta", index: number, delta: signed };
    return (
      (rest === "" ? "" : this.#toDelta(block, rest)) +
      (signature === "" ? "" : this.#emit(`signature/${number}`, event)) +
      this.#end(block)
    );
  }

  #closeWhole(block: Block): string {
    const { kind, part, number, whole } = block;
    const isCall = kind === "call";
    const input = isCall ? this.#lane.settleArgument(part) : "";
    if (this.#lane.isHalted) return "";
    const delta = { type: "input_json_delta", partial_json: input };
    const event = { type: "content_block_delta", index: number, delta };
    return (
      this.#start(block, { ...(whole as JsonObject), ...(isCall && { input: {} }) }) +
      (input === "" ? "" : this.#emit(`input/${number}`, event)) +
      this.#end(block)
    );
  }

  /** The text is over: what was held leaves in the last of its blocks. */
  #endProse(): string {
    const block = this.#ending;
    const rest = this.#prose?.end() ?? "";
    this.#prose = undefined;
    this.#ending = undefined;
    if (!block) return "";
    return (rest === "" ? "" : this.#toDelta(block, rest)) + this.#end(block);
  }

  #settle({ delta, usage }: JsonObject): string {
    this.#takeUsage(usage);
    const out = this.#endProse();
    if (isObject(delta)) {
      const reason = textOf(delta.stop_reason);
      const sequence = textOf(delta.stop_sequence);
      this.#stop = {
        stop_reason: STOPS.includes(reason) ? reason : "end_turn",
        stop_sequence: sequence === "" ? null : this.#lane.whole("stop_sequence", sequence),
      };
    }
    return out;
  }

  finish = (report: Json): string => {
    const { isHalted } = this.#lane;
    const began = this.#sent.isFirst("begin")
      ? sse("message_start", { type: "message_start", message: this.#toMessage({}) })
      : "";
    const open = Array.from({ length: this.#count }, (_, number) => number)
      .filter((number) => this.#sent.once.has(`start/${number}`))
      .filter((number) => this.#sent.isFirst(`stop/${number}`))
      .map((index) => sse("content_block_stop", { type: "content_block_stop", index }));
    const stop = isHalted ? { stop_reason: "refusal", stop_sequence: null } : this.#stop;
    const ended = { type: "message_delta", delta: stop, usage: this.#usage };
    return (
      began +
      open.join("") +
      sse("message_delta", ended) +
      toComment(report) +
      sse("message_stop", { type: "message_stop", [REPORT_MEMBER]: report })
    );
  };

  fault = ({ message }: Fault): string =>
    sse("error", { type: "error", error: { type: "api_error", message } });
}
