import fastifyHelmet from "@fastify/helmet";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuseCall } from "./bind.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Names this server answers to. Anything else is DNS rebinding or a misconfigured proxy. */
export function hostsOf(origin: string): readonly string[] {
  const { host, port, hostname } = new URL(origin);
  if (hostname !== "localhost") return [host];
  return [host, `127.0.0.1:${port}`, `[::1]:${port}`];
}

/**
 * A request that changes something and is not spoken for by an Authorization header must come from our own pages:
 * they send `x-assay`, which no foreign form or image can, and a foreign script only after a CORS preflight that is
 * never granted.
 */
function isForeign(request: FastifyRequest, origin: string): boolean {
  if (SAFE.has(request.method) || request.headers.authorization !== undefined) return false;
  const from = request.headers.origin;
  if (from !== undefined && from !== origin) return true;
  return request.headers["x-assay"] === undefined;
}

export async function secure(app: FastifyInstance, origin: string): Promise<void> {
  const hosts = hostsOf(origin);
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
  await app.register(fastifyHelmet, {
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
}
