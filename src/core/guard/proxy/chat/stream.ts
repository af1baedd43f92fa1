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
import { ANNOTATIONS, ENVELOPE, FINISHES, ROLES, TEXTS, USAGE } from "./shapes.ts";
import { textsOf } from "./texts.ts";
import { ToolCalls } from "./toolCalls.ts";

type JsonObject = { readonly [name: string]: Json };
type Choice = {
  readonly index: number;
  readonly lane: Lane;
  readonly part: string;
  readonly calls: ToolCalls;
  finish: string | undefined;
};
/** The one text of an event that has nothing else. */
type Single = {
  readonly choice: Choice;
  readonly name: string;
  readonly text: LiveText;
  readonly value: string;
};

const MOST_CHOICES = 128;
const isAbsent = (value: Json | undefined): boolean => value === undefined || value === null;

/** `chat.completion.chunk` after `chat.completion.chunk`. Reasons to finish leave at the end, when everything is decided. */
export class ChatStream implements WireStream {
  readonly #reading: Reading;
  readonly #sent: Sent;
  readonly #expected: number;
  readonly #envelopeLane: Lane;
  /** Of the first chunk: later ones repeat it, so that no text hides in what changes from one to the next. */
  #envelope: JsonObject | undefined;
  readonly #choices = new Map<number, Choice>();
  #usage: Json | undefined;
  #isUsageAlone = false;
  #isDone = false;
  #single: Single | undefined;

  /** `expected`: how many choices were asked for. */
  constructor(reading: Reading, sent: Sent, expected: number) {
    this.#reading = reading;
    this.#sent = sent;
    this.#expected = expected;
    this.#envelopeLane = new Lane("envelope", reading, sent);
  }

