import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession } from "#actions/access/signIn.ts";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { ROLES } from "#core/access/role.ts";
import { withSystem } from "#store/database.ts";
import { type Asked, type TestApp, testApp } from "../../testing/app.ts";
import { type CrowdedCase, type CrowdedDesk, crowd } from "../../testing/crowdedDesk.ts";
import { testDesk } from "../../testing/desk.ts";
import { EDGES, mutated } from "../../testing/edgeValues.ts";
import { BODIES, sampleOf, type Target } from "../../testing/routeSamples.ts";

let crowded: CrowdedDesk;
let site: TestApp;
let on: CrowdedCase;
let says: Asked;
let victim: string;
beforeAll(async () => {
  crowded = await crowd(await testDesk());
  on = await crowded.openCase("AMBER");
  const { desk, parties } = crowded;
  const { personId } = await desk.person(parties.member, [...ROLES], "All");
  const assay = await withSystem(desk.db, desk.id, (tx) => openSession(tx, desk.deps, personId));
  says = { cookies: { assay } };
  victim = (await desk.person(parties.outside, ["operator"], "V. Ictim")).personId;
  site = await testApp(desk.deps);
});
afterAll(async () => {
  await site.close();
  await crowded.desk.close();
});

const target = (): Target => ({ crowd: crowded, on, victim, batch: victim });

/** The session of somebody with every role, or the link, whichever the route takes. */
const askerOf = ({ permission }: Route): Asked =>
  permission === "link" ? { as: `Link ${on.link}` } : says;

const JSON_ROUTES = ROUTES.filter(({ body, id }) => body !== undefined && id !== "createToken");

describe("whatever stands in a body", () => {
  test.each(JSON_ROUTES.map((route) => [route.id, route] as const))(
    "%s answers with a refusal at worst",
    async (id, route) => {
      const { method, url } = sampleOf(route, target());
      const sample = BODIES[id]?.(target()) as object;
      await fc.assert(
        fc.asyncProperty(mutated(sample), async (body) => {
          const reply = await site.call(method, url, {
            ...askerOf(route),
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          });
          expect([reply.status < 500, reply.status >= 500 ? body : null]).toEqual([true, null]);
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe("a day at the end of the calendar", () => {
  const days = ["0000-01-01", "0001-01-01", "1969-12-31", "9999-12-31"];
  const calls = (ref: string, day: string): readonly (readonly [string, object])[] => [
    [`/api/cases/${ref}/embargo`, { move: "propose", template: "90+14", endsAt: day, reason: "x" }],
    [`/api/cases/${ref}/embargo`, { move: "accept" }],
    [`/api/cases/${ref}/inputs`, { input: "automatable", value: "yes", source: "x", asOf: day }],
  ];

  test.each(days)("%s is refused or kept, and the case can be read afterwards", async (day) => {
    const { ref } = await crowded.openCase("AMBER");
    for (const [url, body] of calls(ref, day)) {
      const reply = await site.call("POST", url, { ...says, body });
      expect([url, reply.status < 500]).toEqual([url, true]);
      expect((await site.call("GET", `/api/cases/${ref}`, says)).status).toBe(200);
    }
  });
});

describe("whatever stands in a query or a path", () => {
  const word = fc.oneof(
    fc.constantFrom(...EDGES.map((one) => (typeof one === "string" ? one : JSON.stringify(one)))),
    fc.string(),
    fc.constantFrom("1", "500", "501", "any", "me", "decision", "open", "kev"),
  );
  const names = fc.constantFrom(
    "after",
    "limit",
    "view",
    "status",
    "assigned",
    "evidence",
    "text",
    "state",
    "tlp",
    "format",
    "name",
  );

  test.each(
    ROUTES.filter(({ method }) => method === "GET").map((route) => [route.id, route] as const),
  )("%s answers with a refusal at worst", async (_, route) => {
    const { url } = sampleOf(route, target());
    const query = fc.array(fc.tuple(names, word), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(query, word, async (pairs, part) => {
        const search = new URLSearchParams(
          pairs.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
        );
        const path = route.path.replaceAll(/:\w+/g, encodeURIComponent(part.toWellFormed()));
        for (const place of [url.split("?")[0], path]) {
          const asked = `${place}?${search}`;
          const reply = await site.call("GET", asked, askerOf(route));
          expect([asked, reply.status < 500]).toEqual([asked, true]);
        }
      }),
      { numRuns: 25 },
    );
  });
});
