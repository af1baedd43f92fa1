import type { FastifyRequest } from "fastify";
import type { Caller } from "#actions/review/seen.ts";
import type { Asker } from "#core/access/asker.ts";

/** From where, and by what: the lab reads it beside each access. */
export const callerOf = (request: FastifyRequest, asker: Asker): Caller => ({
  origin: request.ip,
  way: asker.via === "token" ? "API token" : "browser",
});
