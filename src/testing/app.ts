import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyBaseLogger, FastifyInstance, InjectOptions } from "fastify";
import type { Deps } from "#actions/deps.ts";
import { createApp } from "#doors/http/app.ts";

export type Verb = "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "DELETE" | "PATCH";

/** What a browser page of ours, a script with a token, or a link says with its request. */
export type Asked = {
  /** What stands in the Authorization header. */
  readonly as?: string;
  readonly body?: object | string | Buffer;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly cookies?: Readonly<Record<string, string>>;
};

export type Reply = {
  readonly status: number;
  /** Parsed where it is JSON. */
  readonly body: unknown;
  readonly text: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly cookies: readonly {
    readonly name: string;
    readonly value: string;
    readonly [attribute: string]: unknown;
  }[];
};

export type AppSettings = {
  /** Where the site is; that of `deps` unless told. */
  readonly origin?: string;
  readonly ratePerMinute?: number;
  readonly log?: FastifyBaseLogger;
};

const without = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined),
  );

/** Calls an app without a port, as its own pages do: with its host and `x-assay`. `undefined` leaves a header out. */
export const caller =
  (app: FastifyInstance, origin: string) =>
  async (method: Verb, url: string, { as, body, headers, cookies }: Asked = {}): Promise<Reply> => {
    const said = { host: new URL(origin).host, "x-assay": "test", authorization: as, ...headers };
    const options: InjectOptions = {
      method,
      url,
      headers: without(said),
      ...(body === undefined ? {} : { payload: body }),
      ...(cookies === undefined ? {} : { cookies: { ...cookies } }),
    };
    const reply = await app.inject(options);
    const type = String(reply.headers["content-type"] ?? "");
    return {
      status: reply.statusCode,
      type,
      text: reply.body,
      body: /\bjson\b/.test(type) && reply.body !== "" ? reply.json() : reply.body,
      headers: reply.headers,
      cookies: reply.cookies,
    };
  };

export type TestApp = Awaited<ReturnType<typeof testApp>>;

/** The whole server without a port. `close()` it afterwards. */
export async function testApp(deps: Deps, settings: AppSettings = {}) {
  const { origin = deps.site.origin, ratePerMinute = 1_000_000, log = false } = settings;
  const folder = mkdtempSync(join(tmpdir(), "assay-app-"));
  const web = join(folder, "web");
  mkdirSync(join(web, "assets"), { recursive: true });
  writeFileSync(
    join(web, "index.html"),
    '<!doctype html><title>Assay</title><meta name="nonce" content="__CSP_NONCE__">',
  );
  writeFileSync(join(web, "assets", "main.js"), "export {};\n");
  const published = join(deps.publishedDir, deps.site.desk.id);
  mkdirSync(published, { recursive: true });
  const site = { ...deps.site, origin };
  const files = { web, published: deps.publishedDir, deskId: site.desk.id };
  const app = await createApp({ deps: { ...deps, site }, log, files, ratePerMinute });
  return {
    app,
    call: caller(app, origin),
    /** The folder that is served to everybody. */
    published,
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true });
    },
  };
}
