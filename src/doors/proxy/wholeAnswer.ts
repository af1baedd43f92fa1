import type { ServerResponse } from "node:http";
import type { UpstreamAnswered } from "#actions/guard/connectUpstream.ts";
import { GuardedWhole } from "#core/guard/proxy/guardedWhole.ts";
import { guardPlain } from "#core/guard/proxy/plain.ts";
import { SPEECHES } from "#core/guard/proxy/protocols.ts";
import { replaceText } from "#core/guard/proxy/replaceText.ts";
import { toHeaders } from "#core/guard/proxy/report.ts";
import { guardError } from "#core/guard/proxy/upstreamError.ts";
import { type Fault, WireFault } from "#core/guard/proxy/wire.ts";
import { askAbout, type Decided } from "./escalation.ts";
import { toClientHeaders } from "./headers.ts";
import { type Exchange, mayAsk, readingOf, standingHeaders } from "./parts.ts";
import { parseObject, readBody } from "./readBody.ts";
import { otherAnswer } from "./record.ts";
import type { ProxyRoute } from "./route.ts";
import { sendJson } from "./send.ts";

type JsonObject = NonNullable<ReturnType<typeof parseObject>>;
const BROKEN: Fault = {
  code: "upstream_broken",
  message: "The model's side broke off, or answered what is not its protocol's.",
};

/** An answer that came in one piece, to the client. Throws a `WireFault` where it is none. */
export async function wholeAnswer(
  exchange: Exchange,
  route: ProxyRoute,
  answer: UpstreamAnswered,
  response: ServerResponse,
): Promise<void> {
  const { parts, policy, protocol } = exchange;
  const bytes = await readBody(answer.body, parts.limits.bodyBytes).catch(() => undefined);
  const body = bytes && parseObject(bytes);
  const reading = readingOf(exchange);
  const headers = { ...toClientHeaders(answer.headers, reading), ...standingHeaders(exchange) };
  if (answer.status < 400 && body === undefined) throw new WireFault(BROKEN.message, BROKEN.code);
  if (answer.status >= 400 || !body || route.plain) {
    const said =
      answer.status < 400 && route.plain && body
        ? guardPlain(route.plain, body, reading)
        : guardError(protocol, answer.status, body, reading);
    const judged = otherAnswer(said, exchange);
    const status = answer.status < 400 ? 200 : answer.status;
    sendJson(response, status, said.body, { ...headers, ...toHeaders(judged.report) });
    exchange.record.put(judged);
    return;
  }
  const { whole } = SPEECHES[protocol];
  const asks = mayAsk(exchange);
  const options = { read: whole, reading, policy: policy.record.hash, mayAsk: asks };
  const guarded = new GuardedWhole(body, options);
  let by: Decided["by"] = null;
  try {
    by = await settle(exchange, guarded, body);
    sendJson(response, 200, guarded.body(), { ...headers, ...toHeaders(guarded.report()) });
  } finally {
    const [report, texts] = [guarded.report(), guarded.held()];
    exchange.record.put({ report, texts, output: guarded.left(), decidedBy: by });
  }
}

/** What is held is drafted anew where that may help, else decided by a person. */
async function settle(
  exchange: Exchange,
  guarded: GuardedWhole,
  body: JsonObject,
): Promise<Decided["by"]> {
  if (await drafted(exchange, guarded, body)) return null;
  if (!guarded.isWaiting) return null;
  const decided = await askAbout(exchange, guarded.held(), guarded.report().findings);
  if (decided.kind === "held") guarded.refuse(decided.outcome, decided.reason);
  else guarded.release(decided.reading, decided.how === "as-is" ? "released" : "rewritten");
  return decided.by;
}

/** True where a model's drafts stand for all texts that were held, and the answer with them may leave. */
async function drafted(
  exchange: Exchange,
  guarded: GuardedWhole,
  body: JsonObject,
): Promise<boolean> {
  const { parts, policy, protocol, signal } = exchange;
  const { verdict, findings } = guarded.report();
  if (!parts.draft || (verdict !== "escalate" && verdict !== "block")) return false;
  const held = findings.filter(({ action }) => action !== "rewrite");
  let now: JsonObject | undefined = body;
  for (const part of new Set(held.map((finding) => finding.part))) {
    const text = guarded.held().get(part);
    const own = findings.filter((finding) => finding.part === part);
    if (text === undefined) return false;
    const draft = await parts.draft({ text, findings: own, policy }, signal);
    if (!draft.ok) return false;
    now = now && (replaceText(protocol, now, part, draft.value) as JsonObject | undefined);
  }
  return now !== undefined && guarded.replace(now);
}
