import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLocalToken } from "#actions/access/createLocalToken.ts";
import { openSession } from "#actions/access/signIn.ts";
import type { Role } from "#core/access/role.ts";
import { withSystem } from "#store/database.ts";
import { type Asked, type TestApp, testApp } from "../../../testing/app.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../../testing/desk.ts";

let desk: TestDesk;
let site: TestApp;
let person: TestPerson;
let inPerson: Asked;

beforeAll(async () => {
  desk = await testDesk();
  site = await testApp(desk.deps);
});
afterAll(async () => {
  await site.close();
  await desk.close();
});
beforeEach(async () => {
  const party = await desk.party(`Party ${Math.random()}`, "lab");
  person = await desk.person(party, ["analyst", "finder"], "A. Nalyst");
  inPerson = await signedIn(person);
});

async function signedIn({ personId }: TestPerson): Promise<Asked> {
  const assay = await withSystem(desk.db, desk.id, (tx) => openSession(tx, desk.deps, personId));
  return { cookies: { assay } };
}

type Made = { token: string; item: { id: string; name: string; expiresAt: string } };

async function make(change: object = {}): Promise<Made & { says: Asked }> {
  const body = { name: "ci", scopes: null, days: 30, ...change };
  const reply = await site.call("POST", "/api/tokens", { ...inPerson, body });
  if (reply.status !== 201) throw new Error(reply.text);
  const made = reply.body as Made;
  return { ...made, says: { as: `Bearer ${made.token}` } };
}

const list = async (says: Asked = inPerson) => await site.call("GET", "/api/tokens", says);
const me = async (says: Asked) => (await site.call("GET", "/api/me", says)).status;

test("tokens made in the shell belong to a party for each side, or to the one that is named", async () => {
  const partyOf = async (roles: readonly Role[], party: string | null = null) => {
    const token = await createLocalToken(desk.deps, { roles, name: "t", days: 1, party });
    const reply = await site.call("GET", "/api/me", { as: `Bearer ${token}` });
    return (reply.body as { party: { name: string } }).party.name;
  };
  expect(await partyOf(["finder"])).toBe("This machine, as finder");
  expect(await partyOf(["owner"])).toBe("This machine, as owner");
  expect(await partyOf(["analyst"])).toBe("This machine");
  expect(await partyOf(["finder"], "Kestrel Lab")).toBe("Kestrel Lab");
});

