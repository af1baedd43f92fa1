import type { Json } from "../../canonicalJson.ts";
import { Lane, type PartFinding, type Reading, Sent } from "./lane.ts";
import { isObject } from "./shape.ts";

type JsonObject = { readonly [name: string]: Json };

/** The name of a model, which is its maker's own. */
const MODEL = /^[\w.:/@-]{1,120}$/;
/** Deeper requests no model takes. */
const DEEPEST = 64;
/** Figures of more digits may be somebody's. */
const LONGEST_NUMBER = 6;
/** Parts of a message that nobody here can read: pictures, sound, files. */
const UNREAD =
  /^(?:image|image_url|input_image|input_audio|audio|video_url|input_video|file|input_file|document|container_upload|computer_screenshot)$/;

export type GuardedRequest = {
  /** What may be sent; null where nothing may. */
  readonly body: JsonObject | null;
  readonly findings: readonly PartFinding[];
  /** Texts in which something was found, by part, as they came and as they may be sent; where they are kept. */
  readonly texts: ReadonlyMap<string, string>;
  readonly output: ReadonlyMap<string, string>;
};

/** A document of plain text can be read. */
const isReadable = ({ source }: JsonObject): boolean =>
  isObject(source) && (source.type === "text" || source.type === "content");

class Walk {
  readonly sent = new Sent();
  readonly lane: Lane;

  constructor(reading: Reading) {
    this.lane = new Lane("request", reading, this.sent);
  }

  value(value: Json, name: string, part: string, depth: number): Json {
    if (typeof value === "string") return this.#text(value, name, part);
    if (typeof value === "number") return this.#number(value, part);
    if (typeof value !== "object" || value === null) return value;
    if (depth > DEEPEST) {
      this.lane.refuse(part);
      return null;
    }
    if (Array.isArray(value))
      return value.map((item, i) => this.value(item, name, `${part}/${i}`, depth + 1));
    return this.#members(value as JsonObject, part, depth);
  }

  #members(value: JsonObject, part: string, depth: number): Json {
    const { type } = value;
    if (typeof type === "string" && UNREAD.test(type) && !isReadable(value)) this.lane.refuse(part);
    return Object.fromEntries(
      Object.entries(value).map(([member, item]) => [
        this.lane.label(part, member),
        this.value(item, member, part === "" ? member : `${part}/${member}`, depth + 1),
      ]),
    );
  }

  #text(text: string, name: string, part: string): string {
    if (part === "model" && MODEL.test(text)) return text;
    return name === "arguments" ? this.lane.argument(part, text) : this.lane.whole(part, text);
  }

  /** A number cannot be rewritten: it is sent as it is, or nothing is. */
  #number(value: number, part: string): number {
    const text = String(value);
    const isShort = text.replace(/\D/g, "").length <= LONGEST_NUMBER;
    if (!isShort && this.lane.whole(part, text) !== text) this.lane.refuse(part);
    return value;
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
  return {
    body: isHeld ? null : (out as JsonObject),
    findings: walk.lane.findings(),
    texts: walk.lane.texts(),
    output: isHeld ? new Map<string, string>() : walk.sent.texts,
  };
}
