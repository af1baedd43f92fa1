import fastifyCookie from "@fastify/cookie";
import fastify from "fastify";
import { describe, expect, test } from "vitest";
import { type Cookie, dropCookie, giveCookie, readCookie } from "./cookie.ts";

const WHICH: readonly Cookie[] = ["session", "exercise", "attempt"];

async function ask(origin: string, which: Cookie) {
  const app = fastify();
  await app.register(fastifyCookie);
  app.get("/give", async (_, reply) => giveCookie(reply, origin, which, "secret"));
  app.get("/drop", async (_, reply) => dropCookie(reply, origin, which));
  app.get("/read", async (request) => ({ text: readCookie(request, origin, which) }));
  const [given] = (await app.inject("/give")).cookies;
  const [dropped] = (await app.inject("/drop")).cookies;
  const cookies = { [given?.name ?? ""]: given?.value ?? "" };
  const read = (await app.inject({ url: "/read", cookies })).json();
  await app.close();
  return { given, dropped, read };
}

describe.each(WHICH)("the %s cookie", (which) => {
  test("over https is one that no other host and no plain connection can set", async () => {
    const { given, read } = await ask("https://assay.example", which);
    expect(given?.name).toMatch(which === "attempt" ? /^__Secure-/ : /^__Host-/);
    expect(given).toMatchObject({ secure: true, httpOnly: true });
    expect(given?.sameSite).toBe(which === "attempt" ? "Lax" : "Strict");
    expect(given?.path).toBe(which === "attempt" ? "/api/oidc" : "/");
    expect(given).not.toHaveProperty("domain");
    expect(read).toEqual({ text: "secret" });
  });

  test("is dropped with the attributes it was given with, without which a browser keeps it", async () => {
    const { given, dropped } = await ask("https://assay.example", which);
    const { name, path, secure, sameSite } = given ?? {};
    expect(dropped).toMatchObject({ name, path, secure, sameSite, value: "" });
    expect(dropped?.expires?.getTime()).toBeLessThan(Date.now());
  });

  test("on this machine needs no https", async () => {
    const { given, dropped, read } = await ask("http://localhost:7332", which);
    expect(given?.name).not.toMatch(/^__/);
    expect(given).not.toHaveProperty("secure");
    expect(dropped?.name).toBe(given?.name);
    expect(read).toEqual({ text: "secret" });
  });
});
