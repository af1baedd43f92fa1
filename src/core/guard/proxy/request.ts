import type { Json } from "../../canonicalJson.ts";
import { Lane, type PartFinding, type Reading, Sent } from "./lane.ts";
import { isObject } from "./shape.ts";

type JsonObject = { readonly [name: string]: Json };

/** Members whose texts are words of the protocol, never of a person or a document. */
const WORDS = new Set(["role", "type", "model", "object", "stream", "service_tier", "tool_choice"]);
/** Deeper requests no model takes. */
const DEEPEST = 64;

export type GuardedRequest = {
  /** What may be sent; null where nothing may. */
  readonly body: JsonObject | null;
  readonly findings: readonly PartFinding[];
};

class Walk {
  readonly lane: Lane;

  constructor(reading: Reading) {
    this.lane = new Lane("request", reading, new Sent());
  }

  value(value: Json, name: string, part: string, depth: number): Json {
    if (typeof value === "string") return this.#text(value, name, part);
    if (typeof value !== "object" || value === null) return value;
    if (depth > DEEPEST) {
      this.lane.halt();
      return null;
    }
    if (Array.isArray(value))
      return value.map((item, i) => this.value(item, name, `${part}/${i}`, depth + 1));
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([member, item]) => [
        this.lane.label(part, member),
        this.value(item, member, part === "" ? member : `${part}/${member}`, depth + 1),
      ]),
    );
  }

  #text(text: string, name: string, part: string): string {
    if (WORDS.has(name) && /^[\w.:/-]{1,80}$/.test(text)) return text;
    return name === "arguments" ? this.lane.argument(part, text) : this.lane.whole(part, text);
  }
}

/**
 * What is asked of a model, read for the audience that the model's maker is. Nothing is left out, since a request has to mean
 * what it meant; each of its strings is judged as a whole.
 */
export function guardRequest(body: JsonObject, reading: Reading): GuardedRequest {
  const walk = new Walk(reading);
  const out = walk.value(body, "", "", 0);
  const isHeld = walk.lane.isHalted || !isObject(out);
  return { body: isHeld ? null : (out as JsonObject), findings: walk.lane.findings() };
}
