import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { mayDo, type Permission } from "#core/access/permission.ts";
import { EDGES, mutated } from "../../../testing/edgeValues.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, reviewDesk } from "../../../testing/reviewDesk.ts";
import {
  REVIEW_BODIES,
  type ReviewTarget,
  reviewSampleOf,
} from "../../../testing/reviewSamples.ts";
import { sealBy } from "../../../testing/reviewSealing.ts";
import { accessOpen, granted, resultGiven, submitted } from "../../../testing/reviewStages.ts";

const world = openForAll(reviewDesk);
const reviews: ReviewTarget[] = [];
beforeAll(async () => {
  const { voss, holm } = world.people;
  const { ref } = await granted(world);
  const { id } = await sealBy(world, voss, ref, { to: [holm] });
  await resultGiven(world, ref);
  reviews.push({ ref: await submitted(world), materialId: id });
  reviews.push({ ref: await accessOpen(world), materialId: id });
  reviews.push({ ref, materialId: id });
});

const OF_REVIEWS = ROUTES.filter(({ permission }) => permission.startsWith("review."));
const isIn = ({ permission }: Route, { roles }: Member) => mayDo(permission as Permission, roles);
const bySides = (route: Route): readonly Member[] =>
  [world.people.voss, world.people.holm, world.people.recorder].filter((one) => isIn(route, one));

/** What would leave nothing to try: the others come first, and each of these is tried on what is left. */
const ENDING = ["recordRelease", "completeReview", "findNotApplicable", "withdrawReview"];
const last = (a: Route, b: Route) => ENDING.indexOf(a.id) - ENDING.indexOf(b.id);

const inJson = { "content-type": "application/json" };

describe("whatever stands in a body about a real review", () => {
  test.each(
    OF_REVIEWS.filter(({ body }) => body !== undefined)
      .sort(last)
      .map((route) => [route.id, route] as const),
  )("%s answers with a refusal at worst", async (id, route) => {
    await fc.assert(
      fc.asyncProperty(
        mutated(REVIEW_BODIES[id]?.() as object),
        fc.constantFrom(...reviews),
        fc.constantFrom(...bySides(route)),
        async (body, review, by) => {
          const { method, url } = reviewSampleOf(route, review);
          const more = { headers: inJson, body: JSON.stringify(body) };
          const reply = await world.ask(by, method, url, more);
          expect([reply.status < 500, reply.status >= 500 ? body : null]).toEqual([true, null]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a day at the end of the calendar", () => {
  const days = ["0000-01-01", "0001-01-01", "1969-12-31", "9999-12-31", "+275760-09-13"];
  const label = { basis: "statute", name: "x", source: "x", claimedBy: "x" };

  test.each(days)(
    "%s is refused or kept, and the review can be read afterwards in every form",
    async (day) => {
      const { voss, holm } = world.people;
      const { ref } = await granted(world);
      const calls: readonly (readonly [Member, string, object])[] = [
        [voss, "date-release", { release: "trusted-partner", date: day, note: "" }],
        [voss, "date-release", { release: "public", date: day, note: "" }],
        [voss, "leave-days-uncounted/begin", { days: [day], reason: "x" }],
        [holm, "report-outage", { from: `${day}T00:00:00.000Z`, until: null, note: "" }],
        [holm, "claim-label", { on: "submission", label: { ...label, from: day, until: day } }],
      ];
      for (const [by, move, body] of calls) {
        const reply = await world.ask(by, "POST", `/api/reviews/${ref}/${move}`, { body });
        expect([move, reply.status < 500]).toEqual([move, true]);
        const reads = ["", "/events", "/what-if", "/dates.ics", "/report/html", "/report/md"];
        for (const path of reads)
          expect([
            move,
            path,
            (await world.ask(voss, "GET", `/api/reviews/${ref}${path}`)).status,
          ]).toEqual([move, path, 200]);
      }
    },
  );
});

describe("whatever stands in a query, a path or a header", () => {
  const word = fc.oneof(
    fc.constantFrom(...EDGES.map((one) => (typeof one === "string" ? one : JSON.stringify(one)))),
    fc.string(),
  );

  test.each(
    OF_REVIEWS.filter(({ method, id }) => method === "GET" && id !== "followReview").map(
      (route) => [route.id, route] as const,
    ),
  )("%s answers with a refusal at worst", async (_, route) => {
    const names = fc.constantFrom("after", "limit", "name");
    const pairs = fc.array(fc.tuple(names, word), { maxLength: 3 });
    const header = fc.stringMatching(/^[ -~]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(
        pairs,
        header,
        fc.constantFrom(...reviews),
        fc.nat({ max: 9 }),
        async (query, said, review, turn) => {
          const { url } = reviewSampleOf(route, review);
          const search = new URLSearchParams(
            query.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
          );
          const by = bySides(route)[turn % bySides(route).length] ?? world.people.overseer;
          const headers = { range: `bytes=${said}`, "if-match": said };
          const reply = await world.ask(by, "GET", `${url}?${search}`, { headers });
          expect([url, reply.status < 500]).toEqual([url, true]);
        },
      ),
      { numRuns: 20 },
    );
  });
});
