import { createHash } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import fastify from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { giveEnrolment } from "#actions/access/enrol.ts";
import { openSession } from "#actions/access/signIn.ts";
import { withSystem } from "#store/database.ts";
import { type Reply, type TestApp, testApp } from "../../../testing/app.ts";
import { newAuthenticator } from "../../../testing/authenticator.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../../testing/desk.ts";

let desk: TestDesk;
let site: TestApp;
let administrator: TestPerson;
let person: TestPerson;
let cookie: string;

const sessionOf = ({ personId }: TestPerson): Promise<string> =>
  withSystem(desk.db, desk.id, (tx) => openSession(tx, desk.deps, personId));

beforeAll(async () => {
  desk = await testDesk();
  site = await testApp(desk.deps);
  const office = await desk.party("Lakeside Coordination", "desk");
  administrator = await desk.person(office, ["administrator"], "A. Dmin");
});
afterAll(async () => {
  await site.close();
  await desk.close();
});
beforeEach(async () => {
  person = await desk.person(await desk.party(`Party ${Math.random()}`), ["analyst"], "A. Nalyst");
  cookie = await sessionOf(person);
});

const me = (text: string, on: TestApp = site) =>
  on.call("GET", "/api/me", { cookies: { assay: text } });

/** Signs in with a new passkey; the cookies come as a browser would get them. */
async function signIn(on: TestApp, origin: string): Promise<Reply> {
  const url = await withSystem(desk.db, desk.id, (tx) =>
    giveEnrolment(tx, desk.deps, person.personId),
  );
  const token = url.split("#")[1];
  const begun = await on.call("POST", "/api/enrolment/begin", { body: { token } });
  const { challengeId, options } = begun.body as {
    challengeId: string;
    options: { challenge: string };
  };
  const ceremony = { challenge: options.challenge, origin, rpId: "localhost" };
  const response = newAuthenticator().create(ceremony);
  return await on.call("POST", "/api/enrolment/finish", { body: { token, challengeId, response } });
}

