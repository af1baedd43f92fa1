import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic, { type FastifyStaticOptions } from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Deps } from "#actions/deps.ts";
import { refuseCall } from "./bind.ts";

/** Folders to serve: the web application's bundle, and the published tree (advisories, feeds, keys). */
export type SiteFiles = {
  readonly web: string;
  readonly published: string;
  readonly deskId: string;
};

/** Paths of the application; everything else that is no route is looked for among the published files, such as `/keys/…`. */
const APPLICATION =
  /^\/(enroll|sign-in|work|queue|cases|proposals|intake|batches|findings|reviews|evaluations|guard|coverage|oversight|advisory|drafts|parties|people|tokens|ledger|figures|exercise|o|imports|welcome)(\/|$)|^\/keys$/;

const NONCE = "__CSP_NONCE__";

async function sendApplication(reply: FastifyReply, web: string) {
  const page = await readFile(join(web, "index.html"), "utf8");
  return reply
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(page.replaceAll(NONCE, reply.cspNonce.style));
}

const publishedAt = (prefix: string, root: string): FastifyStaticOptions => ({
  root,
  prefix,
  wildcard: true,
  decorateReply: false,
  index: ["index.html"],
  dotfiles: "allow", // .well-known
  maxAge: "5m",
  setHeaders: (reply, path) => {
    if (/\/v\d+\//.test(path)) reply.header("cache-control", "public, max-age=31536000, immutable");
  },
});

/** Hashed assets never change under their name; published files may be cached by anybody, revalidated by ETag. */
export async function serveSite(app: FastifyInstance, _deps: Deps, files: SiteFiles) {
  const { web, published, deskId } = files;
  await app.register(fastifyStatic, {
    root: join(web, "assets"),
    prefix: "/assets/",
    immutable: true,
    maxAge: "365d",
    decorateReply: true,
  });
  await app.register(fastifyStatic, publishedAt("/", join(published, deskId)));
  // Every desk below its id: the exercise publishes there.
  await app.register(fastifyStatic, publishedAt("/d/", published));
  app.addHook("onRequest", async (request, reply) => {
    if (request.method === "GET" && APPLICATION.test(request.url.split(/[?#]/)[0] ?? "")) {
      return await sendApplication(reply, web);
    }
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    refuseCall(reply, {
      code: "request/not-found",
      detail: `There is no ${request.method} ${request.url.split("?")[0] ?? ""} here.`,
    }),
  );
}
