import { beginOidc, finishOidc } from "#actions/access/oidc.ts";
import * as contract from "#contract/access/oidc.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";
import { dropCookie, giveCookie, readCookie } from "../cookie.ts";

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
    giveCookie(reply, deps.site.origin, "attempt", begun.value.attemptId);
    reply.redirect(begun.value.url, 302);
    return ok(undefined);
  }),

  on(contract.finishOidc, async ({ deps, request, reply }) => {
    const { origin } = deps.site;
    const attemptId = readCookie(request, origin, "attempt") ?? "";
    const finished = await finishOidc(deps, attemptId, new URL(request.url, origin));
    dropCookie(reply, origin, "attempt");
    if (!finished.ok) return finished;
    giveCookie(reply, origin, "session", finished.value.cookie);
    dropCookie(reply, origin, "exercise");
    return ok(GO_ON);
  }),
];
