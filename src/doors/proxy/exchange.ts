import type { IncomingMessage, ServerResponse } from "node:http";
import type { UpstreamAnswered } from "#actions/guard/connectUpstream.ts";
import { outcomeOf } from "#core/guard/proxy/report.ts";
import { guardRequest } from "#core/guard/proxy/request.ts";
import { type Fault, WireFault } from "#core/guard/proxy/wire.ts";
import { type Action, verdictOf } from "#core/guard/verdict.ts";
import { toUpstreamHeaders } from "./headers.ts";
import type { Exchange } from "./parts.ts";
import { parseObject, readBody } from "./readBody.ts";
import { answerRecord, brokenAnswer } from "./record.ts";
import { addressOf, type ProxyRoute } from "./route.ts";
import { sendFault } from "./send.ts";
import { streamAnswer } from "./streamAnswer.ts";
import { wholeAnswer } from "./wholeAnswer.ts";

/** What does not go on, and what is answered in its place. */
class Refused extends Error {
  readonly status: number;
  readonly fault: Fault;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.fault = { code, message };
  }
}

/** With the system's word for it, which tells nothing of the exchange. */
function unreached(error: unknown): Refused {
  const { code } = error as { code?: unknown };
  const why = typeof code === "string" && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : "";
  return new Refused(502, "upstream_unreachable", `The model's side cannot be reached${why}.`);
}

async function readRequest(request: IncomingMessage, most: number): Promise<Buffer> {
  const { "content-type": type = "", "content-encoding": encoding } = request.headers;
  if (!/^application\/json\b/i.test(type))
    throw new Refused(415, "content_type", "Send application/json.");
  if (encoding !== undefined && encoding !== "identity")
    throw new Refused(415, "content_encoding", "Send the request uncompressed.");
  const bytes = await readBody(request, most);
  if (bytes === undefined)
    throw new Refused(413, "too_long", `The request has more than ${most} bytes.`);
  return bytes;
}

/** A request as it may go on, where requests are read. Where something was found in it, it has a record of its own. */
function readAsked(
  { policy, parts, begun }: Exchange,
  body: NonNullable<ReturnType<typeof parseObject>>,
): { readonly body: Buffer; readonly verdict: Action } {
  const { requestAudience: audience, requestRecord, guard } = policy;
  if (audience === null || requestRecord === null) throw new Error("Requests are not read.");
  const isKept = parts.record !== null;
  const asked = guardRequest(body, { guard, audience, isKept });
  const { action, findings } = verdictOf(asked.findings);
  const isHeld = asked.body === null;
  const verdict = isHeld && action === "pass" ? "block" : action;
  const outcome = isHeld ? ("blocked" as const) : outcomeOf(verdict);
  if (verdict !== "pass") {
    const report = { verdict, outcome, findings: asked.findings, policy: requestRecord.hash };
    const { texts, output } = asked;
    const milliseconds = performance.now() - begun;
    const judged = { audience, policy: requestRecord, report, texts, output };
    parts.record?.({ ...judged, decidedBy: null, milliseconds });
  }
  if (asked.body !== null) return { body: Buffer.from(JSON.stringify(asked.body)), verdict };
  const rules = [...new Set(findings.map(({ ruleId }) => ruleId))].join(", ");
  throw new Refused(400, "content_filter", `The request may not go to this model: ${rules}.`);
}

const countOf = (value: unknown): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 1;

async function askModel(
  exchange: Exchange,
  route: ProxyRoute,
  request: IncomingMessage,
  body: Buffer | null,
): Promise<UpstreamAnswered> {
  const { policy, parts, protocol, signal } = exchange;
  const url = addressOf(policy.upstream, route.path) + route.query;
  const headers = toUpstreamHeaders(request.headers, protocol, policy.upstreamKey);
  const { silenceMs } = parts.limits;
  try {
    return await parts.ask({ method: route.method, url, headers, body, silenceMs, signal });
  } catch (error) {
    throw unreached(error);
  }
}

async function answerBy(
  exchange: Exchange,
  route: ProxyRoute,
  answer: UpstreamAnswered,
  response: ServerResponse,
): Promise<void> {
  const { "content-type": type = "", "content-encoding": encoding = "identity" } = answer.headers;
  const isOdd = encoding !== "identity" || (answer.status >= 300 && answer.status < 400);
  if (isOdd) throw new WireFault("The model's side answers what this proxy cannot read.");
  if (answer.status < 300 && /^text\/event-stream\b/i.test(type))
    return await streamAnswer(exchange, answer, response);
  return await wholeAnswer(exchange, route, answer, response);
}

/** The request as it goes on, and what is known of the exchange then. */
async function toExchange(
  given: Omit<Exchange, "choices" | "requestVerdict">,
  route: ProxyRoute,
  request: IncomingMessage,
): Promise<{ readonly exchange: Exchange; readonly body: Buffer | null }> {
  const { policy, parts } = given;
  const body = route.method === "GET" ? null : await readRequest(request, parts.limits.bodyBytes);
  const asked = body && parseObject(body);
  if (body !== null && asked === undefined)
    throw new Refused(400, "invalid_json", "The request is no JSON object.");
  const choices = countOf((asked as { n?: unknown } | null)?.n);
  const exchange: Exchange = { ...given, choices, requestVerdict: null };
  if (!asked || policy.requestAudience === null) return { exchange, body };
  const read = readAsked(exchange, asked);
  return { exchange: { ...exchange, requestVerdict: read.verdict }, body: read.body };
}

/** One request and its answer. */
export async function carryOut(
  before: Omit<Exchange, "choices" | "requestVerdict" | "record">,
  route: ProxyRoute,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let answer: UpstreamAnswered | undefined;
  const given = { ...before, record: answerRecord(before) };
  const { protocol, policy } = before;
  try {
    const { exchange, body } = await toExchange(given, route, request);
    answer = await askModel(exchange, route, request, body);
    await answerBy(exchange, route, answer, response);
  } catch (error) {
    answer?.body.destroy();
    const isFault = error instanceof WireFault;
    if (answer) given.record.put(brokenAnswer(given, isFault ? error.code : "internal"));
    const headers = { "assay-guard-policy": policy.record.hash };
    if (error instanceof Refused)
      return sendFault(response, protocol, error.status, error.fault, headers);
    if (!isFault) throw error;
    sendFault(response, protocol, 502, { code: error.code, message: error.message }, headers);
  }
}
