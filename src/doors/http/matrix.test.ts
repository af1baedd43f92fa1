import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession } from "#actions/access/signIn.ts";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { mayDo, PERMISSION_NAMES, type Permission } from "#core/access/permission.ts";
import { ROLES, type Role } from "#core/access/role.ts";
import { withSystem } from "#store/database.ts";
import { type Asked, type Reply, type TestApp, testApp } from "../../testing/app.ts";
import {
  type CrowdedCase,
  type CrowdedDesk,
  crowd,
  MARKS,
  type Mark,
  SEATS,
  type Seat,
} from "../../testing/crowdedDesk.ts";
import { type TestPerson, testDesk } from "../../testing/desk.ts";
import { isOfEvaluations } from "../../testing/evaluationSamples.ts";
import { BODIES, nowhere, sampleOf, type Target } from "../../testing/routeSamples.ts";
import { seesCase } from "../../testing/sightOfCase.ts";

/** Answered before anything of the desk is looked at. */
const TURNED = ["access/sign-in", "access/forbidden", "access/scope", "access/session"];

/** What hangs on a case is seen by whoever sees the case, although its path does not name one. */
const HANGING = [
  "getAdvisory",
  "editAdvisory",
  "publishAdvisory",
  "withdrawAdvisory",
  "renderAdvisory",
  "decideProposal",
  "finishTask",
  "getReportFile",
];
const isAboutCase = ({ id, ofCase }: Route): boolean => ofCase === true || HANGING.includes(id);

/** Routes whose handler, once entered, is walked by a test of its own: it sets up a whole exercise. */
const ENTERED_ELSEWHERE = ["startExercise"];

/** Routes that ask once more, inside, for what no role gives: a seat in the exercise. */
const ASKED_AGAIN = ["playAs"];

/** What was done is gone for whoever comes next. */
const ONCE = ["finishTask"];
const READS = ["getCase", "listCaseEvents", "getAdvisory", "getReportFile"];

type Walker = {
  readonly name: string;
  readonly role: Role | "nobody" | "link";
  readonly seat: Seat;
  readonly via: "session" | "token" | "link" | "nothing";
  readonly says: Asked;
};

let crowded: CrowdedDesk;
let site: TestApp;
let walkers: readonly Walker[];
let victim: string;
let batch: string;
const cases = new Map<Mark, CrowdedCase>();

async function sessionOf({ personId }: TestPerson): Promise<string> {
  const { deps, id, db } = crowded.desk;
  return await withSystem(db, id, (tx) => openSession(tx, deps, personId));
}

async function walkersOf(): Promise<Walker[]> {
  const found: Walker[] = [
    { name: "nobody", role: "nobody", seat: "outside", via: "nothing", says: {} },
  ];
  for (const seat of SEATS) {
    for (const role of ROLES) {
      const person = crowded.people[seat][role];
      const says = { cookies: { assay: await sessionOf(person) } };
      found.push({ name: `${role}, ${seat}`, role, seat, via: "session", says });
    }
  }
  for (const role of ROLES) {
    const says = { as: `Bearer ${await crowded.desk.token(crowded.people.member[role])}` };
    found.push({ name: `${role} by token`, role, seat: "member", via: "token", says });
  }
  for (const mark of MARKS) {
    const says = { as: `Link ${cases.get(mark)?.link}` };
    found.push({ name: `link into ${mark}`, role: "link", seat: "member", via: "link", says });
  }
  return found;
}

beforeAll(async () => {
  crowded = await crowd(await testDesk());
  for (const mark of MARKS) cases.set(mark, await crowded.openCase(mark));
  const { desk, parties, source } = crowded;
  victim = (await desk.person(parties.outside, ["operator"], "V. Ictim")).personId;
  site = await testApp(desk.deps);
  const as = `Bearer ${await desk.token(source)}`;
  const headers = { "content-type": "application/x-ndjson" };
  await site.call("POST", "/api/reports/batch", { as, headers, body: '{"title":"One"}\n{' });
  const listed = (await site.call("GET", "/api/batches", { as })).body;
  batch = (listed as { items: { id: string }[] }).items[0]?.id ?? "";
  walkers = await walkersOf();
});
afterAll(async () => {
  await site.close();
  await crowded.desk.close();
});

/** A session to lose. */
async function onceMore({ via, role, seat, says }: Walker): Promise<Asked> {
  if (via !== "session" || role === "nobody" || role === "link") return says;
  return { cookies: { assay: await sessionOf(crowded.people[seat][role]) } };
}

