import { describe, expect, test } from "vitest";
import type { Fetch } from "#outside/models/exchange.ts";
import { holdCredentials } from "./credentials.ts";
import { SEALED_KEY, SEALED_URL, sealedFetch } from "./sealedFetch.ts";

const ENDPOINT = {
  url: "https://godwit.example/private/v1/",
  model: "spoonbill-3",
  key: "sk-ruff-81",
};

const hold = (endpoint: object = ENDPOINT) =>
  holdCredentials(Buffer.from(JSON.stringify(endpoint)));

const asked = (): Parameters<Fetch>[1] => ({
  method: "POST",
  headers: { authorization: `Bearer ${SEALED_KEY}` },
  body: JSON.stringify({ model: "Nightjar 9", messages: [] }),
  redirect: "manual",
  signal: new AbortController().signal,
});
const open = (send: Fetch, credentials = hold()) =>
  sealedFetch({ send, credentials, before: async () => {} });
const ask = (send: Fetch) => open(send)(`${SEALED_URL}/chat/completions`, asked());

describe("a request to the sealed endpoint", () => {
  test("goes to the lab's address with its name and key, and to nowhere else with them", async () => {
    const sent: unknown[] = [];
    const send: Fetch = async (url, { headers, body }) => {
      sent.push([url, headers, JSON.parse(body)]);
      return { status: 200, headers: { get: () => null }, body: null };
    };
    await ask(send);
    await open(send)("https://judge.example/v1/chat/completions", asked());
    expect(sent).toEqual([
      [
        "https://godwit.example/private/v1/chat/completions",
        { authorization: "Bearer sk-ruff-81" },
        { model: "spoonbill-3", messages: [] },
      ],
      [
        "https://judge.example/v1/chat/completions",
        { authorization: `Bearer ${SEALED_KEY}` },
        { model: "Nightjar 9", messages: [] },
      ],
    ]);
  });

  test("fails without saying where the endpoint is", async () => {
    const faults = [
      Object.assign(new Error("connect ECONNREFUSED 192.0.2.7:443"), { code: "ECONNREFUSED" }),
      new TypeError("fetch failed", {
        cause: Object.assign(new Error("getaddrinfo ENOTFOUND godwit.example"), {
          code: "ENOTFOUND",
        }),
      }),
      new Error("godwit.example hung up on sk-ruff-81"),
    ];
    const said: string[] = [];
    for (const fault of faults)
      await ask(async () => Promise.reject(fault)).catch((error: Error) =>
        said.push(error.message),
      );
    expect(said).toEqual(["ECONNREFUSED", "ENOTFOUND", "[sealed] hung up on [sealed]"]);
  });

  test("is not made once the credentials are destroyed, or without leave", async () => {
    const credentials = hold();
    const send: Fetch = async () => expect.fail("It was sent.");
    credentials.destroy();
    const at = `${SEALED_URL}/chat/completions`;
    await expect(open(send, credentials)(at, asked())).rejects.toThrow("destroyed");
    const before = async () => Promise.reject(new Error("The grant has ended."));
    const barred = sealedFetch({ send, credentials: hold(), before });
    await expect(barred(at, asked())).rejects.toThrow("The grant has ended.");
  });
});

test("credentials that cannot be used are told without being repeated", () => {
  for (const text of [
    '{"key":"sk-ruff-81"}',
    "sk-ruff-81",
    '{"url":"ftp://godwit.example"}',
    "null",
  ]) {
    const hold = () => holdCredentials(Buffer.from(text));
    expect(hold).toThrow(/^The sealed credentials/);
    expect(hold).not.toThrow(/ruff|godwit/);
  }
});

test("destroying credentials overwrites the bytes that held them", () => {
  const bytes = Buffer.from(JSON.stringify(ENDPOINT));
  holdCredentials(bytes).destroy();
  expect(bytes.every((byte) => byte === 0)).toBe(true);
});
