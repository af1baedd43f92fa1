import type { Json } from "#core/canonicalJson.ts";
import { type HttpAnswer, parseBody, readAnswer } from "#core/models/answer.ts";
import type { Cassette } from "#core/models/cassette.ts";
import type { ModelRefusal } from "#core/models/endpoint.ts";
import { estimateRequest } from "#core/models/estimate.ts";
import { DIALECTS } from "#core/models/protocol.ts";
import { mayRetryStatus, RETRY_POLICY, type RetryPolicy } from "#core/models/retry.ts";
import { toSound } from "#core/models/sound.ts";
import { ok, type Result, refuse } from "#core/result.ts";
import { type Answer, type Call, readCall, toCassetteRequest } from "./call.ts";
import type { Cassettes } from "./cassettes.ts";
import type { OpenCeilings, Said } from "./ceilings.ts";
import { type Answered, exchange, type Fetch } from "./exchange.ts";
import { openPersistence, type Sleep, systemSleep } from "./persist.ts";

/** How the network is used. */
export type NetworkOptions = {
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 0 ≤ x < 1 */
  readonly chance: () => number;
  readonly sleep?: Sleep;
  readonly retry?: Partial<RetryPolicy>;
  /** For one attempt, to its last byte; 120,000 unless told. */
  readonly timeoutMs?: number;
  /** A longer answer is refused; 16 MiB unless told. */
  readonly mostBytes?: number;
};

const TIMEOUT_MS = 120_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** Endpoints quote keys that they do not know. */
const hideKey = (text: string, key: string | null): string =>
  key === null || key === "" ? text : text.replaceAll(key, "[key]");

/** Nothing was used where the endpoint took no work; where it may have, nobody said how much. */
function saidBy({ endpoint, body }: Call, last: Result<Answered>): Said | null {
  const unsaid = { input: null, output: null };
  if (!last.ok) return last.refusal.code === "model/unreachable" ? null : unsaid;
  if (last.value.status >= 300) return null;
  const read = readAnswer(endpoint.protocol, "", last.value, body.length);
  return read.ok ? read.value.reply.usage : unsaid;
}

/** Refusals of the request itself are kept; what time or another key may change is not. */
const mayKeepError = ({ status }: HttpAnswer): boolean =>
  !mayRetryStatus(status) && status !== 401 && status !== 403 && status >= 400;

function toCassette(
  call: Call,
  answer: HttpAnswer,
  wire: Json | null,
  latencyMs: number,
): Cassette {
  const body = wire ?? parseBody(answer.text) ?? toSound(answer.text) ?? "";
  return {
    cassette: 1,
    request: toCassetteRequest(call),
    response: {
      status: answer.status,
      // A streamed answer is kept as the one that it makes.
      type: wire === null ? answer.type : "application/json",
      body: body as Cassette["response"]["body"],
    },
    latencyMs,
  };
}

/** Over the network, with retries and within the ceilings; keeps the answer where there is a place for it. */
export function openNetwork(
  options: NetworkOptions,
  ceilings: OpenCeilings,
  cassettes: Cassettes | null,
) {
  const { fetch, now, chance, sleep = systemSleep } = options;
  const policy: RetryPolicy = { ...RETRY_POLICY, ...options.retry };
  const { persist } = openPersistence({ policy, now, chance, sleep, leftMs: ceilings.leftMs });
  const mostBytes = options.mostBytes ?? MOST_BYTES;

  const attempt = async (call: Call, isRetry: boolean): Promise<Result<Answered, ModelRefusal>> => {
    if (call.signal?.aborted) return refuse("model/cancelled", "The run was cancelled.");
    const reserved = await ceilings.reserve(estimateRequest(call.request), isRetry);
    if (!reserved.ok) return reserved;
    const wanted = call.how.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
    const { endpoint } = call;
    const last = await exchange(fetch, {
      url: call.address,
      headers: DIALECTS[endpoint.protocol].headersOf(endpoint.key),
      body: call.body,
      timeoutMs: Math.min(wanted, ceilings.leftMs()),
      mostBytes,
      signal: call.signal,
    });
    reserved.value.settle(saidBy(call, last));
    if (!last.ok && ceilings.leftMs() <= 0) return ceilings.overTime();
    if (!last.ok) return last;
    return ok({ ...last.value, text: hideKey(last.value.text, endpoint.key) });
  };

  return async (call: Call): Promise<Answer> => {
    const begun = now();
    const model = `${call.address} ${call.endpoint.model}`;
    const { last, attempts, refusedPause } = await persist(
      model,
      (isRetry) => attempt(call, isRetry),
      call.signal,
    );
    if (!last.ok) return { ok: false, refusal: withAttempts(last.refusal, attempts, refusedPause) };
    const latencyMs = Math.max(0, now() - begun);
    const answer = readCall(call, last.value, latencyMs, attempts);
    if (cassettes !== null && (answer.ok || mayKeepError(last.value))) {
      const wire = answer.ok ? answer.value.wire.response : null;
      await cassettes.keep(toCassette(call, last.value, wire, latencyMs));
    }
    return answer.ok
      ? answer
      : { ok: false, refusal: withAttempts(answer.refusal, attempts, refusedPause) };
  };
}

function withAttempts(refusal: ModelRefusal, attempts: number, pauseMs: number | null) {
  const tries = attempts > 1 ? ` (After ${attempts} attempts.)` : "";
  const pause =
    pauseMs === null
      ? ""
      : ` (It asks to wait ${Math.ceil(pauseMs / 1_000)} s, which is too long.)`;
  return { ...refusal, detail: `${refusal.detail}${tries}${pause}` };
}
