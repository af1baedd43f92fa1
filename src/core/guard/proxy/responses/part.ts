import type { Json } from "../../../canonicalJson.ts";
import type { LiveText } from "../liveText.ts";

type JsonObject = { readonly [name: string]: Json };

/** How the texts of an item are called: in the item's list, in the part, and in the events that bring them. */
export type TextKind = {
  readonly list: "content" | "summary";
  /** Member of the events with the number of the part. */
  readonly number: "content_index" | "summary_index";
  readonly type: string;
  readonly member: "text" | "refusal";
  readonly events: string;
  /** Of the events that open and close the part; undefined: there are none. */
  readonly part: string;
};

export const TEXT_KINDS: readonly TextKind[] = [
  {
    list: "content",
    number: "content_index",
    type: "output_text",
    member: "text",
    events: "response.output_text",
    part: "response.content_part",
  },
  {
    list: "content",
    number: "content_index",
    type: "refusal",
    member: "refusal",
    events: "response.refusal",
    part: "response.content_part",
  },
  {
    list: "content",
    number: "content_index",
    type: "reasoning_text",
    member: "text",
    events: "response.reasoning_text",
    part: "response.content_part",
  },
  {
    list: "summary",
    number: "summary_index",
    type: "summary_text",
    member: "text",
    events: "response.reasoning_summary_text",
    part: "response.reasoning_summary_part",
  },
];

/** A text of an item: the scanner it runs through, and what has left of it, which the last events repeat. */
export type Part = {
  readonly kind: TextKind;
  readonly index: number;
  readonly name: string;
  readonly text: LiveText;
  out: string;
  readonly annotations: Json[];
  isClosed: boolean;
};

export const toPartJson = ({ kind, out, annotations }: Part): JsonObject => ({
  type: kind.type,
  [kind.member]: out,
  ...(kind.type === "output_text" && { annotations: [...annotations] }),
});

export const kindOfEvents = (type: string): TextKind | undefined =>
  TEXT_KINDS.find(({ events }) => type === `${events}.delta` || type === `${events}.done`);

export const kindOfPart = (event: string, part: Json | undefined): TextKind | undefined => {
  const type = typeof part === "object" && part !== null && "type" in part ? part.type : undefined;
  return TEXT_KINDS.find((kind) => event.startsWith(`${kind.part}.`) && kind.type === type);
};
