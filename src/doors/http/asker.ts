import type { FastifyRequest } from "fastify";
import { type Shown, whoAsks } from "#actions/access/whoAsks.ts";
import type { Deps } from "#actions/deps.ts";
import type { Asker } from "#core/access/asker.ts";
import { readCookie } from "./cookie.ts";

/** A header speaks for the caller; without one, the exercise's session before one's own. */
function shownBy(request: FastifyRequest, origin: string): Shown | undefined {
  const [scheme = "", text = ""] = (request.headers.authorization ?? "").split(" ", 2);
  if (/^bearer$/i.test(scheme)) return { kind: "token", text };
  if (/^link$/i.test(scheme)) return { kind: "link", text };
  const cookie = readCookie(request, origin, "exercise") ?? readCookie(request, origin, "session");
  return cookie === undefined ? undefined : { kind: "session", text: cookie };
}

export async function askerOf(deps: Deps, request: FastifyRequest): Promise<Asker | undefined> {
  const shown = shownBy(request, deps.site.origin);
  return shown && (await whoAsks(deps, shown));
}
