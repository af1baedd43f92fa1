import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { parseContentDigest } from "#core/sealed/contentDigest.ts";
import { isRewrap, readEnvelope } from "#core/sealed/envelope.ts";
import { readManifest, toDigest, toHex } from "#core/sealed/manifest.ts";
import { parseRange, toContentRange } from "#core/sealed/range.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { openSealedStore, type SealedStore } from "#outside/sealed/sealedStore.ts";

type Item = {
  readonly id: string;
  readonly partSize: number;
  envelope: string;
  recipients: unknown;
  version: number;
};

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
};

type Trouble = {
  /** Before anything is read: an answer in place of the server's own, or a broken connection. */
  readonly before?: (seen: Seen) => Instead | undefined;
  /** Bytes of a payload, on their way out. */
  readonly meddle?: (pieces: AsyncIterable<Uint8Array>, seen: Seen) => AsyncIterable<Uint8Array>;
};

type Call = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly seen: Seen;
};

/**
 * A server of sealed things as the command line and the pages expect it, over the real store and without reviews, persons and a
 * database: what the clients are tested against. `trouble` may be changed while it runs; `pages` are given out by their paths.
 */
export async function startSealedServer(
  root: string,
  trouble: Trouble = {},
  pages: ReadonlyMap<string, string> = new Map(),
) {
  const store = openSealedStore(root);
  const state = { trouble, seen: [] as Seen[] };
  const items = new Map<string, Item>();
  const shelf = { store, items, state };
  const routes = { ...uploadRoutes(shelf), ...readRoutes(shelf) };
  const server = createServer((request, response) => {
    const { method = "", url: path = "", headers } = request;
    const page = pages.get(path);
    if (page !== undefined) return showPage(response, path, page);
    const seen = { method, path, range: headers.range ?? null };
    state.seen.push(seen);
    const instead = state.trouble.before?.(seen);
    if (instead !== undefined) return giveTrouble(request, response, instead);
    void answer(routes, { request, response, seen }).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, store, items, state, close };
}

type Instead = { readonly status: number; readonly retryAfter?: number } | "break";

function giveTrouble(request: IncomingMessage, response: ServerResponse, instead: Instead): void {
  if (instead === "break") {
    request.socket.destroy();
    return;
  }
  if (instead.retryAfter !== undefined) response.setHeader("retry-after", instead.retryAfter);
  send(response, instead.status, { detail: "Trouble, as ordered." });
}

function showPage(response: ServerResponse, path: string, page: string): void {
  const type = path.endsWith(".js") ? "text/javascript" : "text/html";
  response.writeHead(200, { "content-type": type }).end(page);
}

function send(response: ServerResponse, status: number, body: object, etag?: string): void {
  if (etag !== undefined) response.setHeader("etag", `"${etag}"`);
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

type Route = (call: Call, id: string, rest: string) => Promise<void>;

async function answer(routes: Readonly<Record<string, Route>>, call: Call): Promise<void> {
  const [, id = "", what = "", rest = ""] =
    /^\/api\/reviews\/[^/]+\/sealed(?:\/([^/]+)(?:\/([^/]+)(?:\/(\d+))?)?)?$/.exec(
      call.seen.path,
    ) ?? [];
  const route = routes[`${call.seen.method} ${what}`];
  if (route) await route(call, id, rest);
  else send(call.response, 404, { code: "request/unknown", detail: "There is no such route." });
}

type Shelf = {
  readonly store: SealedStore;
  readonly items: Map<string, Item>;
  readonly state: { readonly trouble: Trouble };
};

const isFound = (item: Item | undefined, response: ServerResponse): item is Item => {
  if (!item) send(response, 404, { code: "sealed/unknown", detail: "There is no such thing." });
  return item !== undefined;
};

const partsOf = async (store: SealedStore, id: string) =>
  [...((await store.have(id)) ?? [])].map(([part, hash]) => ({ part, sha256: hash }));

function uploadRoutes({ store, items }: Shelf): Readonly<Record<string, Route>> {
  const keys = new Map<string, string>();
  return {
    "POST ": async ({ request, response }) => {
      const key = String(request.headers["idempotency-key"]);
      const { envelope, recipients, partSize } = JSON.parse(await text(request));
      if (!readEnvelope(Buffer.from(envelope, "base64")))
        return send(response, 422, { code: "sealed/envelope-damaged", detail: "No envelope." });
      const id = keys.get(key) ?? `SM-${randomUUID()}`;
      if (!keys.has(key)) {
        await store.begin(id, partSize);
        items.set(id, { id, partSize, envelope, recipients, version: 1 });
        keys.set(key, id);
      }
      send(response, 201, { id, partSize, have: await partsOf(store, id) });
    },
    "PUT parts": async ({ request, response }, id, rest) => {
      const hash = parseContentDigest(String(request.headers["content-digest"]));
      const part = { index: Number(rest), sha256: toHex(hash ?? new Uint8Array()) };
      const put = await store.putPart(id, part, request);
      if (put.ok) send(response, 200, { status: put.value });
      else send(response, 409, put.refusal);
    },
    "POST finish": async ({ request, response }, id) => {
      const item = items.get(id);
      if (!isFound(item, response)) return;
      const manifest = readManifest({
        ...JSON.parse(await text(request)),
        partSize: item.partSize,
      });
      const done = manifest && (await store.finish(id, manifest));
      if (!done?.ok) return send(response, 409, done?.refusal ?? { detail: "No manifest." });
      send(response, 200, {
        id,
        digest: await toDigest(done.value, sha256),
        size: done.value.size,
      });
    },
  };
}

function readRoutes({ store, items, state }: Shelf): Readonly<Record<string, Route>> {
  return {
    "GET manifest": async ({ response }, id) => {
      const manifest = await store.manifest(id);
      if (!manifest)
        return send(response, 404, { code: "sealed/unknown", detail: "Not finished." });
      send(response, 200, { ...manifest, digest: await toDigest(manifest, sha256) });
    },
    "GET envelope": async ({ response }, id) => {
      const item = items.get(id);
      if (!isFound(item, response)) return;
      const { version, envelope, recipients } = item;
      send(response, 200, { version, envelope, recipients }, String(version));
    },
    "PUT envelope": async ({ request, response }, id) => {
      const item = items.get(id);
      if (!isFound(item, response)) return;
      if (request.headers["if-match"] !== `"${item.version}"`)
        return send(response, 412, { code: "sealed/envelope-changed", detail: "It was changed." });
      const { envelope, recipients } = JSON.parse(await text(request));
      const [old, next] = [item.envelope, envelope].map((one) =>
        readEnvelope(Buffer.from(one, "base64")),
      );
      if (!old || !next || !isRewrap(old, next))
        return send(response, 422, {
          code: "sealed/envelope-damaged",
          detail: "No envelope of it.",
        });
      Object.assign(item, { envelope, recipients, version: item.version + 1 });
      send(response, 200, { version: item.version });
    },
    "GET payload": async ({ response, seen }, id) => {
      const manifest = await store.manifest(id);
      if (!manifest)
        return send(response, 404, { code: "sealed/unknown", detail: "Not finished." });
      const asked = parseRange(seen.range ?? undefined, manifest.size);
      if (asked === undefined) return send(response, 416, { detail: "Nothing there." });
      const range = asked === "whole" ? { start: 0, end: manifest.size } : asked;
      response.writeHead(asked === "whole" ? 200 : 206, {
        "content-type": "application/octet-stream",
        "content-length": range.end - range.start,
        "content-range": toContentRange(range, manifest.size),
      });
      const pieces = store.read(id, manifest, range);
      await pipeline(state.trouble.meddle?.(pieces, seen) ?? pieces, response);
    },
  };
}
