import fastifyCookie from "@fastify/cookie";
import fastify, { type FastifyInstance } from "fastify";
import type { Deps } from "#actions/deps.ts";
import type { Asker } from "#core/access/asker.ts";
import type { Bound } from "#doors/http/bind.ts";
import { BOUND } from "#doors/http/bound.ts";
import { parseRequest } from "#doors/http/parseRequest.ts";
import { caller } from "./app.ts";

type Result =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: { readonly code: string } };

/** The product's own handlers, bound without asking who may come in: whoever asks, by `x-asker`, is let through. */
function bindUnchecked(
  to: FastifyInstance,
  deps: Deps,
  askerOf: (name: string) => Asker | undefined,
  { route, handle }: Bound,
): void {
  to.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const asker = askerOf(String(request.headers["x-asker"]));
      const { values, problems } = parseRequest(route, request);
      if (problems.length > 0) return reply.code(400).send(problems);
      const result = (await handle({ deps, asker, request, reply, ...values } as never)) as Result;
      if (reply.sent) return reply;
      if (result.ok) return reply.send(result.value);
      const isAbsent = result.refusal.code.endsWith("/not-found");
      return reply.code(isAbsent ? 404 : 409).send(result.refusal);
    },
  });
}

/** The whole server with its first lock taken out. `close()` the app afterwards. */
export async function uncheckedApp(deps: Deps, askerOf: (name: string) => Asker | undefined) {
  const app = fastify();
  await app.register(fastifyCookie);
  await app.register(async (json) => {
    for (const bound of BOUND.filter(({ route }) => !route.rawBody))
      bindUnchecked(json, deps, askerOf, bound);
  });
  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    for (const bound of BOUND.filter(({ route }) => route.rawBody))
      bindUnchecked(raw, deps, askerOf, bound);
  });
  return { app, call: caller(app, deps.site.origin) };
}
