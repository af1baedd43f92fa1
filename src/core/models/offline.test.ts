import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAnswer } from "./answer.ts";
import {
  type CassetteRequest,
  describeDifference,
  findDifferences,
  findNearest,
  toCassetteKey,
} from "./cassette.ts";
import { PLAIN_SAMPLING } from "./chat.ts";
import { estimateRequest, estimateTokens } from "./estimate.ts";
import { addressOf } from "./protocol.ts";
import { mayRetryStatus, RETRY_POLICY, readRetryAfter, toPause } from "./retry.ts";

describe("a pause", () => {
  const NOW = Date.UTC(2026, 8, 22, 9, 0, 0);

  test.each([
    ["7", 7_000],
    ["0", 0],
    ["1.5", 1_500],
    ["Tue, 22 Sep 2026 09:00:30 GMT", 30_000],
    ["Tue, 22 Sep 2026 08:00:00 GMT", 0],
    ["-3", null],
    ["soon", null],
    ["2026-09-22T09:00:30Z", null],
    ["", null],
    [null, null],
  ])("asked for as %j is %j ms", (header, expected) => {
    expect(readRetryAfter(header, NOW)).toBe(expected);
  });

  test("grows to its limit and never beyond, whatever chance says", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        (n, chance) => {
          const pause = toPause(RETRY_POLICY, n, chance);
          const whole = Math.min(RETRY_POLICY.mostMs, RETRY_POLICY.baseMs * 2 ** (n - 1));
          expect(pause).toBeGreaterThanOrEqual(Math.floor(whole / 2));
          expect(pause).toBeLessThanOrEqual(whole);
        },
      ),
    );
  });

  test("is worth it where the same request may do later", () => {
    const may = [200, 301, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 529, 600];
    expect(may.filter(mayRetryStatus)).toEqual([408, 409, 429, 500, 502, 503, 529]);
  });
});

const request = (body: CassetteRequest["body"], take = 0): CassetteRequest => ({
  protocol: "openai-chat",
  url: "http://127.0.0.1:1/v1/chat/completions",
  body,
  take,
});

describe("a cassette", () => {
  test("has one name for one request, in whatever order it is written", () => {
    expect(toCassetteKey(request({ a: 1, b: 2 }))).toBe(toCassetteKey(request({ b: 2, a: 1 })));
    expect(toCassetteKey(request({ a: 1 }))).not.toBe(toCassetteKey(request({ a: 1 }, 1)));
  });

  test("differs from itself nowhere, and from another somewhere, at a pointer that leads there", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [left, right] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))];
        expect(findDifferences(left, structuredClone(left))).toEqual([]);
        const differ = JSON.stringify(sortDeep(left)) !== JSON.stringify(sortDeep(right));
        expect(findDifferences(left, right).length > 0).toBe(differ);
      }),
    );
  });

  test("that is nearest is found, with the place where it differs", () => {
    const kept = [
      request({ model: "m", messages: [{ content: "You are a short cook." }], seed: 2 }),
      request({ model: "m", messages: [{ content: "You are a kind cook." }] }),
      request({ model: "m", messages: [{ content: "Quite another thing." }] }),
    ].map((one, place) => ({ place, request: one }));
    const asked = request({ model: "m", messages: [{ content: "You are a kind clerk." }] });
    const nearest = findNearest(asked, kept);
    expect(nearest?.held.place).toBe(1);
    const [first] = nearest?.differences ?? [];
    expect(first && describeDifference(first)).toBe(
      '/body/messages/0/content: now …"are a kind clerk.", there …"are a kind cook."',
    );
    expect(findNearest(asked, [])).toBeNull();
  });
});

function sortDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortDeep);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { members: entries.map(([name, held]) => [name, sortDeep(held)]) };
}

describe("an answer that is none", () => {
  const read = (status: number, type: string, text: string) => {
    const answer = readAnswer("openai-chat", "http://x/v1", { status, type, text }, 0);
    if (answer.ok) throw new Error("It was read.");
    return answer.refusal;
  };
  test.each([
    ["a page", 200, "text/html", "<!doctype html><p>Log in</p>", "model/malformed", "/v1"],
    ["a page of another name", 200, "text/plain", " <html>", "model/malformed", "web page"],
    ["half a JSON", 200, "application/json", '{"choices": [{"me', "model/malformed", "broken off"],
    ["nothing", 200, "application/json", "", "model/malformed", "it is empty"],
    ["of another API", 200, "application/json", '{"data":[]}', "model/malformed", "/choices/0"],
    ["a broken stream", 200, "text/event-stream", "data: {}\n\n", "model/malformed", "broke off"],
    ["a wrong key", 401, "application/json", '{"error":{"message":"No."}}', "model/status", "key"],
    ["a wrong path", 404, "text/html", "<html>", "model/status", "address"],
    ["a redirect", 302, "", "", "model/status", "leads to"],
    ["an outage", 503, "", "", "model/status", "later"],
  ])("such as %s is refused with its remedy", (_, status, type, text, code, says) => {
    const refusal = read(status, type, text);
    expect(refusal).toMatchObject({ code });
    expect(refusal.detail).toContain(says);
    expect(refusal.detail).toContain("http://x/v1");
  });
});

describe("an estimate", () => {
  test("counts a token for about four bytes", () => {
    expect(estimateTokens("")).toBe(0);
    expect(estimateTokens("abcdefgh")).toBe(2);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(estimateTokens(text)).toBe(Math.ceil(new TextEncoder().encode(text).length / 4));
      }),
    );
    const content = "a".repeat(400);
    const asked = {
      messages: [{ role: "user" as const, content }],
      tools: [],
      answerSchema: null,
      sampling: { ...PLAIN_SAMPLING, maxTokens: 50 },
    };
    expect(estimateRequest(asked)).toEqual({ input: 104, output: 50 });
  });
});

test("an address gets the protocol's path once", () => {
  const of = (url: string) => addressOf({ protocol: "openai-chat", url });
  expect(of("http://x/v1/")).toBe("http://x/v1/chat/completions");
  expect(of("http://x/v1?version=2")).toBe("http://x/v1/chat/completions?version=2");
  expect(of("http://x/v1/chat/completions")).toBe("http://x/v1/chat/completions");
});
