import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Deps } from "#actions/deps.ts";
import type { Route } from "#contract/route.ts";
import { type Asker, decideEntry } from "#core/access/asker.ts";
import type { Problem } from "#core/problem.ts";
import type { Result } from "#core/result.ts";
import { askerOf } from "./asker.ts";
import { parseRequest } from "./parseRequest.ts";
import { type AnyRefusal, STATUS, toProblemDetails } from "./problem.ts";

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type AskerFor<R extends Route> = R["permission"] extends "public" ? Asker | undefined : Asker;

/** What a handler gets: the parsed request of its route, and who asks. */
export type Call<R extends Route> = {
  readonly deps: Deps;
  readonly asker: AskerFor<R>;
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** Actions answer with what they hold; nobody writes to it on the way out. */
type Frozen<T> = T extends readonly (infer I)[]
  ? readonly Frozen<I>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

type Answer<R extends Route> = R["rawAnswer"] extends string
  ? Result<unknown, AnyRefusal>
  : Result<R["answer"] extends z.ZodType ? Frozen<z.input<R["answer"]>> : undefined, AnyRefusal>;

export type Bound = { readonly route: Route; readonly handle: (call: never) => Promise<unknown> };

/** A route and what answers it; the types of both meet here. */
export const on = <R extends Route>(
  route: R,
  handle: (call: Call<R>) => Promise<Answer<R>>,
): Bound => ({
  route,
  handle,
});

const ENTRY_DETAIL = {
  "access/sign-in": "Sign in, or send an API token as `Authorization: Bearer asy_…`.",
  "access/forbidden":
    "Your roles do not include this. An administrator of your desk can change that.",
  "access/scope": "This API token is limited to other permissions; make one that includes this.",
  "access/session":
    "Sign in to do this: an API token cannot, so that a lost one opens no more doors.",
} as const;

export function refuseCall(
  reply: FastifyReply,
  refusal: AnyRefusal,
  problems?: readonly Problem[],
): FastifyReply {
  return reply
    .code(STATUS[refusal.code])
    .type("application/problem+json")
    .send(toProblemDetails(refusal, reply.request.id, problems));
}

/** A path that names nothing answers as one that names something unseen: 404, not 400. */
const isUnseenName = (route: Route, problems: readonly Problem[]): boolean =>
  route.params !== undefined && problems.some(({ pointer }) => pointer.startsWith("/params/"));

/** RFC 8288: where the next page of a list is, for callers that follow links. */
function linkNext(reply: FastifyReply, value: unknown): void {
  const next = (value as { next?: unknown } | null | undefined)?.next;
  if (typeof next !== "string") return;
  const url = new URL(reply.request.url, "http://localhost");
  url.searchParams.set("after", next);
  reply.header("link", `<${url.pathname}${url.search}>; rel="next"`);
}

/** RFC 9110: the version of the case, or the edition of the review, that the answer shows, to be sent back as If-Match. */
function tagVersion(reply: FastifyReply, route: Route, value: unknown): void {
  const shown = value as { version?: unknown; edition?: unknown } | null | undefined;
  const version = route.ofReview ? shown?.edition : shown?.version;
  if (typeof version === "number") reply.header("etag", `"${version}"`);
}

/** The versions that If-Match names, or undefined when any will do. What is no version of ours matches none. */
function versionsIn(header: string | undefined): readonly number[] | undefined {
  if (header === undefined || header.trim() === "*") return undefined;
  return [...header.matchAll(/"(\d{1,9})"/g)].map(([, version]) => Number(version));
}

function send(reply: FastifyReply, route: Route, result: Result<unknown, AnyRefusal>) {
  if (reply.sent || reply.raw.headersSent) return reply;
  if (!result.ok) return refuseCall(reply, result.refusal);
  if (route.status === 204) return reply.code(204).send();
  if (route.rawAnswer !== undefined && !reply.hasHeader("content-type"))
    reply.type(route.rawAnswer);
  if (route.answer !== undefined) linkNext(reply, result.value);
  if (route.ofCase || route.ofReview) tagVersion(reply, route, result.value);
  return reply.send(result.value);
}

/** Who asks, once it was decided that they may. */
const admitted = new WeakMap<FastifyRequest, Asker | undefined>();

/** Before the body is read: who may not come in is not listened to, and nothing of the desk is looked at. */
async function admit(deps: Deps, route: Route, request: FastifyRequest, reply: FastifyReply) {
  reply.header("cache-control", "no-store"); // what one asker may see is nobody else's to find in a cache
  const asker = await askerOf(deps, request);
  const turned = decideEntry(route.permission, asker);
  if (turned) return refuseCall(reply, { code: turned, detail: ENTRY_DETAIL[turned] });
  const isOfOne = route.ofCase || route.ofReview;
  const hasSeen = isOfOne ? versionsIn(request.headers["if-match"]) : undefined;
  admitted.set(request, asker && hasSeen ? { ...asker, hasSeen } : asker);
}

async function answer(
  deps: Deps,
  { route, handle }: Bound,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { values, problems } = parseRequest(route, request);
  if (problems.length > 0) {
    return isUnseenName(route, problems)
      ? refuseCall(
          reply,
          { code: "request/not-found", detail: "There is nothing here for you." },
          problems,
        )
      : refuseCall(
          reply,
          { code: "request/malformed", detail: "The request has faults; each is listed." },
          problems,
        );
  }
  reply.code(route.status ?? 200); // unless the handler says otherwise
  const call = { deps, asker: admitted.get(request), request, reply, ...values };
  return send(reply, route, (await handle(call as never)) as Result<unknown, AnyRefusal>);
}

/** Registers a route. The body of a raw route is left as a stream. */
export function bind(app: FastifyInstance, deps: Deps, bound: Bound): void {
  const { method, path, rawBody, id, audit, unmetered } = bound.route;
  app.route({
    method,
    url: path,
    config: { id, audit, rawBody, ...(unmetered ? { rateLimit: false } : {}) },
    preParsing: async (request, reply) => {
      await admit(deps, bound.route, request, reply);
    },
    handler: (request, reply) => answer(deps, bound, request, reply),
  });
}
