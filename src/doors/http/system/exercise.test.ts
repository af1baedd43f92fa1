import fastifyCookie from "@fastify/cookie";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFirstDoor } from "#actions/access/setUpDesk.ts";
import { type TestDesk, testDesk } from "../../../testing/desk.ts";
import { sessionRoutes } from "../access/session.ts";
import { bind } from "../bind.ts";
import { exerciseRoutes } from "./exercise.ts";

let desk: TestDesk;
let app: FastifyInstance;
let link: string;
beforeAll(async () => {
  desk = await testDesk();
  link = (await openFirstDoor(desk.deps)) ?? "";
  app = fastify();
  await app.register(fastifyCookie);
  for (const bound of [...sessionRoutes, ...exerciseRoutes]) bind(app, desk.deps, bound);
});
afterAll(async () => {
  await app.close();
  await desk.close();
});

async function ask(method: "GET" | "POST", url: string, payload?: object, cookie?: string) {
  const answer = await app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    ...(cookie === undefined ? {} : { cookies: { "assay-exercise": cookie } }),
  });
  const body = answer.body === "" ? undefined : JSON.parse(answer.body);
  return { status: answer.statusCode, body, cookies: answer.cookies };
}

describe("a newcomer without a passkey", () => {
  test("comes in with the first link, goes on as the owner, and leaves", async () => {
    expect((await ask("GET", "/api/door")).body).toMatchObject({ fresh: true });
    const opened = await ask("POST", "/api/exercise/open", { token: link.split("#")[1] });
    expect(opened.status).toBe(201);
    const [cookie] = opened.cookies;
    expect(cookie).toMatchObject({ name: "assay-exercise", httpOnly: true, sameSite: "Strict" });

    const me = await ask("GET", "/api/me", undefined, cookie?.value);
    expect(me.body).toMatchObject({
      name: "R. Teal",
      desk: { name: "Lakeside Coordination (exercise)" },
    });
    const owner = opened.body.people.find((one: { name: string }) => one.name === "A. Castellano");
    const played = await ask("POST", "/api/exercise/play", { personId: owner.id }, cookie?.value);
    expect(played.body).toMatchObject({ playing: owner.id });
    const next = played.cookies[0]?.value;
    expect((await ask("GET", "/api/me", undefined, cookie?.value)).status).toBe(401);
    expect((await ask("GET", "/api/me", undefined, next)).body).toMatchObject({
      name: "A. Castellano",
    });

    const left = await ask("POST", "/api/exercise/leave", {}, next);
    expect(left.status).toBe(204);
    expect(left.cookies[0]).toMatchObject({ name: "assay-exercise", value: "" });
    expect((await ask("GET", "/api/me", undefined, next)).status).toBe(401);
    expect((await ask("GET", "/api/door")).body).toMatchObject({ fresh: true });
  }, 90_000); // the first validation of a process compiles the standards’ schemas

  test("gets in by no other link, and an exercise person starts nothing", async () => {
    const refused = await ask("POST", "/api/exercise/open", { token: "x".repeat(50) });
    expect(refused).toMatchObject({ status: 410, body: { code: "access/enrolment-spent" } });
    expect((await ask("GET", "/api/exercise")).status).toBe(401);
    const opened = await ask("POST", "/api/exercise/open", { token: link.split("#")[1] });
    const started = await ask("POST", "/api/exercise", {}, opened.cookies[0]?.value);
    expect(started.status).toBe(403);
  });
});
