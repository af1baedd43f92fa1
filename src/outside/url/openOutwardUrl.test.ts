import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openOutwardUrl, type Resolve } from "./openOutwardUrl.ts";
import { OutwardError, outwardFetch } from "./outwardFetch.ts";
import { parseOutwardUrl } from "./outwardUrl.ts";

/** Two servers of this machine on one port: which of them is asked shows where a connection went. */
const ADDRESSES = ["127.0.0.2", "127.0.0.3"] as const;
const asked: string[] = [];
const servers: Server[] = [];
let port = 0;

const serve = (address: string, on: number) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer((request, reply) => {
      asked.push(`${address} ${request.headers.host} ${request.url}`);
      if (request.url === "/away") reply.writeHead(302, { location: "http://169.254.169.254/" });
      if (request.url === "/endless") return void reply.write("x".repeat(2_000_000));
      if (request.url === "/silent") return;
      reply.end("answered");
    });
    server.on("error", reject);
    server.listen(on, address, () => resolve(server));
  });

beforeAll(async () => {
  const first = await serve(ADDRESSES[0], 0);
  port = (first.address() as AddressInfo).port;
  servers.push(first);
  servers.push(await serve(ADDRESSES[1], port));
});
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});
beforeEach(() => {
  asked.length = 0;
});

/** A resolver that gives another answer each time, as one for rebinding does. */
const turns = (...answers: readonly (readonly string[])[]): Resolve & { count: () => number } => {
  let asked = 0;
  const resolve = async () => answers[Math.min(asked++, answers.length - 1)] ?? [];
  return Object.assign(resolve, { count: () => asked });
};

const REFUSED = [
  ["file:///etc/passwd", "url/scheme"],
  ["gopher://example.org/", "url/scheme"],
  ["ftp://example.org/", "url/scheme"],
  ["data:text/plain,x", "url/scheme"],
  ["not a url", "url/malformed"],
  ["//example.org", "url/malformed"],
  ["https://user@example.org/", "url/credentials"],
  ["https://user:secret@example.org/", "url/credentials"],
  ["http://127.0.0.1/", "url/out-of-reach"],
  ["http://127.1/", "url/out-of-reach"],
  ["http://0x7f000001/", "url/out-of-reach"],
  ["http://2130706433/", "url/out-of-reach"],
  ["http://017700000001/", "url/out-of-reach"],
  ["http://0/", "url/out-of-reach"],
  ["http://[::1]/", "url/out-of-reach"],
  ["http://[::ffff:127.0.0.1]/", "url/out-of-reach"],
  ["http://[::ffff:7f00:1]/", "url/out-of-reach"],
  ["http://169.254.169.254/latest/meta-data/", "url/out-of-reach"],
  ["http://[fd00:ec2::254]/", "url/out-of-reach"],
  ["http://１２７.０.０.１/", "url/out-of-reach"],
  ["http://localhost/", "url/out-of-reach"],
  ["http://LOCALHOST./", "url/out-of-reach"],
  ["http://printer.local/", "url/out-of-reach"],
  ["http://metadata.google.internal/", "url/out-of-reach"],
] as const;

describe("an outward URL", () => {
  test.each(REFUSED)("%s is refused (%s)", (url, code) => {
    expect(parseOutwardUrl(url)).toMatchObject({ ok: false, refusal: { code } });
  });

  test("of the public internet is taken", () => {
    expect(parseOutwardUrl("https://example.org:8443/x?y#z").ok).toBe(true);
  });

  test("whose name leads to this machine is refused, and nothing is connected", async () => {
    const url = `http://innocent.example:${port}/`;
    const opened = await openOutwardUrl(url, {}, { resolve: turns([ADDRESSES[0]]) });
    expect(opened).toMatchObject({ ok: false, refusal: { code: "url/out-of-reach" } });
    expect(asked).toEqual([]);
  });

  test("without the guard, the same address is reached: the guard is what refuses", async () => {
    const answer = await fetch(`http://${ADDRESSES[0]}:${port}/`);
    expect(await answer.text()).toBe("answered");
    expect(asked).toHaveLength(1);
  });

  test("with one private address among public ones is refused", async () => {
    const resolve = turns(["8.8.8.8", "10.0.0.1"]);
    const opened = await openOutwardUrl("http://mixed.example/", {}, { resolve });
    expect(opened).toMatchObject({ ok: false, refusal: { code: "url/out-of-reach" } });
  });

  test("with an unknown name is refused", async () => {
    const fails: Resolve = () => Promise.reject(new Error("ENOTFOUND"));
    for (const resolve of [fails, turns([])]) {
      const opened = await openOutwardUrl("http://nowhere.example/", {}, { resolve });
      expect(opened).toMatchObject({ ok: false, refusal: { code: "url/unknown-host" } });
    }
  });

  test("is resolved once and connected to that address, whatever the name answers a moment later", async () => {
    const resolve = turns([ADDRESSES[0]], [ADDRESSES[1]]);
    const url = `http://rebinding.example:${port}/here`;
    const opened = await openOutwardUrl(url, {}, { resolve, reach: "loopback" });
    if (!opened.ok) throw new Error(opened.refusal.detail);
    expect(await text(opened.value)).toBe("answered");
    expect(resolve.count()).toBe(1);
    expect(asked).toEqual([`${ADDRESSES[0]} rebinding.example:${port} /here`]);
  });

  test("that answers with a redirect is not followed", async () => {
    const url = `http://away.example:${port}/away`;
    const way = { resolve: turns([ADDRESSES[0]]), reach: "loopback" } as const;
    const opened = await openOutwardUrl(url, {}, way);
    expect(opened.ok && opened.value.statusCode).toBe(302);
    expect(asked).toHaveLength(1);
  });

  test("that does not answer is given up", async () => {
    const url = `http://silent.example:${port}/silent`;
    const way = { resolve: turns([ADDRESSES[0]]), reach: "loopback" } as const;
    const opened = await openOutwardUrl(url, { timeoutMs: 50 }, way);
    expect(opened).toMatchObject({ ok: false, refusal: { code: "url/unreachable" } });
  });
});

describe("fetching for a library", () => {
  const way = { resolve: turns([ADDRESSES[0]]), reach: "loopback" } as const;

  test("gives the answer in the Fetch API's shape", async () => {
    const answer = await outwardFetch(way)(`http://fetched.example:${port}/`);
    expect([answer.status, await answer.text()]).toEqual([200, "answered"]);
  });

  test("throws with a code where the guard refuses", async () => {
    await expect(outwardFetch()(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      name: "OutwardError",
      code: "url/out-of-reach",
    });
  });

  test("does not read an endless answer to its end", async () => {
    const answer = outwardFetch(way)(`http://endless.example:${port}/endless`);
    await expect(answer).rejects.toBeInstanceOf(OutwardError);
    await expect(answer).rejects.toMatchObject({ code: "url/too-large" });
  });
});
