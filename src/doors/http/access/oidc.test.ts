import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openOidc } from "#outside/access/oidc.ts";
import { type Reply, type TestApp, testApp } from "../../../testing/app.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../../testing/desk.ts";
import {
  CLIENT,
  followTo,
  type IdentityProvider,
  openIdentityProvider,
} from "../../../testing/identityProvider.ts";

const REDIRECT = "http://localhost:4180/api/oidc/callback";
let desk: TestDesk;
let site: TestApp;
let provider: IdentityProvider;
let person: TestPerson;
let email: string;

const settingsAt = (issuer: string) => ({
  name: "Harbor ID",
  issuer,
  ...CLIENT,
  redirectUri: REDIRECT,
});

beforeAll(async () => {
  desk = await testDesk();
  provider = await openIdentityProvider(REDIRECT);
  site = await testApp({ ...desk.deps, oidc: openOidc(settingsAt(provider.issuer)) });
});
afterAll(async () => {
  await site.close();
  await provider.close();
  await desk.close();
});
beforeEach(async () => {
  person = await desk.person(await desk.party(`Party ${randomUUID()}`), ["analyst"], "A. Nalyst");
  email = `analyst-${randomUUID()}@lakeside.example`;
  await desk.owner.updateTable("person").set({ email }).where("id", "=", person.personId).execute();
});

/** To the provider, in there as whoever it knows, and back to the door: what the browser then asks us for. */
async function goThere(on: TestApp = site) {
  const begun = await on.call("GET", "/api/oidc/begin");
  expect(begun.status).toBe(302);
  const attempt = begun.cookies.find(({ name }) => name === "assay-oidc")?.value ?? "";
  const back = await followTo(String(begun.headers.location), REDIRECT);
  return { begun, attempt, back };
}

const comeBack = (back: URL, attempt: string, on: TestApp = site): Promise<Reply> =>
  on.call("GET", `${back.pathname}${back.search}`, { cookies: { "assay-oidc": attempt } });

async function signIn(): Promise<Reply> {
  const { attempt, back } = await goThere();
  return await comeBack(back, attempt);
}

const sessionIn = ({ cookies }: Reply): string | undefined =>
  cookies.find(({ name }) => name === "assay")?.value;

const nobodyIn = async (reply: Reply, status: number, code: string) => {
  expect(reply).toMatchObject({ status, body: { code } });
  expect(sessionIn(reply)).toBeUndefined();
};

describe("an identity provider", () => {
  test("is offered by the door", async () => {
    expect((await site.call("GET", "/api/door")).body).toMatchObject({
      oidc: { name: "Harbor ID" },
    });
  });

  test("signs in the person who was entered with that verified address, then and later", async () => {
    provider.become({ sub: `sub-${email}`, email: email.toUpperCase(), verified: true });
    const reply = await signIn();
    expect([reply.status, reply.type]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    const cookies = { assay: sessionIn(reply) ?? "" };
    expect((await site.call("GET", "/api/me", { cookies })).body).toMatchObject({
      personId: person.personId,
    });
    // The subject is who they are from now on, whatever becomes of the address.
    provider.become({ sub: `sub-${email}`, email: "renamed@lakeside.example", verified: true });
    expect(sessionIn(await signIn())).toBeDefined();
  });

  test("is asked with a code, PKCE, a state and a nonce, none of them used twice", async () => {
    await goThere();
    await goThere();
    const [first, second] = provider.asked.slice(-2);
    expect(Object.fromEntries(first ?? [])).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      scope: "openid email",
      redirect_uri: REDIRECT,
    });
    for (const name of ["code_challenge", "state", "nonce"]) {
      expect(first?.get(name)?.length).toBeGreaterThan(20);
      expect(first?.get(name)).not.toBe(second?.get(name));
    }
  });

  test("keeps the way back in a cookie for that way alone", async () => {
    const { begun } = await goThere();
    expect(begun.cookies.find(({ name }) => name === "assay-oidc")).toMatchObject({
      httpOnly: true,
      sameSite: "Lax",
      path: "/api/oidc",
      maxAge: 300,
    });
  });
});