describe("a session's cookie", () => {
  test("is for this host alone, and neither for scripts nor for other sites", async () => {
    const { cookies, headers } = await signIn(site, "http://localhost:4180");
    expect(cookies[0]).toEqual({
      name: "assay",
      value: expect.stringMatching(/^lakeside\.[\w-]{43}$/),
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
      maxAge: 12 * 60 * 60,
    });
    expect(String(headers["set-cookie"])).not.toMatch(/domain/i);
  });

  test("without what the product says of it has nothing of that: the words are ours, not the framework's", async () => {
    const bare = fastify();
    await bare.register(fastifyCookie);
    bare.get("/", async (_, reply) => reply.setCookie("assay", cookie).send());
    const { cookies } = await bare.inject("/");
    expect(cookies[0]).toMatchObject({ name: "assay", value: cookie });
    expect(cookies[0]).not.toHaveProperty("httpOnly");
    expect(cookies[0]?.sameSite).not.toBe("Strict");
  });

  test("has the prefix that a browser holds to that, and needs https, where the site has it", async () => {
    const origin = "https://localhost:4180";
    const secure = await testApp(desk.deps, { origin });
    const { cookies } = await signIn(secure, origin);
    expect(cookies[0]).toMatchObject({
      name: "__Host-assay",
      secure: true,
      httpOnly: true,
      sameSite: "Strict",
      path: "/",
    });
    const value = cookies[0]?.value ?? "";
    const signedIn = await secure.call("GET", "/api/me", { cookies: { "__Host-assay": value } });
    expect(signedIn.status).toBe(200);
    // Without the prefix anybody on a neighbouring host could have planted it.
    expect((await me(value, secure)).status).toBe(401);
    const out = await secure.call("POST", "/api/sign-out", { cookies: { "__Host-assay": value } });
    for (const dropped of out.cookies)
      expect(dropped).toMatchObject({ value: "", secure: true, path: "/", httpOnly: true });
    await secure.close();
  });

  test("is never stored in a cache, nor is what it opens", async () => {
    expect((await me(cookie)).headers["cache-control"]).toBe("no-store");
    expect((await site.call("GET", "/api/me")).headers["cache-control"]).toBe("no-store");
  });

  test("does not stand in the database: its hash does", async () => {
    const rows = await desk.owner
      .selectFrom("session")
      .selectAll()
      .where("person_id", "=", person.personId)
      .execute();
    const secret = cookie.split(".")[1] ?? "";
    expect(rows.map(({ token_hash }) => token_hash)).toEqual([
      createHash("sha256").update(secret).digest(),
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("opens nothing when a letter of it is another, or it is shown as something else", async () => {
    const [slug = "", secret = ""] = cookie.split(".");
    const other = secret.startsWith("A") ? "B" : "A";
    for (const text of [
      `${slug}.${other}${secret.slice(1)}`,
      `elsewhere.${secret}`,
      secret,
      `${slug}.`,
      `${cookie}x`,
      `${slug}.${secret.toLowerCase()}`,
      "",
    ]) {
      expect([text, (await me(text)).status]).toEqual([text, 401]);
    }
    for (const as of [`Bearer ${cookie}`, `Link ${cookie}`, `Bearer asy_lakeside_${secret}`])
      expect((await site.call("GET", "/api/me", { as })).status).toBe(401);
  });

  test("does not speak where a header speaks: a wrong token is not made up for", async () => {
    const reply = await site.call("GET", "/api/me", {
      as: `Bearer asy_lakeside_${"A".repeat(43)}`,
      cookies: { assay: cookie },
    });
    expect(reply.status).toBe(401);
  });
});

describe("a session", () => {
  test("is a new one at every sign-in", async () => {
    expect(await sessionOf(person)).not.toBe(cookie);
    expect((await me(cookie)).status).toBe(200);
  });

  test("ends after twelve hours", async () => {
    const now = desk.clock.now().toISOString();
    desk.wait(0.499);
    expect((await me(cookie)).status).toBe(200);
    desk.wait(0.001);
    expect((await me(cookie)).status).toBe(401);
    desk.clock.set(now);
  });

  test("ends on the server with signing out, and no other one does", async () => {
    const other = await sessionOf(person);
    const out = await site.call("POST", "/api/sign-out", { cookies: { assay: cookie } });
    expect(out.status).toBe(204);
    expect(out.cookies.map(({ name, value }) => [name, value])).toEqual(
      expect.arrayContaining([
        ["assay", ""],
        ["assay-exercise", ""],
      ]),
    );
    expect((await me(cookie)).status).toBe(401);
    expect((await me(other)).status).toBe(200);
  });

  test("ends together with the one behind it that plays in the exercise", async () => {
    const played = await sessionOf(administrator);
    const cookies = { assay: cookie, "assay-exercise": played };
    await site.call("POST", "/api/sign-out", { cookies });
    expect((await me(cookie)).status).toBe(401);
    expect((await me(played)).status).toBe(401);
  });

  const change = async (body: object, id = person.personId) =>
    await site.call("PUT", `/api/persons/${id}`, {
      cookies: { assay: await sessionOf(administrator) },
      body,
    });

  test("ends when its account is disabled, and does not come back with it", async () => {
    const token = `Bearer ${await desk.token(person)}`;
    expect((await site.call("GET", "/api/me", { as: token })).status).toBe(200);
    expect((await change({ roles: ["analyst"], disabled: true })).status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
    expect((await site.call("GET", "/api/me", { as: token })).status).toBe(401);
    expect((await change({ roles: ["analyst"], disabled: false })).status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
  });

  test("has the roles of this moment, not those of its beginning", async () => {
    expect((await site.call("GET", "/api/cases", { cookies: { assay: cookie } })).status).toBe(200);
    await change({ roles: ["operator"], disabled: false });
    expect((await site.call("GET", "/api/cases", { cookies: { assay: cookie } })).status).toBe(403);
  });

  test("of the last administrator cannot be made one of nobody", async () => {
    for (const body of [
      { roles: ["analyst"], disabled: false },
      { roles: ["administrator"], disabled: true },
    ]) {
      const refused = await change(body, administrator.personId);
      expect(refused).toMatchObject({ status: 409, body: { code: "person/last-administrator" } });
    }
    const row = await desk.owner
      .selectFrom("person")
      .select(["roles", "disabled_at"])
      .where("id", "=", administrator.personId)
      .executeTakeFirst();
    expect(row).toEqual({ roles: ["administrator"], disabled_at: null });
  });

  test("of two administrators who put each other out at once leaves one", async () => {
    const parties = await desk.party(`Party ${Math.random()}`);
    const second = await desk.person(parties, ["administrator"], "B. Dmin");
    const body = { roles: ["operator"], disabled: false };
    const [first, other] = [await sessionOf(administrator), await sessionOf(second)];
    const put = (assay: string, { personId }: TestPerson) =>
      site.call("PUT", `/api/persons/${personId}`, { cookies: { assay }, body });
    // Both rows are held until both requests stand before them.
    const replies = await desk.owner.transaction().execute(async (tx) => {
      await sql`select id from person where 'administrator' = any(roles) for update`.execute(tx);
      const both = [put(first, second), put(other, administrator)];
      await new Promise((resolve) => setTimeout(resolve, 300));
      return both;
    });
    const statuses = (await Promise.all(replies)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    const left = await desk.owner
      .selectFrom("person")
      .select("id")
      .where(sql<boolean>`'administrator' = any(roles)`)
      .execute();
    expect(left.length).toBeGreaterThan(0);
    await desk.owner
      .updateTable("person")
      .set({ roles: ["administrator"] })
      .where("id", "=", administrator.personId)
      .execute();
  });
});
