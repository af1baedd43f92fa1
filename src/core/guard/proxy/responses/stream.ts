import type { Json } from "../../../canonicalJson.ts";
import type { SseEvent } from "../frame.ts";
import { Lane, type Reading, type Sent } from "../lane.ts";
import { isObject, toShape } from "../shape.ts";
import {
  type Fault,
  parseData,
  REPORT_MEMBER,
  saidFault,
  sse,
  toComment,
  WireFault,
  type WireStream,
} from "../wire.ts";
import { closeItem, type Item, openItem } from "./item.ts";
import { kindOfEvents, kindOfPart, type Part, type TextKind, toPartJson } from "./part.ts";
import { ANNOTATION, ENVELOPE } from "./shapes.ts";
import { toCallEvents } from "./toCallEvents.ts";

type JsonObject = { readonly [name: string]: Json };
const BEGINS = ["response.created", "response.queued", "response.in_progress"];
const ENDS = ["response.completed", "response.incomplete", "response.failed"];
const MOST_ITEMS = 4_096;
const MOST_PARTS = 1_024;
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/**
 * `response.created` to `response.completed`. Events that repeat a text say what has left of it; events of a tool's progress,
 * which say nothing that its item does not, are left out; events are numbered anew.
 */
export class ResponsesStream implements WireStream {
  readonly #lane: Lane;
  readonly #sent: Sent;
  readonly #items = new Map<number, Item>();
  #envelope: JsonObject | undefined;
  #end: string | undefined;

  constructor(reading: Reading, sent: Sent) {
    this.#lane = new Lane("response", reading, sent);
    this.#sent = sent;
  }

  lanes = (): readonly Lane[] => [this.#lane];
  isComplete = (): boolean => this.#end !== undefined;
  isRefused = (): boolean => this.#lane.isHalted;
  repeating = (): undefined => undefined;

  take = ({ data }: SseEvent): string => {
    if (data.startsWith("[DONE]")) return "";
    const event = parseData(data);
    const type = textOf(event.type);
    if (BEGINS.includes(type)) return this.#begin(type, event.response ?? null);
    if (ENDS.includes(type)) return this.#complete(type, event.response ?? null);
    if (type === "error" || (type === "" && isObject(event.error)))
      throw saidFault(event.error ?? event.message, this.#lane);
    if (type === "response.output_item.added") return this.#add(event);
    if (type === "response.output_item.done") return this.#done(event);
    if (type === "response.output_text.annotation.added") return this.#annotate(event);
    const kind = kindOfEvents(type) ?? kindOfPart(type, event.part);
    return kind ? this.#takeText(kind, event, type) : "";
  };

  #emit(key: string, type: string, value: JsonObject): string {
    if (this.#lane.isHalted || !this.#sent.isFirst(key)) return "";
    return this.#say(type, value);
  }

  #say(type: string, value: JsonObject): string {
    const sequence_number = this.#sent.number;
    this.#sent.number += 1;
    return sse(type, { type, ...value, sequence_number });
  }

  #begin(type: string, response: Json): string {
    this.#takeEnvelope(response);
    return this.#emit(type, type, { response: { ...this.#envelope, output: [] } });
  }

  #takeEnvelope(response: Json): void {
    if (this.#lane.isHalted && this.#envelope) return;
    const shaped = toShape(ENVELOPE, response, this.#lane, "response");
    if (!isObject(shaped)) return;
    const id = this.#envelope?.id ?? shaped.id ?? "";
    this.#envelope = { ...shaped, id, object: "response" };
  }

  #open(event: JsonObject, value: JsonObject): Item | undefined {
    const index = event.output_index;
    if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0)
      throw new WireFault("An item of the model's answer has no number.");
    const known = this.#items.get(index);
    if (known) return known;
    if (this.#items.size >= MOST_ITEMS) throw new WireFault("There are too many items.");
    const item = openItem(value, index, this.#lane);
    if (item) this.#items.set(index, item);
    return item;
  }

  #add(event: JsonObject): string {
    const item = isObject(event.item) ? this.#open(event, event.item) : undefined;
    if (!item?.begun) return "";
    const value = { output_index: item.index, item: item.begun };
    return this.#emit(`add/${item.name}`, "response.output_item.added", value);
  }

