import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertProposals } from "#store/clearinghouse/proposal.ts";
import { withSystem } from "#store/database.ts";
import { type Asked, type Reply, type TestApp, testApp } from "../../testing/app.ts";
import { type CrowdedCase, type CrowdedDesk, crowd } from "../../testing/crowdedDesk.ts";
import { testDesk } from "../../testing/desk.ts";

let crowded: CrowdedDesk;
let site: TestApp;
let says: Asked;
let sourceSays: Asked;
beforeAll(async () => {
  crowded = await crowd(await testDesk());
  const { desk, keeper, source } = crowded;
  site = await testApp(desk.deps);
  says = { as: `Bearer ${await desk.token(keeper)}` };
  sourceSays = { as: `Bearer ${await desk.token(source)}` };
});
afterAll(async () => {
  await site.close();
  await crowded.desk.close();
});

const title = (ref: string, text: string, ifMatch?: string): Promise<Reply> =>
  site.call("POST", `/api/cases/${ref}/title`, {
    ...says,
    headers: { "if-match": ifMatch },
    body: { title: text },
  });
const read = async (ref: string): Promise<Reply> => site.call("GET", `/api/cases/${ref}`, says);
const versionOf = ({ body }: Reply): number => (body as { version: number }).version;

describe("a change of a case", () => {
  let ref: string;
  beforeAll(async () => {
    ({ ref } = await crowded.openCase("AMBER"));
  });

  test("of the version that was looked at is taken, and answers with the next", async () => {
    const seen = await read(ref);
    expect(seen.headers.etag).toBe(`"${versionOf(seen)}"`);
    const changed = await title(ref, "First", String(seen.headers.etag));
    expect(changed.status).toBe(200);
    expect(versionOf(changed)).toBe(versionOf(seen) + 1);
    expect(changed.headers.etag).toBe(`"${versionOf(changed)}"`);
  });

  test("of an earlier one is refused, and changes nothing", async () => {
    const seen = await read(ref);
    await title(ref, "Second");
    const refused = await title(ref, "Third", String(seen.headers.etag));
    expect(refused).toMatchObject({ status: 412, body: { code: "case/changed" } });
    expect((await read(ref)).body).toMatchObject({ title: "Second" });
  });

  test("that says nothing of a version, or that any will do, is taken", async () => {
    expect((await title(ref, "Fourth")).status).toBe(200);
    expect((await title(ref, "Fifth", "*")).status).toBe(200);
  });

  test("of a list of versions is taken when one of them is the case's", async () => {
    const version = versionOf(await read(ref));
    expect((await title(ref, "Sixth", `"1", W/"${version}"`)).status).toBe(200);
  });

  test.each(["", "x", '"x"', '""', "0", '"-1"', '"99999999999"', "'1'"])(
    "of %s, which is no version of it, is refused",
    async (ifMatch) => {
      expect((await title(ref, "Never", ifMatch)).status).toBe(412);
    },
  );

  test("is won by one of two who looked at the same version", async () => {
    const tag = String((await read(ref)).headers.etag);
    const replies = await Promise.all([title(ref, "Mine", tag), title(ref, "Yours", tag)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test("of one that is not to be seen is 404 whatever the version: 412 would tell that there is one", async () => {
    const { ref: hidden } = await crowded.openCase("RED-unnamed");
    const stranger = { as: `Bearer ${await crowded.desk.token(crowded.people.outside.analyst)}` };
    for (const ifMatch of ['"1"', '"99"', "*"]) {
      const headers = { "if-match": ifMatch };
      const body = { title: "Never" };
      const reply = await site.call("POST", `/api/cases/${hidden}/title`, {
        ...stranger,
        headers,
        body,
      });
      expect(reply).toMatchObject({ status: 404, body: { code: "case/not-found" } });
    }
  });

  test("is kept in step by every route that changes one", async () => {
    const stale = { ...says, headers: { "if-match": '"0"' } };
    const bodies: Record<string, object> = {
      close: { reason: "Done" },
      assign: { personId: null },
      merge: { into: (await crowded.openCase("AMBER")).ref },
      sibling: { other: (await crowded.openCase("AMBER")).ref, linked: true },
      split: { findings: ["FD-2026-0001"], reason: "Two" },
      embargo: { move: "reject", reason: "No" },
      severity: { side: "verifier", vector: "x", reason: "x" },
      evidence: { outcome: "reproduced", failed: 1, of: 1, on: "1", modelFamily: null },
      participants: { partyId: crowded.parties.outside.id, role: "vendor" },
      messages: { partyId: crowded.parties.member.id, body: "x" },
    };
    for (const [verb, body] of Object.entries(bodies)) {
      const reply = await site.call("POST", `/api/cases/${ref}/${verb}`, { ...stale, body });
      expect([verb, reply.status]).toEqual([verb, 412]);
    }
    const started = await site.call("POST", `/api/cases/${ref}/advisory`, stale);
    expect(started.status).toBe(412);
  });
});

describe("an advisory's draft", () => {
  test("is replaced from the revision that was looked at, and from no other", async () => {
    const { advisoryRef } = await crowded.openCase("AMBER");
    const path = `/api/advisories/${advisoryRef}`;
    const { body } = await site.call("GET", path, says);
    const { revision, draft } = body as { revision: number; draft: object };
    const put = (from: number, text: string) =>
      site.call("PUT", path, {
        ...says,
        body: { revision: from, draft: { ...draft, title: text } },
      });
    const replies = await Promise.all([put(revision, "Mine"), put(revision, "Yours")]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await put(revision, "Late")).body).toMatchObject({ code: "advisory/edited" });
  });
});

type Page = { items: Record<string, unknown>[]; next: string | null };
type List = {
  readonly path: (about: CrowdedCase) => string;
  readonly asker: () => Asked;
  readonly id: (item: Record<string, unknown>) => unknown;
  /** Adds a row. The clock stands still: rows of one instant must be told apart all the same. */
  readonly add: (about: CrowdedCase) => Promise<unknown>;
};

const staff = () => says;
const desk = () => crowded.desk;
const add = async (url: string, body: object) => await site.call("POST", url, { ...says, body });
const batch = (body: string) =>
  site.call("POST", "/api/reports/batch", {
    ...sourceSays,
    headers: { "content-type": "application/x-ndjson" },
    body,
  });

const LISTS: Record<string, List> = {
  parties: {
    path: () => "/api/parties",
    asker: staff,
    id: ({ id }) => id,
    add: () => add("/api/parties", { name: `P ${randomUUID()}`, kind: "finder" }),
  },
  persons: {
    path: () => "/api/persons",
    asker: staff,
    id: ({ id }) => id,
    add: () => crowded.desk.person(crowded.parties.outside, ["operator"], randomUUID()),
  },
  batches: {
    path: () => "/api/batches",
    asker: staff,
    id: ({ id }) => id,
    add: () => batch(`{"title":"${randomUUID()}"}\n`),
  },
  findings: {
    path: () => "/api/findings",
    asker: () => sourceSays,
    id: ({ id }) => id,
    add: () => crowded.desk.submit(crowded.source),
  },
  cases: {
    path: () => "/api/cases",
    asker: staff,
    id: ({ ref }) => ref,
    add: () => crowded.desk.submit(crowded.source),
  },
  advisories: {
    path: () => "/api/advisories",
    asker: staff,
    id: ({ ref }) => ref,
    add: async () => {
      const { ref } = await crowded.desk.submit(crowded.source);
      await site.call("POST", `/api/cases/${ref}/advisory`, says);
    },
  },
  proposals: {
    path: () => "/api/proposals",
    asker: staff,
    id: ({ id }) => id,
    add: async () => {
      const [one, other] = [
        await desk().submit(crowded.source),
        await desk().submit(crowded.source),
      ];
      const pair = { id: randomUUID(), caseId: one.id, otherId: other.id, score: 0.6, signals: [] };
      await withSystem(desk().db, desk().id, (tx) =>
        insertProposals(tx, desk().id, [{ ...pair, createdAt: desk().clock.now() }]),
      );
    },
  },
  "the record of a case": {
    path: ({ ref }) => `/api/cases/${ref}/events`,
    asker: staff,
    id: ({ seq }) => seq,
    add: ({ ref }) => title(ref, randomUUID()),
  },
  "the ledger": {
    path: () => "/api/ledger/entries",
    asker: staff,
    id: ({ index }) => index,
    add: ({ ref }) => read(ref),
  },
};

const pageOf = async (url: string, asker: Asked): Promise<Page & Reply> => {
  const reply = await site.call("GET", url, asker);
  return { ...reply, ...(reply.body as Page) };
};

const nextIn = ({ headers }: Reply): string | null => {
  const [, path = ""] = /^<([^>]+)>; rel="next"$/.exec(String(headers.link ?? "")) ?? [];
  return new URL(path, "http://localhost").searchParams.get("after");
};

/** Ids page after page; `between` is done between two pages, as long as it wants to. */
async function walk(
  url: string,
  limit: number,
  { asker, id }: List,
  between: (pages: number) => Promise<unknown> = async () => {},
): Promise<unknown[]> {
  const seen: unknown[] = [];
  let after = "";
  for (let pages = 0; pages < 2_000; pages++) {
    const page = await pageOf(`${url}?limit=${limit}${after}`, asker());
    seen.push(...page.items.map(id));
    expect(nextIn(page)).toBe(page.next);
    if (page.next === null) return seen;
    expect(page.items).toHaveLength(limit);
    after = `&after=${encodeURIComponent(page.next)}`;
    await between(pages);
  }
  throw new Error("The list has no end.");
}

/** As many as are walked of a long list: enough to meet each kind of border. */
const MOST_PAGES = 25;

describe("pages of a list", () => {
  const sizes = fc.integer({ min: 1, max: 7 });
  test.each(Object.entries(LISTS))(
    "give each row of %s once, while rows are added",
    async (_, list) => {
      const about = await crowded.openCase("AMBER");
      const url = list.path(about);
      for (let i = 0; i < 5; i++) await list.add(about);
      await fc.assert(
        fc.asyncProperty(sizes, fc.nat({ max: 2 }), async (limit, growth) => {
          const known = await walk(url, 500, list);
          const grow = async (pages: number) => pages < growth && (await list.add(about));
          const few = Math.max(limit, Math.ceil(known.length / MOST_PAGES));
          const seen = await walk(url, few, list, grow);
          expect(new Set(seen).size).toBe(seen.length);
          expect(known.filter((one) => !seen.includes(one))).toEqual([]);
        }),
        { numRuns: 3 },
      );
    },
    60_000,
  );
});
