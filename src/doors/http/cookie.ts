import type { FastifyReply, FastifyRequest } from "fastify";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * One's own session, the session of whom one plays in the exercise, and an attempt at an identity provider. Names with
 * `__Host-` and `__Secure-` need https; a browser on http://localhost would drop such a cookie.
 */
const COOKIES = {
  session: { http: "assay", https: "__Host-assay", sameSite: "strict", path: "/", hours: 12 },
  exercise: {
    http: "assay-exercise",
    https: "__Host-assay-exercise",
    sameSite: "strict",
    path: "/",
    hours: 12,
  },
  attempt: {
    http: "assay-oidc",
    https: "__Secure-assay-oidc",
    sameSite: "lax", // it must come back with the provider's redirect
    path: "/api/oidc",
    hours: 5 / 60,
  },
} as const;
export type Cookie = keyof typeof COOKIES;

const isHttps = (origin: string): boolean => origin.startsWith("https:");

const nameOf = (origin: string, which: Cookie): string =>
  COOKIES[which][isHttps(origin) ? "https" : "http"];

/** The same for giving and for dropping: a browser refuses to change a `__Host-` cookie without `Secure`. */
function attributesOf(origin: string, which: Cookie) {
  const { sameSite, path } = COOKIES[which];
  return { httpOnly: true, sameSite, secure: isHttps(origin), path };
}

export const readCookie = (
  { cookies }: FastifyRequest,
  origin: string,
  which: Cookie,
): string | undefined => cookies[nameOf(origin, which)];

export function giveCookie(reply: FastifyReply, origin: string, which: Cookie, text: string): void {
  const maxAge = COOKIES[which].hours * HOUR;
  reply.setCookie(nameOf(origin, which), text, { ...attributesOf(origin, which), maxAge });
}

export function dropCookie(reply: FastifyReply, origin: string, which: Cookie): void {
  reply.clearCookie(nameOf(origin, which), attributesOf(origin, which));
}
