import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openApi } from "./client.ts";

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(answer: (n: number) => { status: number; headers?: Record<string, string> }) {
  let n = 0;
  const made = createServer((request, response) => {
    n += 1;
    const { status, headers = {} } = answer(n);
    request.resume().on("end", () => response.writeHead(status, headers).end(`answer ${n}`));
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

test("a server that asks for patience gets it, and the same bytes again", async () => {
  const url = await serve((n) =>
    n < 3 ? { status: 429, headers: { "retry-after": "0" } } : { status: 201 },
  );
  const answer = await openApi(`${url}/`, "token").postBytes("/api/reports", Uint8Array.of(1, 2));
  expect(answer).toMatchObject({ status: 201, body: "answer 3" });
});

test("a server that sends elsewhere is not followed there with the token", async () => {
  const url = await serve(() => ({ status: 302, headers: { location: "http://127.0.0.1:1/" } }));
  await expect(openApi(url, "token").get("/api/counts")).rejects.toThrow("cannot be reached");
});

test("what cannot be reached is said with its address, and without the token", async () => {
  const asked = openApi("http://127.0.0.1:1", "secret").get("/");
  await expect(asked).rejects.toThrow(/^http:\/\/127\.0\.0\.1:1 cannot be reached: .+/);
});

test("a token that was pasted wrongly is not repeated on the screen", () => {
  expect(() => openApi("http://127.0.0.1:1", "sec\nret")).toThrow(/^The token is not one of ours/);
});
