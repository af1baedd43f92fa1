import fastifyCookie from "@fastify/cookie";
import fastifyRateLimit from "@fastify/rate-limit";
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Deps } from "#actions/deps.ts";
import { whyUnavailable } from "#actions/system/whyUnavailable.ts";
import { ROUTES } from "#contract/routes.ts";
import { bind, refuseCall } from "./bind.ts";
import { BOUND } from "./bound.ts";
import { refuseConnection, refuseUnroutable } from "./early.ts";
import { endLiveViews } from "./liveView.ts";
import { measure } from "./metrics.ts";
import { secure } from "./security.ts";
import { type SiteFiles, serveSite } from "./site.ts";

export type AppOptions = {
  readonly deps: Deps;
  readonly log: FastifyBaseLogger | false;
  readonly files: SiteFiles;
  /** Requests a minute from one address; a flood of findings is one request. */
  readonly ratePerMinute: number;
};

const JSON_LIMIT = 4 * 1024 * 1024;

/** Errors of the framework that are the caller's fault, as refusals. */
const CALLER = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["request/too-large", "The body is larger than this route takes."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["request/media-type", "Send application/json here."],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["request/malformed", "The body is empty; this route needs JSON."],
  FST_ERR_CTP_INVALID_JSON_BODY: ["request/malformed", "The body is not JSON."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    "request/malformed",
    "The body is not as long as announced.",
  ],
} as const;

function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = CALLER[error.code as keyof typeof CALLER];
    if (known) return refuseCall(reply, { code: known[0], detail: known[1] });
    if (error.statusCode === 429) {
      return refuseCall(reply, {
        code: "request/too-many",
        detail: "Too many requests from your address; wait a minute.",
      });
    }
    if (error.statusCode === 403 || error.statusCode === 404) {
      return refuseCall(reply, {
        code: "request/not-found",
        detail: "There is nothing here for you.",
      });
    }
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return refuseCall(reply, {
        code: "request/malformed",
        detail: "The request could not be read.",
      });
    }
    request.log.error({ err: error }, "a request failed");
    if (reply.raw.headersSent) return reply.raw.destroy();
    const unavailable = whyUnavailable(error);
    if (unavailable !== null)
      return refuseCall(reply, { code: "server/unavailable", detail: unavailable });
    return refuseCall(reply, {
      code: "server/failed",
      detail: `Something broke on our side. The log has it under ${request.id}.`,
    });
  });
}

const FORM = "Send the file itself as the body, not a form: curl --data-binary @FILE.";

/** The content tells what a file is. A form around it is something else, and would be taken for the file. */
async function takeAnyType(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  if (/^\s*multipart\//i.test(type))
    return await refuseCall(reply, { code: "request/media-type", detail: FORM });
  if (type !== "" && !/^[\w.+-]+\/[\w.+*-]+\s*(?:;|$)/.test(type))
    delete request.headers["content-type"];
  return undefined;
}

/** The server of one site: every route of the contract bound, and the pages. */
export async function createApp({
  deps,
  log,
  files,
  ratePerMinute,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...(log ? { loggerInstance: log } : { logger: false }),
    genReqId: () => deps.chance.newId(),
    requestIdHeader: false,
    bodyLimit: JSON_LIMIT,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    forceCloseConnections: "idle",
    frameworkErrors: refuseUnroutable,
    clientErrorHandler: refuseConnection,
    logController: new LogController({ disableRequestLogging: true }),
  }) as unknown as FastifyInstance;
  handleErrors(app);
  await app.register(fastifyCookie);
  await secure(app, deps.site.origin);
  await app.register(fastifyRateLimit, { max: ratePerMinute, timeWindow: "1 minute" });
  measure(app);
  app.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
    // Who is answered before it has said everything may never say the rest: such a connection is not kept.
    if (!request.raw.complete) reply.header("connection", "close");
  });

  const missing = ROUTES.filter((route) => !BOUND.some((bound) => bound.route === route));
  if (missing.length > 0)
    throw new Error(`No handler for ${missing.map(({ id }) => id).join(", ")}.`);
  await app.register(async (json) => {
    json.removeContentTypeParser("text/plain");
    for (const bound of BOUND.filter(({ route }) => !route.rawBody)) bind(json, deps, bound);
  });
  // Bodies of raw routes stay streams: they are read, limited and hashed by who takes them.
  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addHook("onRequest", takeAnyType);
    raw.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    for (const bound of BOUND.filter(({ route }) => route.rawBody)) bind(raw, deps, bound);
  });
  await serveSite(app, deps, files);
  app.addHook("preClose", endLiveViews);
  return app;
}
