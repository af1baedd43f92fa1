import type { FastifyReply } from "fastify";
import { cookieNames } from "./asker.ts";

const HOURS_12 = 12 * 60 * 60;

export function setSession(
  reply: FastifyReply,
  origin: string,
  which: "session" | "exercise",
  text: string,
): void {
  reply.setCookie(cookieNames(origin)[which], text, {
    httpOnly: true,
    sameSite: "strict",
    secure: origin.startsWith("https:"),
    path: "/",
    maxAge: HOURS_12,
  });
}

export function dropSession(
  reply: FastifyReply,
  origin: string,
  which: "session" | "exercise",
): void {
  reply.clearCookie(cookieNames(origin)[which], { path: "/" });
}
