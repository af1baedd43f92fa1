import type { Json } from "../canonicalJson.ts";
import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { ChatReply } from "./chat.ts";
import type { ModelProtocol } from "./endpoint.ts";
import { DIALECTS } from "./protocol.ts";
import { toSound } from "./sound.ts";
import { openSseReader } from "./sse.ts";
import { openReplyFold } from "./stream.ts";
import { readErrorText } from "./wire.ts";

/** An HTTP answer, read to its end. */
export type HttpAnswer = {
  readonly status: number;
  /** Its Content-Type; "" where it has none. */
  readonly type: string;
  readonly text: string;
};

type AnswerRefusal = Refusal<"model/status" | "model/malformed">;

const isPage = ({ type, text }: HttpAnswer): boolean =>
  /\bhtml\b/i.test(type) || /^\s*<(?:!doctype|html|head|body)\b/i.test(text);

const PAGE =
  "it is a web page, not an API. Check the address: most endpoints end in /v1, and a proxy or a login page may stand before them.";

const MOST_SHOWN = 300;

const shorten = (text: string): string => {
  const plain = text.replaceAll(/\s+/g, " ").trim();
  return plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN)}…` : plain;
};

/** `undefined` where it is no JSON, or none that can be kept. */
export function parseBody(text: string): Json | undefined {
  try {
    return toSound(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What to do about an answer that is an error. */
function remedyOf(status: number): string {
  if (status >= 300 && status < 400) return "Put the address that it leads to into the target.";
  if (status === 401 || status === 403) return "Check the key, and that it may use this model.";
  if (status === 404) return "Check the address and the name of the model.";
  if (status === 413) return "The conversation is too long for the endpoint.";
  if (status === 429) return "Ask less at a time, or later.";
  return status >= 500 ? "The fault is the endpoint's: try later." : "Check what is asked of it.";
}

function saidIn(answer: HttpAnswer): string {
  if (isPage(answer)) return PAGE;
  const said = readErrorText(parseBody(answer.text)) ?? answer.text;
  if (said.trim() === "") return "without a word.";
  const text = shorten(said);
  return `saying: ${text}${/[.!?…]$/.test(text) ? "" : "."}`;
}

export const refuseStatus = (address: string, answer: HttpAnswer): Refusal<"model/status"> => ({
  code: "model/status",
  detail: `${address} answered ${answer.status}, ${saidIn(answer)} ${remedyOf(answer.status)}`,
});

/** The events of a streamed answer as the one answer they make. */
function readStream(
  protocol: ModelProtocol,
  text: string,
): Result<unknown, Refusal<"model/malformed">> {
  const reader = openSseReader();
  const fold = openReplyFold(protocol);
  for (const event of [...reader.push(text), ...reader.end()]) fold.push(event);
  return fold.end();
}

function readBody(
  protocol: ModelProtocol,
  answer: HttpAnswer,
): Result<unknown, Refusal<"model/malformed">> {
  if (isPage(answer)) return refuse("model/malformed", PAGE);
  if (/^text\/event-stream\b/i.test(answer.type)) return readStream(protocol, answer.text);
  const body = parseBody(answer.text);
  if (body !== undefined) return ok(body);
  const said =
    answer.text.trim() === "" ? "it is empty." : `it is no JSON: ${shorten(answer.text)}`;
  return refuse("model/malformed", `${said} The endpoint may have broken off.`);
}

/** A reply, and the answer as one JSON value, whether it was streamed or not. `asked` is the length of what was sent. */
export function readAnswer(
  protocol: ModelProtocol,
  address: string,
  answer: HttpAnswer,
  asked: number,
): Result<{ readonly reply: ChatReply; readonly body: Json }, AnswerRefusal> {
  if (answer.status < 200 || answer.status >= 300)
    return { ok: false, refusal: refuseStatus(address, answer) };
  const body = readBody(protocol, answer);
  const reply = body.ok ? DIALECTS[protocol].readReply(body.value, asked) : body;
  if (body.ok && reply.ok) return ok({ reply: reply.value, body: body.value as Json });
  const why = reply.ok ? "" : reply.refusal.detail;
  return refuse("model/malformed", `The answer of ${address} cannot be read: ${why}`);
}