const targetAt = (mark: Mark): Target => {
  const on = cases.get(mark);
  if (!on) throw new Error(`There is no ${mark} case.`);
  return { crowd: crowded, on, victim, batch };
};

async function walk(route: Route, target: Target, walker: Walker): Promise<Reply> {
  const { method, url, body, headers } = sampleOf(route, target);
  const says = route.id === "signOut" ? await onceMore(walker) : walker.says;
  return await site.call(method, url, {
    ...says,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

const codeOf = ({ body }: Reply): string => (body as { code?: string } | null)?.code ?? "";

/** What the contract and the roles say about coming in at all. */
function turnOf(route: Route, { role, via }: Walker): string | undefined {
  const { permission } = route;
  if (permission === "public") return undefined;
  if (role === "nobody") return "access/sign-in";
  if (permission === "link") return role === "link" ? undefined : "access/forbidden";
  if (role === "link") return "access/forbidden";
  if (permission === "signed-in") return undefined;
  if (permission === "session") return via === "session" ? undefined : "access/session";
  return mayDo(permission, [role]) ? undefined : "access/forbidden";
}

/** The case a walker may see. A link sees its own, on the routes for links, unless it is RED. */
const sees = ({ role, seat, says }: Walker, mark: Mark): boolean => {
  if (role === "nobody") return false;
  if (role === "link") return mark === "AMBER" && says.as === `Link ${cases.get(mark)?.link}`;
  return seesCase(role, seat, mark);
};

/** The same answer, but for what names this one request. */
const withoutRequest = ({ status, headers, body }: Reply) => {
  const { date: _, "x-request-id": __, "content-security-policy": ___, ...rest } = headers;
  const { "x-ratelimit-remaining": ____, "x-ratelimit-reset": _____, ...same } = rest;
  const { instance: ______, ...problem } = body as Record<string, unknown>;
  return { status, headers: same, problem };
};

/** No text and no reference of a case that this walker may not see stands in an answer. */
function expectNoSecret(walker: Walker, reply: Reply, asked: string): void {
  for (const [mark, { secret, ref }] of cases) {
    if (sees(walker, mark)) continue;
    expect([walker.name, mark, reply.text.includes(secret)]).toEqual([walker.name, mark, false]);
    if (!asked.includes(ref)) {
      expect([walker.name, mark, reply.text.includes(ref)]).toEqual([walker.name, mark, false]);
    }
  }
}

async function expectUnseen(route: Route, target: Target, walker: Walker, reply: Reply) {
  const { on } = target;
  expect([walker.name, on.mark, reply.status]).toEqual([walker.name, on.mark, 404]);
  const never = await walk(route, { ...target, on: nowhere(on) }, walker);
  expect([walker.name, withoutRequest(reply)]).toEqual([walker.name, withoutRequest(never)]);
}

async function expectOutcome(route: Route, mark: Mark, walker: Walker): Promise<void> {
  const turned = turnOf(route, walker);
  if (turned === undefined && ENTERED_ELSEWHERE.includes(route.id)) return;
  const target = targetAt(mark);
  const reply = await walk(route, target, walker);
  expectNoSecret(walker, reply, sampleOf(route, target).url);
  const code = codeOf(reply);
  if (turned !== undefined) {
    const status = turned === "access/sign-in" ? 401 : 403;
    expect([walker.name, mark, reply.status, code]).toEqual([walker.name, mark, status, turned]);
    return;
  }
  expect([walker.name, mark, reply.status < 500]).toEqual([walker.name, mark, true]);
  const isTurned = TURNED.includes(code) && !ASKED_AGAIN.includes(route.id);
  expect([walker.name, mark, isTurned]).toEqual([walker.name, mark, false]);
  if (!isAboutCase(route)) return;
  if (!sees(walker, mark)) return await expectUnseen(route, target, walker, reply);
  if (!ONCE.includes(route.id))
    expect([walker.name, mark, reply.status]).not.toEqual([walker.name, mark, 404]);
  if (READS.includes(route.id)) expect([walker.name, reply.status]).toEqual([walker.name, 200]);
}

describe("the permission matrix", () => {
  test("walks every route that the server says it has, and no other", async () => {
    const { body } = await site.call("GET", "/openapi.json");
    const { paths } = body as { paths: Record<string, Record<string, unknown>> };
    const told = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const walked = ROUTES.map(
      ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`,
    );
    expect(told.sort()).toEqual(walked.sort());
  });

  test("has a body for every route that takes one, and it is one that the route takes", () => {
    const takers = ROUTES.filter(
      ({ body, rawBody }) => body !== undefined || rawBody !== undefined,
    );
    expect(Object.keys(BODIES).sort()).toEqual(takers.map(({ id }) => id).sort());
    for (const { id, body } of takers) {
      const parsed = body?.safeParse(BODIES[id]?.(targetAt("AMBER")));
      expect([id, parsed?.error?.issues ?? []]).toEqual([id, []]);
    }
  });

  test("takes every route with a parameter that may be a case's for one about a case, or says why not", () => {
    // Those that name a review are walked by review/matrix.test.ts.
    const others = ROUTES.filter(
      (route) =>
        route.params !== undefined &&
        !isAboutCase(route) &&
        !route.ofReview &&
        !isOfEvaluations(route.path), // a party's own; evaluation/run.test.ts
    );
    expect(others.map(({ id }) => id).sort()).toEqual([
      "awaitEscalation", // one's own question to the guard; guard/queue.test.ts
      "changeGuardPolicy", // a channel
      "changePerson", // a person
      "decideEscalation", // what the guard holds, of cases that the decider sees; guard/queue.test.ts
      "endGuardTerm", // a term of one's own party
      "endMyKey", // one's own key
      "explainGuardRecord", // a decision, which has no value in it; guard/record.test.ts
      "getEscalation", // as decideEscalation
      "getGuardPack", // a rule pack
      "getGuardRecord", // as explainGuardRecord
      "getInclusionProof", // an entry of the ledger, which tells nothing but when
      "importPriority", // one of two tables
      "listBatchProblems", // a batch, see below
      "recordCoverage", // a review, by the designated role alone; review/coverage.test.ts
      "renewEnrolment", // a person
      "revokeToken", // one's own token
    ]);
  });

  test.each(ROUTES.map((route) => [route.id, route] as const))(
    "%s lets in whom it should, and shows them what is theirs",
    async (_, route) => {
      const marks = isAboutCase(route) ? MARKS : (["AMBER"] as const);
      for (const mark of marks) {
        for (const walker of walkers) await expectOutcome(route, mark, walker);
      }
    },
  );
});

describe("what does not hang on a case", () => {
  const statusOf = async (url: string) =>
    new Map(
      await Promise.all(
        walkers
          .filter(({ via }) => via === "session")
          .map(
            async ({ name, says }) => [name, (await site.call("GET", url, says)).status] as const,
          ),
      ),
    );

  test("the problems of a batch are shown to its party and to desk staff", async () => {
    const statuses = await statusOf(`/api/batches/${batch}/problems`);
    for (const [name, status] of statuses) {
      const expected = /^(analyst|coordinator)/.test(name)
        ? 200
        : /^(finder|lab-officer)/.test(name)
          ? 404
          : 403;
      expect([name, status]).toEqual([name, expected]);
    }
  });

  test("lists of batches, findings and reports are empty for another party", async () => {
    const [finder] = walkers.filter(({ name }) => name === "finder, outside");
    for (const path of ["/api/batches", "/api/findings"]) {
      const { body } = await site.call("GET", path, finder?.says);
      const items = (body as { items: { name?: string; from?: string }[] }).items;
      expect(items.filter(({ from = "Elsewhere" }) => from !== "Elsewhere")).toEqual([]);
    }
  });
});

describe("an API token with scopes", () => {
  const turnedFrom = (route: Route, scope: Permission): string | undefined => {
    const { permission } = route;
    if (permission === "session") return "access/session";
    if (permission === "link") return "access/forbidden";
    const isFree = permission === "public" || permission === "signed-in";
    return isFree || permission === scope ? undefined : "access/scope";
  };

  test.each(PERMISSION_NAMES)("for %s alone enters nothing else", async (scope) => {
    const { desk, parties } = crowded;
    const person = await desk.person(parties.outside, [...ROLES], `All of ${scope}`);
    const session = { cookies: { assay: await sessionOf(person) } };
    const wanted = { name: scope, scopes: [scope], days: 1 };
    const made = await site.call("POST", "/api/tokens", { ...session, body: wanted });
    const says = { as: `Bearer ${(made.body as { token: string }).token}` };
    const walker = { name: scope, role: "analyst", seat: "outside", via: "token", says } as const;
    const target = { ...targetAt("AMBER"), on: nowhere(targetAt("AMBER").on) };
    for (const route of ROUTES.filter(({ id }) => !ENTERED_ELSEWHERE.includes(id))) {
      const code = codeOf(await walk(route, target, walker));
      const turned = TURNED.includes(code) ? code : undefined;
      expect([route.id, turned]).toEqual([route.id, turnedFrom(route, scope)]);
    }
  });
});
