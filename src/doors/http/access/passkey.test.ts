import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { giveEnrolment } from "#actions/access/enrol.ts";
import { openFirstDoor } from "#actions/access/setUpDesk.ts";
import { withSystem } from "#store/database.ts";
import { type TestApp, testApp } from "../../../testing/app.ts";
import {
  type Authenticator,
  type Ceremony,
  newAuthenticator,
} from "../../../testing/authenticator.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../../testing/desk.ts";

let desk: TestDesk;
let site: TestApp;
let person: TestPerson;
const ORIGIN = "http://localhost:4180";
const RP = { origin: ORIGIN, rpId: "localhost" };

beforeAll(async () => {
  desk = await testDesk();
  site = await testApp(desk.deps);
});
afterAll(async () => {
  await site.close();
  await desk.close();
});
beforeEach(async () => {
  person = await desk.person(await desk.party(`Party ${Math.random()}`), ["analyst"], "A. Nalyst");
});

type Begun = { challengeId: string; options: { challenge: string } };

const linkFor = async ({ personId }: TestPerson): Promise<string> => {
  const url = await withSystem(desk.db, desk.id, (tx) => giveEnrolment(tx, desk.deps, personId));
  return url.split("#")[1] ?? "";
};
const begin = async (token: string) =>
  await site.call("POST", "/api/enrolment/begin", { body: { token } });

/** Registers a passkey, as the ceremony would be, or as `change` has it. */
async function enrol(token: string, key: Authenticator, change: Partial<Ceremony> = {}) {
  const begun = (await begin(token)).body as Begun;
  const { challenge } = begun.options;
  const response = key.create({ challenge, ...RP, ...change });
  const body = { token, challengeId: begun.challengeId, response };
  return await site.call("POST", "/api/enrolment/finish", { body });
}

async function beginSignIn(): Promise<Begun> {
  return (await site.call("POST", "/api/sign-in/begin")).body as Begun;
}
const finish = (challengeId: string, response: unknown) =>
  site.call("POST", "/api/sign-in/finish", { body: { challengeId, response } });

async function signIn(key: Authenticator, change: Partial<Ceremony> = {}) {
  const { challengeId, options } = await beginSignIn();
  return await finish(challengeId, key.get({ challenge: options.challenge, ...RP, ...change }));
}

const passkeysOf = async ({ personId }: TestPerson) =>
  await desk.owner.selectFrom("passkey").selectAll().where("person_id", "=", personId).execute();

