import type { Json } from "../canonicalJson.ts";
import type { ChatReply } from "./chat.ts";
import { toOpenAiReply } from "./openAiReply.ts";
import type { SseEvent } from "./sse.ts";
import { itemsOf, joinText, type Members, membersOf, textOf } from "./wire.ts";

type OpenCall = { id: string; name: string; arguments: string };

/** A call's id and name come once; its arguments in pieces. Servers that leave out the index send whole calls. */
function takeCall(calls: Map<number, OpenCall>, wire: unknown): void {
  const { index, id, function: called } = membersOf(wire);
  const { name, arguments: written } = membersOf(called);
  const place = typeof index === "number" ? index : calls.size;
  const call = calls.get(place) ?? { id: "", name: "", arguments: "" };
  call.id ||= textOf(id);
  call.name ||= textOf(name);
  call.arguments += typeof written === "object" ? JSON.stringify(written ?? {}) : textOf(written);
  calls.set(place, call);
}

export function openOpenAiAssembly() {
  const calls = new Map<number, OpenCall>();
  let [content, refusal] = ["", ""];
  let finish: unknown = null;
  let model: unknown;
  let usage: unknown;
  return {
    take: (piece: Members): void => {
      model ??= piece.model;
      usage = piece.usage ?? usage;
      const choice = membersOf(
        itemsOf(piece.choices).find((one) => (membersOf(one).index ?? 0) === 0),
      );
      const delta = membersOf(choice.delta);
      content += joinText(delta.content);
      refusal += textOf(delta.refusal);
      for (const call of itemsOf(delta.tool_calls)) takeCall(calls, call);
      finish = choice.finish_reason ?? finish;
    },
    isFinished: (): boolean => finish !== null,
    toWire: (): Members => ({
      model,
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content,
            ...(refusal === "" ? {} : { refusal }),
            tool_calls: [...calls.entries()]
              .sort(([a], [b]) => a - b)
              .map(([, { id, ...called }]) => ({ id, type: "function", function: called })),
          },
          finish_reason: finish,
        },
      ],
      usage,
    }),
  };
}

const event = (data: Json): SseEvent => ({ event: "message", data: JSON.stringify(data) });

/** The server's side: an answer in pieces of about `size` UTF-16 units, and the end mark. */
export function toOpenAiEvents(reply: ChatReply, id: string, size = 16): SseEvent[] {
  const whole = toOpenAiReply(reply, id) as Members;
  const finish = membersOf(itemsOf(whole.choices)[0]).finish_reason as Json;
  const chunk = (delta: Json, finish_reason: Json = null): SseEvent =>
    event({
      id,
      object: "chat.completion.chunk",
      created: 0,
      model: reply.model ?? "unknown",
      choices: [{ index: 0, delta, finish_reason }],
    });
  const calls = reply.toolCalls.flatMap(({ id: call, name, arguments: written }, index) => [
    chunk({
      tool_calls: [{ index, id: call, type: "function", function: { name, arguments: "" } }],
    }),
    ...cut(written, size).map((piece) =>
      chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
    ),
  ]);
  const usage =
    whole.usage === undefined ? [] : [event({ id, choices: [], usage: whole.usage as Json })];
  return [
    chunk({ role: "assistant", content: "" }),
    ...cut(reply.content, size).map((content) => chunk({ content })),
    ...calls,
    chunk({}, finish),
    ...usage,
    { event: "message", data: "[DONE]" },
  ];
}

/** Pieces of a text, none of which begins or ends within a character. */
export function cut(text: string, size: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of text) {
    piece += character;
    if (piece.length >= size) {
      pieces.push(piece);
      piece = "";
    }
  }
  return piece === "" ? pieces : [...pieces, piece];
}
