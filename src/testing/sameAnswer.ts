import type { Reply } from "./app.ts";

/** An answer without what names this one request: two that are alike tell the same. */
export function sameAnswer({ status, headers, body }: Reply) {
  const { date: _, "x-request-id": __, "content-security-policy": ___, ...rest } = headers;
  const { "x-ratelimit-remaining": ____, "x-ratelimit-reset": _____, ...same } = rest;
  if (typeof body !== "object" || body === null) return { status, headers: same, body };
  const { instance: ______, ...problem } = body as Record<string, unknown>;
  return { status, headers: same, body: problem };
}
