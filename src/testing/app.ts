import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import type { Deps } from "#actions/deps.ts";
import { createApp } from "#doors/http/app.ts";

export type Reply = { readonly status: number; readonly body: unknown; readonly type: string };

/** The whole server without a port. `close()` it afterwards. */
export async function testApp(deps: Deps) {
  const folder = mkdtempSync(join(tmpdir(), "assay-app-"));
  const web = join(folder, "web");
  mkdirSync(join(web, "assets"), { recursive: true });
  writeFileSync(join(web, "index.html"), "<!doctype html><title>Assay</title>");
  mkdirSync(deps.publishedDir, { recursive: true });
  const files = { web, published: deps.publishedDir, deskId: deps.site.desk.id };
  const app = await createApp({ deps, log: false, files, ratePerMinute: 1_000_000 });
  const host = new URL(deps.site.origin).host;

  /** Calls a route; `as` is what stands in the Authorization header. */
  const call = async (
    method: "GET" | "POST" | "PUT" | "DELETE",
    url: string,
    { as, body }: { as?: string; body?: object } = {},
  ): Promise<Reply> => {
    const options: InjectOptions = {
      method,
      url,
      headers: { host, "x-assay": "test", ...(as === undefined ? {} : { authorization: as }) },
      ...(body === undefined ? {} : { payload: body }),
    };
    const reply = await app.inject(options);
    const type = String(reply.headers["content-type"] ?? "");
    return { status: reply.statusCode, type, body: /json/.test(type) ? reply.json() : reply.body };
  };
  return {
    app,
    call,
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true });
    },
  };
}
