import type { Json } from "../../canonicalJson.ts";
import { isObject } from "./shape.ts";
import type { Protocol } from "./wire.ts";

type JsonObject = { readonly [name: string]: Json };

const itemOf = (value: Json | undefined, index: number): JsonObject => {
  const item = Array.isArray(value) ? (value as readonly Json[])[index] : undefined;
  return isObject(item) ? item : {};
};
const withItem = (value: Json | undefined, index: number, item: Json): Json =>
  (Array.isArray(value) ? (value as readonly Json[]) : []).map((one, i) =>
    i === index ? item : one,
  );

function inChat(body: JsonObject, index: number, text: string): JsonObject {
  const choice = itemOf(body.choices, index);
  const message = { ...(isObject(choice.message) ? choice.message : {}), content: text };
  return { ...body, choices: withItem(body.choices, index, { ...choice, message }) };
}

/** The text goes on in the blocks of text that follow: they are emptied. */
function inMessage(body: JsonObject, index: number, text: string): JsonObject {
  const blocks = Array.isArray(body.content) ? (body.content as readonly Json[]) : [];
  const isText = (block: Json | undefined) => isObject(block) && block.type === "text";
  let end = index;
  while (isText(blocks[end])) end += 1;
  const content = blocks.flatMap((block, i): Json[] => {
    if (i === index) return [{ type: "text", text }];
    return i > index && i < end ? [] : [block];
  });
  return { ...body, content };
}

function inResponse(body: JsonObject, index: number, at: number, text: string): JsonObject {
  const item = itemOf(body.output, index);
  const part = { type: "output_text", text, annotations: [] };
  const content = withItem(item.content, at, part);
  return { ...body, output: withItem(body.output, index, { ...item, content }) };
}

/**
 * The answer with another text in the place of one of its texts, named as findings name it. Undefined: the part is no text that
 * a model says to a person, and nothing else is drafted.
 */
export function replaceText(
  protocol: Protocol,
  body: JsonObject,
  part: string,
  text: string,
): JsonObject | undefined {
  const patterns: Record<Protocol, RegExp> = {
    "openai-chat": /^choices\/(\d+)\/content$/,
    "anthropic-messages": /^content\/(\d+)\/text$/,
    "openai-responses": /^output\/(\d+)\/content\/(\d+)\/text$/,
  };
  const found = patterns[protocol].exec(part);
  if (!found) return undefined;
  const [, index, at] = found.map(Number) as [number, number, number];
  if (protocol === "openai-chat") return inChat(body, index, text);
  if (protocol === "anthropic-messages") return inMessage(body, index, text);
  return inResponse(body, index, at, text);
}
