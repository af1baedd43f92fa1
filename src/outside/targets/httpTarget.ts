import type { Json } from "#core/canonicalJson.ts";
import type { Price } from "#core/evaluation/run/budget.ts";
import {
  type PlainReply,
  readPlainReply,
  toPlainQuestion,
} from "#core/evaluation/target/plainTarget.ts";
import { type HttpAnswer, parseBody, refuseStatus } from "#core/models/answer.ts";
import { RETRY_POLICY, type RetryPolicy } from "#core/models/retry.ts";
import { ok, type Result, refuse } from "#core/result.ts";
import { type ExchangeRefusal, exchange, type Fetch, plainAddress } from "../models/exchange.ts";
import { openPersistence, systemSleep } from "../models/persist.ts";
import { toTargetReply } from "./plainReply.ts";
import type { Target, TargetRefusal } from "./target.ts";

export type HttpTarget = {
  readonly url: string;
  readonly key: string | null;
  readonly isTraced: boolean;
  readonly price: Price | null;
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly chance: () => number;
  readonly retries?: RetryPolicy;
};

const MOST_BYTES = 20_000_000;

const CODES: Readonly<Record<ExchangeRefusal["code"], TargetRefusal["code"]>> = {
  "model/unreachable": "target/unreachable",
  "model/timeout": "target/timeout",
  "model/malformed": "target/malformed",
  "model/cancelled": "target/cancelled",
};

/** A service of `POST {message, history}`. It remembers nothing: each question carries the conversation. */
export function openHttpTarget(target: HttpTarget): Target {
  const { url, key, isTraced, price, timeoutMs, fetch, now, chance } = target;
  const { persist } = openPersistence({
    policy: target.retries ?? RETRY_POLICY,
    now,
    chance,
    sleep: systemSleep,
    leftMs: () => Number.POSITIVE_INFINITY,
  });
  const headers = key === null ? {} : { authorization: `Bearer ${key}` };
  const address = plainAddress(url);

  const openSession: Target["openSession"] = async () => ({
    answer: async (messages, _tools, signal) => {
      const question = toPlainQuestion(messages);
      const body = JSON.stringify(question);
      const begun = performance.now();
      const asked = { url, headers, body, timeoutMs, mostBytes: MOST_BYTES, signal };
      const { last, attempts } = await persist(url, () => exchange(fetch, asked), signal);
      if (!last.ok) return refuse(CODES[last.refusal.code], last.refusal.detail);
      const latencyMs = performance.now() - begun;
      const read = readAnswer(address, last.value);
      if (!read.ok) return read;
      const { reply, response, status } = read.value;
      const raw = { request: question, response, status, attempts, latencyMs };
      return ok(toTargetReply(reply, { isTraced, price, latencyMs, raw }));
    },
    close: async () => {},
  });
  return { isTraced, openSession, close: async () => {} };
}

/** An answer of the service, or why it is none, with what to do. */
function readAnswer(
  address: string,
  answer: HttpAnswer,
): Result<
  { readonly reply: PlainReply; readonly response: Json; readonly status: number },
  TargetRefusal
> {
  const { status, text, type } = answer;
  if (status < 200 || status > 299)
    return refuse("target/refused", refuseStatus(address, answer).detail);
  const response = parseBody(text);
  if (response === undefined) {
    const what = /html/i.test(type) ? "a web page" : "something that is no JSON";
    return refuse(
      "target/malformed",
      `${address} answered ${what}, beginning ${JSON.stringify(text.slice(0, 80))}. Check the address: it must answer {"reply": "…"}.`,
    );
  }
  const read = readPlainReply(response);
  if (!read.ok) return refuse(read.refusal.code, `${address}: ${read.refusal.detail}`);
  return ok({ reply: read.value, response, status });
}
