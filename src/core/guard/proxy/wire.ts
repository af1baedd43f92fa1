import type { Json } from "../../canonicalJson.ts";
import type { SseEvent } from "./frame.ts";
import type { Lane, Reading, Sent } from "./lane.ts";
import type { LiveText } from "./liveText.ts";

export const PROTOCOLS = ["openai-chat", "openai-responses", "anthropic-messages"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Where the report of the guard stands in an event, an answer or an error of the protocol. Clients ignore what they do not know. */
export const REPORT_MEMBER = "assay_guard";

/**
 * An event of which only the text changes from one to the next: `value` is the text that came, `before` and `behind` are what is
 * written around what may leave of it (JSON, without the quotes).
 */
export type Repeating = {
  readonly text: LiveText;
  readonly value: string;
  readonly before: string;
  readonly behind: string;
};

/** One answer of a model as its protocol streams it. What the methods give is server-sent events, as text. */
export type WireStream = {
  /** Takes an event of the model's; gives what may leave now. Throws a `WireFault` for what the protocol does not have. */
  readonly take: (event: SseEvent) => string;
  /** The last event taken, where others like it will come. */
  readonly repeating: () => Repeating | undefined;
  readonly lanes: () => readonly Lane[];
  /** True when the model said that it is done. `isClosed`: and that it will say nothing more, by closing the connection. */
  readonly isComplete: (isClosed: boolean) => boolean;
  /** True when nothing will leave any more but the end. */
  readonly isRefused: () => boolean;
  /** The end of the answer, with what was decided in it. */
  readonly finish: (report: Json) => string;
  /** The protocol's own event for an answer that broke off. */
  readonly fault: (fault: Fault) => string;
};

export type OpenWire = (reading: Reading, sent: Sent, choices: number) => WireStream;

/** An answer that is there as a whole. */
export type Whole = {
  readonly body: { readonly [name: string]: Json };
  readonly lanes: readonly Lane[];
  readonly sent: Sent;
};

/** An error as all three protocols can say it. */
export type Fault = { readonly code: string; readonly message: string };

/** The model's side said what is not the protocol's, or that something went wrong there. */
export class WireFault extends Error {
  readonly code: string;

  constructor(message: string, code = "upstream_malformed") {
    super(message);
    this.code = code;
  }
}

/** An error that the model's side tells: its words are judged like all others. */
export function saidFault(said: Json | undefined, lane: Lane): WireFault {
  const text = typeof said === "object" && said !== null && "message" in said ? said.message : said;
  const words = typeof text === "string" ? lane.whole("error/message", text) : "";
  return new WireFault(words || "The model's side reports an error.", "upstream_error");
}

const SEPARATORS = /[\u0085\u2028\u2029]/g;

/** JSON on one line, for readers, too, that take more for an end of a line than server-sent events do. */
export const toLine = (value: Json): string =>
  JSON.stringify(value).replace(
    SEPARATORS,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** A line that every reader of events passes over. */
export const toComment = (report: Json): string => `: assay-guard ${toLine(report)}\n\n`;

export const sse = (event: string, value: Json): string =>
  event === "" ? `data: ${toLine(value)}\n\n` : `event: ${event}\ndata: ${toLine(value)}\n\n`;

export function parseData(data: string): { readonly [name: string]: Json } {
  try {
    const value = JSON.parse(data) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as { readonly [name: string]: Json };
  } catch {
    // told below
  }
  throw new WireFault("The model's stream holds something that is no JSON object.");
}
