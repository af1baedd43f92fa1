import { z } from "zod";
import { PERMISSION_NAMES } from "#core/access/permission.ts";
import { ROLES } from "#core/access/role.ts";
import { Id } from "../page.ts";
import { route } from "../route.ts";

export const Me = z.object({
  personId: Id.nullable(),
  name: z.string(),
  party: z.object({ id: Id, name: z.string() }).nullable(),
  desk: z.object({ id: Id, name: z.string() }),
  roles: z.array(z.enum(ROLES)),
  permissions: z.array(z.enum(PERMISSION_NAMES)),
  /** Counts for the navigation; only what this person may see. */
  counts: z.record(z.string(), z.number().int()),
});
export type Me = z.infer<typeof Me>;

/** Options and assertions are WebAuthn's own JSON (W3C Web Authentication Level 3, section 5.1). */
const WebAuthnJson = z.record(z.string(), z.unknown());

export const getMe = route({
  id: "getMe",
  method: "GET",
  path: "/api/me",
  summary: "Who is signed in, with what roles",
  permission: "signed-in",
  audit: "none",
  answer: Me,
});

export const getDoor = route({
  id: "getDoor",
  method: "GET",
  path: "/api/door",
  summary: "How one may sign in here, and whether the installation is new",
  permission: "public",
  audit: "none",
  answer: z.object({
    desk: z.object({ name: z.string() }),
    oidc: z.object({ name: z.string() }).nullable(),
    passkeys: z.literal(true),
    fresh: z.boolean(),
    /** Whether this request came with a session: a page asks here first, without provoking a 401. */
    signedIn: z.boolean(),
  }),
});

export const beginEnrolment = route({
  id: "beginEnrolment",
  method: "POST",
  path: "/api/enrolment/begin",
  summary: "Ask for passkey creation options with a one-time enrolment token",
  permission: "public",
  audit: "none",
  body: z.object({ token: z.string().min(20).max(200) }),
  answer: z.object({ name: z.string(), challengeId: Id, options: WebAuthnJson }),
});

export const finishEnrolment = route({
  id: "finishEnrolment",
  method: "POST",
  path: "/api/enrolment/finish",
  summary: "Register the passkey, use up the enrolment token, and sign in",
  permission: "public",
  audit: "account",
  body: z.object({ token: z.string().min(20).max(200), challengeId: Id, response: WebAuthnJson }),
  answer: z.object({ name: z.string() }),
});

export const beginSignIn = route({
  id: "beginSignIn",
  method: "POST",
  path: "/api/sign-in/begin",
  summary: "Ask for a passkey challenge",
  permission: "public",
  audit: "none",
  answer: z.object({ challengeId: Id, options: WebAuthnJson }),
});

export const finishSignIn = route({
  id: "finishSignIn",
  method: "POST",
  path: "/api/sign-in/finish",
  summary: "Answer the passkey challenge and open a session",
  permission: "public",
  audit: "account",
  body: z.object({ challengeId: Id, response: WebAuthnJson }),
  answer: z.object({ name: z.string() }),
});

export const signOut = route({
  id: "signOut",
  method: "POST",
  path: "/api/sign-out",
  summary: "End this session",
  permission: "session",
  audit: "account",
  status: 204,
});