  lanes = (): readonly Lane[] => [
    this.#envelopeLane,
    ...[...this.#choices.values()].map(({ lane }) => lane),
  ];

  /** Some servers say no [DONE]: the last reason to finish, and the end of the connection, are as good. */
  isComplete = (isClosed: boolean): boolean => {
    const choices = [...this.#choices.values()];
    const isEnough = choices.length > 0 && choices.every(({ finish }) => finish !== undefined);
    return this.#isDone || (isClosed && isEnough);
  };

  isRefused = (): boolean => {
    if (this.#envelopeLane.isHalted) return true;
    const choices = [...this.#choices.values()];
    return choices.length >= this.#expected && choices.every(({ lane }) => lane.isHalted);
  };

  repeating = (): Repeating | undefined => {
    const single = this.#single;
    if (!single || single.choice.lane.isHalted) return undefined;
    const { choice, name, text, value } = single;
    const probe = this.#chunk(choice.index, { [name]: "" });
    const at = probe.lastIndexOf('""');
    return { text, value, before: probe.slice(0, at), behind: probe.slice(at + 2) };
  };

  take = ({ data }: SseEvent): string => {
    this.#single = undefined;
    if (data.startsWith("[DONE]")) {
      this.#isDone = true;
      return [...this.#choices.values()].map((choice) => this.#settle(choice)).join("");
    }
    const chunk = parseData(data);
    if (!isAbsent(chunk.error)) throw saidFault(chunk.error, this.#envelopeLane);
    this.#envelope ??= this.#toEnvelope(chunk);
    const choices = Array.isArray(chunk.choices) ? chunk.choices.filter(isObject) : [];
    this.#takeUsage(chunk.usage, choices.length === 0);
    const out = choices.map((choice) => this.#takeChoice(choice)).join("");
    if (choices.length !== 1 || !isAbsent(chunk.usage)) this.#single = undefined;
    return this.#envelopeLane.isHalted ? "" : out;
  };

  #toEnvelope(chunk: JsonObject): JsonObject {
    const shaped = toShape(ENVELOPE, chunk, this.#envelopeLane, "chunk") as JsonObject;
    return { ...shaped, object: "chat.completion.chunk" };
  }

  #takeUsage(usage: Json | undefined, isAlone: boolean): void {
    if (usage === undefined || usage === null) return;
    this.#usage = toShape(USAGE, usage, this.#envelopeLane, "usage");
    this.#isUsageAlone = isAlone;
  }

  #chunk(index: number, delta: Json, finish: string | null = null, more: JsonObject = {}): string {
    const choices = [{ index, delta, finish_reason: finish }];
    return sse("", { ...this.#envelope, choices, ...more });
  }

  #open(index: Json | undefined): Choice {
    if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0)
      throw new WireFault("A choice of the model has no number.");
    const known = this.#choices.get(index);
    if (known) return known;
    if (this.#choices.size >= MOST_CHOICES) throw new WireFault("There are too many choices.");
    const part = `choices/${index}`;
    const lane = new Lane(part, this.#reading, this.#sent);
    const calls = new ToolCalls(lane, part);
    const choice: Choice = { index, lane, part, calls, finish: undefined };
    this.#choices.set(index, choice);
    return choice;
  }

  #takeChoice(value: JsonObject): string {
    const choice = this.#open(value.index ?? 0);
    if (choice.finish !== undefined) return "";
    const delta = isObject(value.delta) ? this.#takeDelta(choice, value.delta) : {};
    const out = Object.keys(delta).length === 0 ? "" : this.#chunk(choice.index, delta);
    if (isAbsent(value.finish_reason)) return out;
    this.#single = undefined;
    const reason = value.finish_reason as string;
    choice.finish = FINISHES.includes(reason) ? reason : "stop";
    return out + this.#settle(choice);
  }

  #takeDelta(choice: Choice, delta: JsonObject): JsonObject {
    const { lane, part, calls } = choice;
    const isFirst = ROLES.includes(delta.role as string) && this.#sent.isFirst(`role/${part}`);
    const out: Record<string, Json> = isFirst ? { role: delta.role as string } : {};
    const said = TEXTS.flatMap((name) => textsOf(delta[name]).map((value) => ({ name, value })));
    for (const { name, value } of said) {
      const text = lane.live(`${part}/${name}`);
      const released = text.push(value);
      if (released !== "" || isFirst) out[name] = `${out[name] ?? ""}${released}`;
      this.#single = { choice, name, text, value };
    }
    calls.take(delta.tool_calls);
    calls.takeFormer(delta.function_call);
    if (said.length !== 1 || !calls.isEmpty || !isAbsent(delta.annotations))
      this.#single = undefined;
    if (isAbsent(delta.annotations) || lane.isHalted) return out;
    const noted = toShape(ANNOTATIONS, delta.annotations as Json, lane, `${part}/annotations`);
    return lane.isHalted || noted === undefined ? out : { ...out, annotations: noted };
  }

  /** All texts of a choice are there: what was held and may leave. */
  #settle(choice: Choice): string {
    const { lane, index, part, calls } = choice;
    const texts = lane
      .endAll()
      .filter(([, text]) => text !== "")
      .map(([name, text]) => this.#chunk(index, { [name.slice(part.length + 1)]: text }));
    if (calls.isEmpty) return texts.join("");
    const settled = calls.settle(true);
    const mayLeave = !lane.isHalted && this.#sent.isFirst(`calls/${part}`);
    return texts.join("") + (mayLeave ? this.#chunk(index, settled) : "");
  }

  finish = (report: Json): string => {
    const isRefused = this.#envelopeLane.isHalted;
    this.#envelope = isRefused ? { object: "chat.completion.chunk" } : this.#envelope;
    const seen = [...this.#choices.values()];
    const ends = seen.map(({ index, lane, finish }) => ({
      index,
      finish: isRefused || lane.isHalted ? "content_filter" : (finish ?? "stop"),
    }));
    if (ends.length === 0) ends.push({ index: 0, finish: isRefused ? "content_filter" : "stop" });
    const usage = this.#usage === undefined ? {} : { usage: this.#usage };
    const chunks = ends.map(({ index, finish }, i) => {
      const isLast = i === ends.length - 1;
      const more = isLast ? { ...(!this.#isUsageAlone && usage), [REPORT_MEMBER]: report } : {};
      return this.#chunk(index, {}, finish, more);
    });
    if (this.#isUsageAlone) chunks.push(sse("", { ...this.#envelope, choices: [], ...usage }));
    return `${chunks.join("")}${toComment(report)}data: [DONE]\n\n`;
  };

  fault = ({ code, message }: Fault): string =>
    sse("", { error: { message, type: "assay_guard", code, param: null } });
}
