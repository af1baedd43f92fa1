import { describeMe } from "#actions/access/describeMe.ts";
import { beginEnrolment, finishEnrolment } from "#actions/access/enrol.ts";
import { beginSignIn, finishSignIn } from "#actions/access/signIn.ts";
import { signOut } from "#actions/access/signOut.ts";
import { isFresh } from "#actions/system/exercise.ts";
import * as contract from "#contract/access/session.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";
import { dropCookie, giveCookie, readCookie } from "../cookie.ts";

export const sessionRoutes = [
  on(contract.getMe, async ({ deps, asker }) => ok(await describeMe(deps, asker))),

  on(contract.getDoor, async ({ deps, asker }) =>
    ok({
      desk: { name: deps.site.desk.name },
      oidc: deps.oidc ? { name: deps.oidc.name } : null,
      passkeys: true as const,
      fresh: await isFresh(deps),
      signedIn: asker?.via === "session",
    }),
  ),

  on(contract.beginEnrolment, async ({ deps, body }) => {
    const begun = await beginEnrolment(deps, body.token);
    return begun.ok ? ok({ ...begun.value, options: { ...begun.value.options } }) : begun;
  }),

  on(contract.finishEnrolment, async ({ deps, body, reply }) => {
    const enrolled = await finishEnrolment(deps, body);
    if (!enrolled.ok) return enrolled;
    giveCookie(reply, deps.site.origin, "session", enrolled.value.cookie);
    dropCookie(reply, deps.site.origin, "exercise");
    return ok({ name: enrolled.value.name });
  }),

  on(contract.beginSignIn, async ({ deps }) => {
    const { challengeId, options } = await beginSignIn(deps);
    return ok({ challengeId, options: { ...options } });
  }),

  on(contract.finishSignIn, async ({ deps, body, reply }) => {
    const signedIn = await finishSignIn(deps, body);
    if (!signedIn.ok) return signedIn;
    giveCookie(reply, deps.site.origin, "session", signedIn.value.cookie);
    dropCookie(reply, deps.site.origin, "exercise");
    return ok({ name: signedIn.value.name });
  }),

  on(contract.signOut, async ({ deps, request, reply }) => {
    const { origin } = deps.site;
    for (const which of ["exercise", "session"] as const) {
      await signOut(deps, readCookie(request, origin, which));
      dropCookie(reply, origin, which);
    }
    return ok(undefined);
  }),
];
