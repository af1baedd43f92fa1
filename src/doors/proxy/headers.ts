import type { IncomingHttpHeaders } from "node:http";
import { evaluateText } from "#core/guard/evaluateText.ts";
import type { Reading } from "#core/guard/proxy/lane.ts";
import type { Protocol } from "#core/guard/proxy/wire.ts";

/** What goes on to the model's side. Everything else, above all what is about this one connection, stays here. */
const ASKED = [
  "accept",
  "authorization",
  "x-api-key",
  "anthropic-version",
  "anthropic-beta",
  "openai-organization",
  "openai-project",
  "openai-beta",
  "idempotency-key",
  "user-agent",
];

/** What comes back: figures and ids. */
const ANSWERED =
  /^(?:retry-after|retry-after-ms|x-should-retry|x-request-id|request-id|openai-processing-ms|(?:x|anthropic)-ratelimit-[a-z-]+)$/;
const FIGURE = /^[\w.:+-]{1,80}$/;

/**
 * The key that the caller shows; undefined: two different ones. One could choose how the answer is guarded, and the other
 * pay for it.
 */
export function keyOf({
  authorization,
  "x-api-key": apiKey,
}: IncomingHttpHeaders): string | null | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (typeof apiKey !== "string") return bearer ?? null;
  return bearer === undefined || bearer === apiKey ? apiKey : undefined;
}

/** `key`: what is shown to the model's side in place of the caller's own; null: the caller's. */
export function toUpstreamHeaders(
  headers: IncomingHttpHeaders,
  protocol: Protocol,
  key: string | null,
): Record<string, string> {
  const out: Record<string, string> = { "accept-encoding": "identity" };
  for (const name of ASKED) {
    const value = headers[name];
    if (typeof value === "string") out[name] = value;
  }
  if (headers["content-type"] !== undefined) out["content-type"] = "application/json";
  if (key === null) return out;
  delete out.authorization;
  delete out["x-api-key"];
  const isAnthropic = protocol === "anthropic-messages";
  return isAnthropic ? { ...out, "x-api-key": key } : { ...out, authorization: `Bearer ${key}` };
}

/** Headers say something, too: only short figures and ids that have no finding come through. */
export function toClientHeaders(
  headers: Readonly<Record<string, string | undefined>>,
  { guard, audience }: Reading,
): Record<string, string> {
  const pairs = Object.entries(headers).filter(
    (pair): pair is [string, string] =>
      ANSWERED.test(pair[0]) &&
      FIGURE.test(pair[1] ?? "") &&
      evaluateText(pair[1] ?? "", audience, guard).action === "pass",
  );
  return Object.fromEntries(pairs);
}