  #part(kind: TextKind, event: JsonObject): { item: Item; part: Part } | undefined {
    const item = this.#items.get(event.output_index as number);
    const index = event[kind.number];
    if (!item?.begun || typeof index !== "number" || !Number.isSafeInteger(index) || index < 0)
      return undefined;
    const key = `${kind.list}/${index}/${kind.type}`;
    const known = item.parts.get(key);
    if (known) return { item, part: known };
    if (item.parts.size >= MOST_PARTS) throw new WireFault("There are too many parts.");
    const name = `${item.name}/${kind.list}/${index}/${kind.member}`;
    const text = kind.type === "output_text" ? this.#lane.prose(name) : this.#lane.live(name);
    const out = this.#sent.texts.get(name) ?? "";
    const part: Part = { kind, index, name, text, out, annotations: [], isClosed: false };
    item.parts.set(key, part);
    return { item, part };
  }

  #place({ begun, index }: Item, part: Part): JsonObject {
    const id = begun?.id;
    return {
      ...(id !== undefined && { item_id: id }),
      output_index: index,
      [part.kind.number]: part.index,
    };
  }

  #takeText(kind: TextKind, event: JsonObject, type: string): string {
    const found = this.#part(kind, event);
    if (!found) return "";
    const { item, part } = found;
    const opened = this.#openPart(item, part);
    if (type.endsWith(".delta")) return opened + this.#push(item, part, textOf(event.delta));
    if (type.endsWith(".added")) return opened;
    const given = isObject(event.part) ? event.part[kind.member] : event[kind.member];
    return opened + this.#closePart(item, part, textOf(given));
  }

  #openPart(item: Item, part: Part): string {
    const { name, kind } = part;
    const empty = toPartJson({ ...part, out: "", annotations: [] });
    const value = { ...this.#place(item, part), part: empty };
    return this.#emit(`open/${name}`, `${kind.part}.added`, value);
  }

  #push(item: Item, part: Part, text: string): string {
    return text === "" ? "" : this.#release(item, part, part.text.push(text));
  }

  #release(item: Item, part: Part, released: string): string {
    if (released === "") return "";
    part.out += released;
    const { kind } = part;
    const logprobs = kind.type === "output_text" ? { logprobs: [] } : {};
    const value = { ...this.#place(item, part), delta: released, ...logprobs };
    return this.#say(`${kind.events}.delta`, value);
  }

  /** `given`: the whole text as the model's side repeats it; it is read only where nothing of it came before. */
  #closePart(item: Item, part: Part, given: string): string {
    if (part.isClosed) return "";
    part.isClosed = true;
    const late = part.text.isQuiet ? this.#push(item, part, given) : "";
    const rest = late + this.#release(item, part, part.text.end());
    const { kind, name } = part;
    const place = this.#place(item, part);
    return (
      rest +
      this.#emit(`text/${name}`, `${kind.events}.done`, { ...place, [kind.member]: part.out }) +
      this.#emit(`close/${name}`, `${kind.part}.done`, { ...place, part: toPartJson(part) })
    );
  }

  #annotate(event: JsonObject): string {
    const kind = kindOfEvents("response.output_text.delta");
    const found = kind && this.#part(kind, event);
    if (!found || event.annotation === undefined) return "";
    const { item, part } = found;
    const where = `${part.name}/annotations`;
    const annotation = toShape(ANNOTATION, event.annotation, this.#lane, where);
    if (annotation === undefined || this.#lane.isHalted) return "";
    part.annotations.push(annotation);
    const annotation_index = part.annotations.length - 1;
    const value = { ...this.#place(item, part), annotation_index, annotation };
    const key = `note/${part.name}/${annotation_index}`;
    return this.#emit(key, "response.output_text.annotation.added", value);
  }

  #done(event: JsonObject): string {
    const value = isObject(event.item) ? event.item : {};
    const item = this.#open(event, value);
    if (!item || item.done) return "";
    const texts = [...item.parts.values()].map((part) => this.#closePart(item, part, ""));
    const done = closeItem(item, value, this.#lane);
    if (this.#lane.isHalted) return texts.join("");
    item.done = done;
    const out = item.begun === undefined ? this.#tellWhole(item, done) : "";
    const last = { output_index: item.index, item: done };
    return (
      texts.join("") + out + this.#emit(`done/${item.name}`, "response.output_item.done", last)
    );
  }

  /** What was held until it was complete is told the way it would have come. */
  #tellWhole(item: Item, done: JsonObject): string {
    return toCallEvents(item, done)
      .map(({ type, value }) => this.#emit(`${type}/${item.name}`, type, value))
      .join("");
  }

  #complete(type: string, response: Json): string {
    this.#takeEnvelope(response);
    const output = isObject(response) && Array.isArray(response.output) ? response.output : [];
    const out = output.map((item, output_index) => this.#done({ item, output_index })).join("");
    this.#end = type;
    return out;
  }

  finish = (report: Json): string => {
    const { isHalted } = this.#lane;
    const output = [...this.#items.values()]
      .sort((a, b) => a.index - b.index)
      .flatMap((item) => this.#outputOf(item));
    const cut = {
      status: "incomplete",
      error: null,
      incomplete_details: { reason: "content_filter" },
    };
    const base = { id: "", object: "response", ...this.#envelope, ...(isHalted && cut) };
    const response = { ...base, output, [REPORT_MEMBER]: report };
    const type = isHalted ? "response.incomplete" : (this.#end ?? "response.completed");
    return toComment(report) + this.#say(type, { response });
  };

  /** Under a block: what has left, and no more. */
  #outputOf(item: Item): JsonObject[] {
    if (item.done && !this.#lane.isHalted) return [item.done];
    if (!this.#lane.isHalted && !item.begun) return [];
    if (item.done && this.#sent.once.has(`done/${item.name}`)) return [item.done];
    if (!item.begun || !this.#sent.once.has(`add/${item.name}`)) return [];
    const list = item.type === "message" ? "content" : "summary";
    const parts = [...item.parts.values()].filter(({ kind }) => kind.list === list);
    const status = item.type === "message" ? { status: "incomplete" } : {};
    return [{ ...item.begun, [list]: parts.map(toPartJson), ...status }];
  }

  fault = ({ code, message }: Fault): string => this.#say("error", { code, message, param: null });
}
