import { beginOidc, finishOidc } from "#actions/access/oidc.ts";
import * as contract from "#contract/access/oidc.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";
import { dropSession, setSession } from "../cookie.ts";

const ATTEMPT = "assay-oidc";
const FIVE_MINUTES = 300;

/**
 * Our cookies are SameSite=Strict, which a redirect from another site does not carry: the last step is a page of our
 * own that goes on by itself.
 */
const GO_ON = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Signed in</title>
<meta http-equiv="refresh" content="0;url=/work"><p>Signed in. <a href="/work">Go on</a></p></html>`;

export const oidcRoutes = [
  on(contract.beginOidc, async ({ deps, reply }) => {
    const begun = await beginOidc(deps);
    if (!begun.ok) return begun;
    reply.setCookie(ATTEMPT, begun.value.attemptId, {
      httpOnly: true,
      sameSite: "lax", // it must come back with the provider's redirect
      secure: deps.site.origin.startsWith("https:"),
      path: "/api/oidc",
      maxAge: FIVE_MINUTES,
    });
    reply.redirect(begun.value.url);
    return ok(undefined);
  }),

  on(contract.finishOidc, async ({ deps, request, reply }) => {
    const attemptId = request.cookies[ATTEMPT] ?? "";
    const finished = await finishOidc(deps, attemptId, new URL(request.url, deps.site.origin));
    reply.clearCookie(ATTEMPT, { path: "/api/oidc" });
    if (!finished.ok) return finished;
    setSession(reply, deps.site.origin, "session", finished.value.cookie);
    dropSession(reply, deps.site.origin, "exercise");
    return ok(GO_ON);
  }),
];