describe("the first start", () => {
  test("gives a link by which the first administrator gets a passkey, and then no more", async () => {
    const fresh = await testDesk({ slug: "fresh" });
    const url = (await openFirstDoor(fresh.deps)) ?? "";
    expect(url).toMatch(/^http:\/\/localhost:4180\/enroll#fresh\.[\w-]{43}$/);
    const own = await testApp(fresh.deps);
    const token = url.split("#")[1] ?? "";
    const begun = (await own.call("POST", "/api/enrolment/begin", { body: { token } }))
      .body as Begun;
    const { challenge } = begun.options;
    const response = newAuthenticator().create({ challenge, ...RP });
    const body = { token, challengeId: begun.challengeId, response };
    const done = await own.call("POST", "/api/enrolment/finish", { body });
    expect(done).toMatchObject({ status: 200, body: { name: "First administrator" } });
    const cookies = { assay: done.cookies[0]?.value ?? "" };
    expect((await own.call("GET", "/api/me", { cookies })).body).toMatchObject({
      name: "First administrator",
      roles: ["administrator"],
    });
    expect(await openFirstDoor(fresh.deps)).toBeUndefined();
    await own.close();
    await fresh.close();
  });
});

describe("a passkey", () => {
  test("is registered by a link and opens a session from then on", async () => {
    const key = newAuthenticator();
    expect(await enrol(await linkFor(person), key)).toMatchObject({ status: 200 });
    const [stored] = await passkeysOf(person);
    expect(stored).toMatchObject({ id: key.id, transports: ["internal"] });
    const reply = await signIn(key);
    expect(reply).toMatchObject({ status: 200, body: { name: "A. Nalyst" } });
    const cookies = { assay: reply.cookies[0]?.value ?? "" };
    const me = (await site.call("GET", "/api/me", { cookies })).body;
    expect(me).toMatchObject({ personId: person.personId });
  });

  const elsewhere = [
    ["another origin", { origin: "https://evil.example" }],
    ["another port", { origin: "http://localhost:4181" }],
    ["https where the site has none", { origin: "https://localhost:4180" }],
    ["another relying party", { rpId: "evil.example" }],
    ["another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["nobody present", { flags: 0x04 }],
  ] as const;

  test.each([...elsewhere, ["a sign-in", { type: "webauthn.get" }]] as const)(
    "is not registered for %s, and the link remains good",
    async (_, change) => {
      const token = await linkFor(person);
      const refused = await enrol(token, newAuthenticator(), change);
      expect(refused).toMatchObject({ status: 400, body: { code: "access/passkey-refused" } });
      expect(refused.cookies).toEqual([]);
      expect(await passkeysOf(person)).toEqual([]);
      expect((await enrol(token, newAuthenticator())).status).toBe(200);
    },
  );

  test.each([...elsewhere, ["a registration", { type: "webauthn.create" }]] as const)(
    "does not sign in for %s",
    async (_, change) => {
      const key = newAuthenticator();
      await enrol(await linkFor(person), key);
      const refused = await signIn(key, change);
      expect(refused).toMatchObject({ status: 401, body: { code: "access/sign-in-failed" } });
      expect(refused.cookies).toEqual([]);
    },
  );

  test("answers a challenge once: what somebody overheard is worth nothing", async () => {
    const key = newAuthenticator();
    await enrol(await linkFor(person), key);
    const { challengeId, options } = await beginSignIn();
    const answer = key.get({ challenge: options.challenge, ...RP });
    expect((await finish(challengeId, answer)).status).toBe(200);
    expect((await finish(challengeId, answer)).status).toBe(401);
    const next = await beginSignIn();
    expect((await finish(next.challengeId, answer)).status).toBe(401);
  });

  test("has one try at a challenge: a wrong answer uses it up", async () => {
    const key = newAuthenticator();
    await enrol(await linkFor(person), key);
    const { challengeId, options } = await beginSignIn();
    const challenge = { challenge: options.challenge, ...RP };
    expect((await finish(challengeId, key.get({ ...challenge, rpId: "x" }))).status).toBe(401);
    expect((await finish(challengeId, key.get(challenge))).status).toBe(401);
  });

  test("is not taken for another's: the signature is checked against the key of its id", async () => {
    const [mine, theirs] = [newAuthenticator(), newAuthenticator()];
    await enrol(await linkFor(person), mine);
    const { challengeId, options } = await beginSignIn();
    const forged = {
      ...theirs.get({ challenge: options.challenge, ...RP }),
      id: mine.id,
      rawId: mine.id,
    };
    expect((await finish(challengeId, forged)).status).toBe(401);
  });

  test("that counts backwards was copied, and is refused", async () => {
    const key = newAuthenticator();
    await enrol(await linkFor(person), key, { counter: 5 });
    expect((await signIn(key, { counter: 6 })).status).toBe(200);
    expect((await signIn(key, { counter: 6 })).status).toBe(401);
    expect((await signIn(key, { counter: 7 })).status).toBe(200);
  });

  test("has five minutes to answer", async () => {
    const key = newAuthenticator();
    await enrol(await linkFor(person), key);
    const { challengeId, options } = await beginSignIn();
    const answer = key.get({ challenge: options.challenge, ...RP });
    const now = desk.clock.now().getTime();
    desk.clock.set(new Date(now + 5 * 60_000).toISOString());
    expect((await finish(challengeId, answer)).status).toBe(401);
    desk.clock.set(new Date(now).toISOString());
  });

  test("of an account that was disabled signs nobody in", async () => {
    const key = newAuthenticator();
    await enrol(await linkFor(person), key);
    await desk.owner
      .updateTable("person")
      .set({ disabled_at: desk.clock.now() })
      .where("id", "=", person.personId)
      .execute();
    expect((await signIn(key)).status).toBe(401);
  });

  test("that nobody registered signs nobody in, with the same words", async () => {
    const known = newAuthenticator();
    await enrol(await linkFor(person), known);
    const [stranger, wrong] = [
      await signIn(newAuthenticator()),
      await signIn(known, { rpId: "x" }),
    ];
    const { instance: _, ...one } = stranger.body as Record<string, unknown>;
    const { instance: __, ...other } = wrong.body as Record<string, unknown>;
    expect(one).toEqual(other);
  });

  test("made of anything at all is refused, and breaks nothing", async () => {
    const key = newAuthenticator();
    await enrol(await linkFor(person), key);
    const good = key.get({ challenge: "x", ...RP });
    const junk = fc.oneof(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.record({
        id: fc.constantFrom(key.id, "", "é"),
        rawId: fc.constantFrom(key.id, 1, null),
        type: fc.constantFrom("public-key", "x"),
        response: fc.oneof(
          fc.jsonValue(),
          fc.record({
            clientDataJSON: fc.constantFrom(good.response.clientDataJSON, "", "e30", "!!"),
            authenticatorData: fc.constantFrom(good.response.authenticatorData, "", "AA"),
            signature: fc.constantFrom(good.response.signature, "", "AAAA"),
          }),
        ),
        clientExtensionResults: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(junk, async (response) => {
        const { challengeId } = await beginSignIn();
        const { status } = await finish(challengeId, response);
        expect([400, 401]).toContain(status);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an enrolment link", () => {
  const spent = { status: 410, body: { code: "access/enrolment-spent" } };

  test("is used once", async () => {
    const token = await linkFor(person);
    expect((await enrol(token, newAuthenticator())).status).toBe(200);
    expect(await begin(token)).toMatchObject(spent);
    expect(await passkeysOf(person)).toHaveLength(1);
  });

  test("is used once by two who hold it at the same moment", async () => {
    const token = await linkFor(person);
    const bodies: object[] = [];
    for (let i = 0; i < 3; i++) {
      const { challengeId, options } = (await begin(token)).body as Begun;
      const response = newAuthenticator().create({ challenge: options.challenge, ...RP });
      bodies.push({ token, challengeId, response });
    }
    const all = await Promise.all(
      bodies.map((body) => site.call("POST", "/api/enrolment/finish", { body })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
    expect(await passkeysOf(person)).toHaveLength(1);
  });

  test("ends after seven days", async () => {
    const token = await linkFor(person);
    const now = desk.clock.now().toISOString();
    desk.wait(6.9);
    expect((await begin(token)).status).toBe(200);
    desk.wait(0.1);
    expect(await begin(token)).toMatchObject(spent);
    desk.clock.set(now);
  });

  test("ends with a newer one, and with the account", async () => {
    const first = await linkFor(person);
    const second = await linkFor(person);
    expect(await begin(first)).toMatchObject(spent);
    expect((await begin(second)).status).toBe(200);
    await desk.owner
      .updateTable("person")
      .set({ disabled_at: desk.clock.now() })
      .where("id", "=", person.personId)
      .execute();
    expect(await begin(second)).toMatchObject(spent);
  });

  test("is for its own person: another's challenge is not taken with it", async () => {
    const other = await desk.person(await desk.party(`Other ${Math.random()}`), ["owner"]);
    const [mine, theirs] = [await linkFor(person), await linkFor(other)];
    const begun = (await begin(theirs)).body as Begun;
    const { challenge } = begun.options;
    const response = newAuthenticator().create({ challenge, ...RP });
    const body = { token: mine, challengeId: begun.challengeId, response };
    expect(await site.call("POST", "/api/enrolment/finish", { body })).toMatchObject(spent);
    expect(await passkeysOf(person)).toEqual([]);
  });

  test("does not stand in the database: its hash does", async () => {
    const token = await linkFor(person);
    const secret = token.split(".")[1] ?? "";
    const rows = await desk.owner
      .selectFrom("enrolment")
      .selectAll()
      .where("person_id", "=", person.personId)
      .execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(rows[0]?.token_hash.includes(Buffer.from(secret, "base64url"))).toBe(false);
  });

  test("that is nonsense is as good as a spent one", async () => {
    for (const token of ["x".repeat(20), `lakeside.${"A".repeat(43)}`, `other.${"A".repeat(43)}`])
      expect(await begin(token)).toMatchObject(spent);
  });
});
