import fastifyHelmet from "@fastify/helmet";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuseCall } from "./bind.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Names this server answers to. Anything else is DNS rebinding or a misconfigured proxy. */
export function hostsOf(origin: string): readonly string[] {
  const { host, port, hostname } = new URL(origin);
  if (hostname !== "localhost") return [host];
  const on = port === "" ? "" : `:${port}`; // a default port is not written
  return [host, `127.0.0.1${on}`, `[::1]${on}`];
}

/** Said by whoever wrote the request. Basic and Negotiate are not: a browser adds those by itself. */
const SPOKEN_FOR = /^(bearer|link) \S/i;

/**
 * A request that changes something and is not spoken for by a token or a link must come from our own pages: they send
 * `x-assay`, which no foreign form or image can, and a foreign script only after a CORS preflight that is never granted.
 */
function isForeign({ method, headers }: FastifyRequest, origin: string): boolean {
  if (SAFE.has(method) || SPOKEN_FOR.test(headers.authorization ?? "")) return false;
  if (headers.origin !== undefined && headers.origin !== origin) return true;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  return headers["x-assay"] === undefined;
}

/** For answers that are made before there is a request: no page, no script, nothing to show. */
export const BARE_HEADERS = {
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

const setHeaders = (app: FastifyInstance, origin: string) =>
  app.register(fastifyHelmet, {
    enableCSPNonces: true, // reply.cspNonce, for the styles that the component library writes
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: origin.startsWith("https:"),
    xFrameOptions: { action: "deny" },
  });

/** Headers first, so that what is refused here carries them as well. */
export async function secure(app: FastifyInstance, origin: string): Promise<void> {
  const hosts = hostsOf(origin);
  await setHeaders(app, origin);
  app.addHook("onRequest", async (request, reply) => {
    if (!hosts.includes(request.host)) {
      return refuseCall(reply, {
        code: "request/host",
        detail: `This server answers to ${origin}. Set ASSAY_ORIGIN if that is not its address.`,
      });
    }
    if (isForeign(request, origin)) {
      return refuseCall(reply, {
        code: "access/cross-site",
        detail: "A change must come from this site's own pages or carry an API token.",
      });
    }
  });
}