describe("an API token", () => {
  test("is shown once, names its desk, and acts as its person", async () => {
    const { token, item, says } = await make();
    expect(token).toMatch(/^asy_lakeside_[\w-]{43}$/);
    expect((await site.call("GET", "/api/me", says)).body).toMatchObject({
      personId: person.personId,
    });
    const listed = await list();
    expect(listed.body).toMatchObject({ items: [{ id: item.id, name: "ci" }] });
    expect(listed.text).not.toContain(token.slice(-43));
  });

  test("does not stand in the database: its hash does", async () => {
    const { token } = await make();
    const secret = token.slice(-43);
    const rows = await desk.owner
      .selectFrom("api_token")
      .selectAll()
      .where("person_id", "=", person.personId)
      .execute();
    expect(rows[0]?.token_hash).toEqual(createHash("sha256").update(secret).digest());
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("stands in no entry of the ledger", async () => {
    const { token } = await make();
    const bodies = await desk.owner.selectFrom("ledger_entry").select(["kind", "body"]).execute();
    expect(bodies.some(({ kind }) => kind === "token.created")).toBe(true);
    expect(JSON.stringify(bodies)).not.toContain(token.slice(-43));
  });

  test("ends on its day", async () => {
    const { says } = await make({ days: 1 });
    const now = desk.clock.now().toISOString();
    desk.wait(0.999);
    expect(await me(says)).toBe(200);
    desk.wait(0.001);
    expect(await me(says)).toBe(401);
    desk.clock.set(now);
  });

  test("lasts a year at most, and a day at least", async () => {
    for (const days of [0, -1, 367, 1.5]) {
      const body = { name: "ci", scopes: null, days };
      expect((await site.call("POST", "/api/tokens", { ...inPerson, body })).status).toBe(400);
    }
  });

  test("is revoked by its person, at once and for good", async () => {
    const { says, item } = await make();
    const revoke = () => site.call("DELETE", `/api/tokens/${item.id}`, inPerson);
    expect((await revoke()).status).toBe(204);
    expect(await me(says)).toBe(401);
    expect((await revoke()).status).toBe(404);
    expect((await list()).body).toEqual({ items: [] });
  });

  test("of somebody else is neither listed nor revoked", async () => {
    const { says, item } = await make();
    const other = await signedIn(
      await desk.person(await desk.party(`P ${Math.random()}`), ["owner"]),
    );
    expect((await list(other)).body).toEqual({ items: [] });
    const theirs = await site.call("DELETE", `/api/tokens/${item.id}`, other);
    const nobodys = await site.call("DELETE", `/api/tokens/${desk.id}`, other);
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    expect(await me(says)).toBe(200);
  });

  test("makes, lists and revokes none: a lost one opens no more doors", async () => {
    const { says, item } = await make();
    const code = { code: "access/session" };
    const body = { name: "more", scopes: null, days: 366 };
    expect(await site.call("POST", "/api/tokens", { ...says, body })).toMatchObject({ body: code });
    expect(await list(says)).toMatchObject({ status: 403, body: code });
    const revoked = await site.call("DELETE", `/api/tokens/${item.id}`, says);
    expect(revoked).toMatchObject({ status: 403, body: code });
    expect((await list()).body).toMatchObject({ items: [{ name: "ci" }] });
  });

  test("with scopes does that and nothing else, and says what it may", async () => {
    const { says } = await make({ scopes: ["report.submit"] });
    expect((await site.call("GET", "/api/me", says)).body).toMatchObject({
      permissions: ["report.submit"],
    });
    const headers = { "content-type": "application/octet-stream" };
    const report = { ...says, headers, body: `{"title":"${Math.random()}"}` };
    expect((await site.call("POST", "/api/reports", report)).status).toBe(201);
    const cases = await site.call("GET", "/api/cases", says);
    expect(cases).toMatchObject({ status: 403, body: { code: "access/scope" } });
  });

  test("gives nothing that its person's roles do not", async () => {
    const { says } = await make({ scopes: ["person.manage", "case.read"] });
    const body = { name: "X", partyId: person.partyId, roles: ["administrator"] };
    const refused = await site.call("POST", "/api/persons", { ...says, body });
    expect(refused).toMatchObject({ status: 403, body: { code: "access/forbidden" } });
    expect((await site.call("GET", "/api/me", says)).body).toMatchObject({
      permissions: ["case.read"],
    });
  });

  test("opens nothing as anything else, nor when a letter of it is another", async () => {
    const { token } = await make();
    const secret = token.slice(-43);
    const other = secret.startsWith("A") ? "B" : "A";
    for (const as of [
      `Bearer asy_lakeside_${other}${secret.slice(1)}`,
      `Bearer asy_elsewhere_${secret}`,
      `Bearer ${secret}`,
      `Bearer lakeside.${secret}`,
      `Link ${token}`,
      `Link lakeside.${secret}`,
      `Basic ${token}`,
      token,
    ])
      expect([as, await me({ as })]).toEqual([as, 401]);
    expect(await me({ cookies: { assay: token } })).toBe(401);
    expect((await site.call("GET", `/api/me?token=${token}`)).status).toBe(401);
  });

  test("tells when it was last used, to the minute", async () => {
    const { says } = await make();
    const lastUsed = async () =>
      ((await list()).body as { items: { lastUsedAt: string | null }[] }).items[0]?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await me(says);
    expect(await lastUsed()).toBe(desk.clock.now().toISOString());
  });
});