describe("nobody gets in", () => {
  test("whose address no administrator has entered", async () => {
    provider.become({ sub: randomUUID(), email: "stranger@elsewhere.example", verified: true });
    await nobodyIn(await signIn(), 403, "access/oidc-unknown");
  });

  test("whose address the provider has not verified", async () => {
    provider.become({ sub: randomUUID(), email, verified: false });
    await nobodyIn(await signIn(), 403, "access/oidc-unknown");
    const rows = await desk.owner
      .selectFrom("oidc_identity")
      .select("subject")
      .where("person_id", "=", person.personId)
      .execute();
    expect(rows).toEqual([]);
  });

  test("who was given an address that somebody else had before", async () => {
    provider.become({ sub: `first-${email}`, email, verified: true });
    expect(sessionIn(await signIn())).toBeDefined();
    provider.become({ sub: `second-${email}`, email, verified: true });
    await nobodyIn(await signIn(), 403, "access/oidc-unknown");
  });

  test("whose account is disabled, whether they came before or not", async () => {
    provider.become({ sub: `sub-${email}`, email, verified: true });
    expect(sessionIn(await signIn())).toBeDefined();
    await desk.owner
      .updateTable("person")
      .set({ disabled_at: desk.clock.now() })
      .where("id", "=", person.personId)
      .execute();
    await nobodyIn(await signIn(), 403, "access/oidc-unknown");
  });

  describe("with an answer that", () => {
    beforeEach(() => provider.become({ sub: `sub-${email}`, email, verified: true }));

    test("was used already", async () => {
      const { attempt, back } = await goThere();
      expect(sessionIn(await comeBack(back, attempt))).toBeDefined();
      await nobodyIn(await comeBack(back, attempt), 401, "access/oidc-failed");
    });

    test("comes without the cookie of its beginning: a link that somebody was sent", async () => {
      const { back } = await goThere();
      await nobodyIn(await comeBack(back, ""), 401, "access/oidc-failed");
      await nobodyIn(await comeBack(back, randomUUID()), 401, "access/oidc-failed");
    });

    test("belongs to another beginning", async () => {
      const [mine, theirs] = [await goThere(), await goThere()];
      await nobodyIn(await comeBack(theirs.back, mine.attempt), 401, "access/oidc-failed");
    });

    test("has another's code under one's own state: PKCE does not fit", async () => {
      const [mine, theirs] = [await goThere(), await goThere()];
      const mixed = new URL(mine.back);
      mixed.searchParams.set("code", theirs.back.searchParams.get("code") ?? "");
      await nobodyIn(await comeBack(mixed, mine.attempt), 401, "access/oidc-failed");
    });

    test("has a changed state, or none", async () => {
      for (const state of ["x", ""]) {
        const { attempt, back } = await goThere();
        back.searchParams.set("state", state);
        await nobodyIn(await comeBack(back, attempt), 401, "access/oidc-failed");
      }
    });

    test("says that it comes from another provider", async () => {
      const { attempt, back } = await goThere();
      back.searchParams.set("iss", "https://evil.example");
      await nobodyIn(await comeBack(back, attempt), 401, "access/oidc-failed");
    });

    test("is an error of the provider's", async () => {
      const { attempt, back } = await goThere();
      const error = new URL(REDIRECT);
      error.search = `error=access_denied&state=${back.searchParams.get("state")}`;
      await nobodyIn(await comeBack(error, attempt), 401, "access/oidc-failed");
    });

    test("comes after five minutes", async () => {
      const { attempt, back } = await goThere();
      const now = desk.clock.now();
      desk.clock.set(new Date(now.getTime() + 5 * 60_000).toISOString());
      await nobodyIn(await comeBack(back, attempt), 401, "access/oidc-failed");
      desk.clock.set(now.toISOString());
    });
  });
});

describe("a provider that", () => {
  const doorOf = (issuer: string) => testApp({ ...desk.deps, oidc: openOidc(settingsAt(issuer)) });

  /** A discovery document of our own making. */
  async function pretend(change: (issuer: string) => Record<string, string>) {
    const server = createServer((_, reply) => {
      reply.setHeader("content-type", "application/json");
      reply.end(JSON.stringify(change(issuer)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { issuer, close: () => server.close() };
  }

  test("is not configured is not there", async () => {
    const plain = await testApp(desk.deps);
    for (const path of ["/api/oidc/begin", "/api/oidc/callback?state=x&code=y"])
      expect(await plain.call("GET", path)).toMatchObject({
        status: 404,
        body: { code: "access/oidc-off" },
      });
    await plain.close();
  });

  test("does not answer is said to be down, and is asked again", async () => {
    const door = await doorOf("http://127.0.0.1:9");
    for (const _ of [1, 2]) {
      const reply = await door.call("GET", "/api/oidc/begin");
      expect(reply).toMatchObject({ status: 503, body: { code: "access/oidc-down" } });
    }
    await door.close();
  });

  test("goes down between the two steps is said to be down", async () => {
    const once = await openIdentityProvider(REDIRECT);
    const door = await doorOf(once.issuer);
    once.become({ sub: "x", email, verified: true });
    const { attempt, back } = await goThere(door);
    await once.close();
    const reply = await comeBack(back, attempt, door);
    expect(reply).toMatchObject({ status: 503, body: { code: "access/oidc-down" } });
    await door.close();
  });

  test.each([
    "http://169.254.169.254/token",
    "http://10.0.0.1/token",
    "http://[::ffff:127.0.0.1]/token",
  ])("sends us to %s for the tokens leads nowhere", async (token_endpoint) => {
    const { issuer, close } = await pretend((own) => ({
      issuer: own,
      authorization_endpoint: `${own}/auth`,
      token_endpoint,
      jwks_uri: `${own}/jwks`,
    }));
    const door = await doorOf(issuer);
    const begun = await door.call("GET", "/api/oidc/begin");
    expect(begun.status).toBe(302);
    const attempt = begun.cookies[0]?.value ?? "";
    const state = new URL(String(begun.headers.location)).searchParams.get("state");
    const back = new URL(`${REDIRECT}?code=x&state=${state}`);
    const reply = await comeBack(back, attempt, door);
    expect(reply).toMatchObject({ status: 503, body: { code: "access/oidc-down" } });
    await door.close();
    close();
  });

  test("stands in a private network is opened only where that is configured", async () => {
    const privately = settingsAt("https://10.0.0.1");
    const refused = await openOidc(privately).begin();
    expect(refused).toBe("down");
    const metadata = { ...settingsAt("https://169.254.169.254"), isPrivate: true };
    expect(await openOidc(metadata).begin()).toBe("down");
  });
});
