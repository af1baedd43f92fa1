import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { mayDo, type Permission } from "#core/access/permission.ts";
import type { Asked, Reply } from "../../../testing/app.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, type Name, reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import {
  nowhereReview,
  type ReviewTarget,
  reviewSampleOf,
} from "../../../testing/reviewSamples.ts";
import { sealBy } from "../../../testing/reviewSealing.ts";
import { granted, grantTo, named, resultShared } from "../../../testing/reviewStages.ts";
import { sameAnswer } from "../../../testing/sameAnswer.ts";

const OF_REVIEW = ROUTES.filter(({ ofReview }) => ofReview === true);
const byId = (routes: readonly Route[]) => routes.map((route) => [route.id, route] as const);

const STRANGERS: readonly (Name | "nobody")[] = [
  "port", // asked to be attached, and has no answer
  "crake",
  "labFinder",
  "bureauAnalyst",
  "recorder",
  "overseer",
  "administrator",
  "analyst",
  "nobody",
];

type Stage = "drafted" | "access-open" | "expired" | "withdrawn";
const STAGES: readonly Stage[] = ["drafted", "access-open", "expired", "withdrawn"];

const world = openForAll(reviewDesk);
const reviews = new Map<Stage, ReviewTarget>();

/** Everything that a review can hold, and something sealed to V. Holm. */
async function filled(): Promise<ReviewTarget> {
  const { people, parties, act, ask } = world;
  const { ref } = await granted(world);
  await act(people.voss, ref, "ask-coverage", { question: SECRETS.question });
  const { model, version } = await world.page(people.voss, ref);
  const body = { labPartyId: parties.lab.id, model, version, reason: SECRETS.reason };
  await ask(people.port, "POST", "/api/review-requests", { body });
  const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
  await resultShared(world, ref);
  return { ref, materialId: id };
}

beforeAll(async () => {
  const { people, desk, act } = world;
  reviews.set("expired", await filled());
  const withdrawn = await filled();
  await act(people.voss, withdrawn.ref, "withdraw");
  reviews.set("withdrawn", withdrawn);
  desk.wait(31); // and no job has run
  reviews.set("drafted", { ref: await named(world), materialId: randomUUID() });
  reviews.set("access-open", await filled());
});

const at = (stage: Stage): ReviewTarget => {
  const target = reviews.get(stage);
  if (!target) throw new Error(`No review is ${stage}.`);
  return target;
};

const saysOf = (name: Name | "nobody"): Asked => (name === "nobody" ? {} : world.people[name].says);

async function walk(route: Route, says: Asked, review: ReviewTarget, more: Asked["headers"] = {}) {
  const { method, url, body, headers } = reviewSampleOf(route, review);
  const asked = { ...says, headers: { ...headers, ...more } };
  return await world.site.call(method, url, { ...asked, ...(body === undefined ? {} : { body }) });
}

const WORDS = Object.values(SECRETS);
const wordsIn = ({ text }: Reply): string[] => WORDS.filter((word) => text.includes(word));

describe("whoever takes no part in a review", () => {
  test.each(byId(OF_REVIEW))(
    "is told by %s what they are told of one that is not there",
    async (_, route) => {
      for (const name of STRANGERS) {
        const never = await walk(route, saysOf(name), nowhereReview());
        expect([name, never.status >= 400]).toEqual([name, true]);
        for (const stage of STAGES) {
          const reply = await walk(route, saysOf(name), at(stage));
          expect([name, stage, sameAnswer(reply)]).toEqual([name, stage, sameAnswer(never)]);
          expect([name, stage, wordsIn(reply)]).toEqual([name, stage, []]);
        }
      }
    },
  );

  test("finds none of its words in any list, page or export that they may open", async () => {
    const lists = ROUTES.filter(
      ({ method, params, permission }) =>
        method === "GET" && params === undefined && permission !== "link",
    );
    // The designated role is shown what a lab asked, and of which model: see coverage.test.ts.
    const isTold = (name: string, { id }: Route) => name === "recorder" && id === "listCoverage";
    for (const route of lists) {
      for (const name of STRANGERS.filter((one) => !isTold(one, route))) {
        const reply = await walk(route, saysOf(name), nowhereReview());
        expect([route.id, name, wordsIn(reply)]).toEqual([route.id, name, []]);
        const refs = STAGES.map((stage) => at(stage).ref).filter((ref) => reply.text.includes(ref));
        const mayKnow = route.id === "overseeReviews" && name === "overseer";
        expect([route.id, name, refs.length > 0]).toEqual([route.id, name, mayKnow]);
      }
    }
  });

  test("is told the same whether they ask to join a review that is there or not", async () => {
    const { people, parties, ask, page } = world;
    const { model, version } = await page(people.voss, at("access-open").ref);
    const wanted = { labPartyId: parties.lab.id, reason: "Ports" };
    const answers: unknown[] = [];
    for (const named of [
      { model, version },
      { model, version: "none" },
    ])
      answers.push(
        sameAnswer(
          await ask(people.port, "POST", "/api/review-requests", { body: { ...wanted, ...named } }),
        ),
      );
    expect(answers[0]).toEqual(answers[1]);
  });
});

const OF_THING = OF_REVIEW.filter(({ path }) => path.includes("/sealed/:id"));

/** What sealed routes say of the thing to somebody, and whether it is what they say of one that is not there. */
async function expectNothingSealed(by: Member, { ref, materialId }: ReviewTarget): Promise<void> {
  for (const route of OF_THING) {
    for (const more of [{}, { range: "bytes=0-9" }, { "if-match": '"1"' }]) {
      const reply = await walk(route, by.says, { ref, materialId }, more);
      const never = await walk(route, by.says, { ref, materialId: randomUUID() }, more);
      expect([route.id, reply.status]).toEqual([route.id, 404]);
      expect([route.id, sameAnswer(reply)]).toEqual([route.id, sameAnswer(never)]);
    }
  }
}

describe("a reviewer whose grant has ended", () => {
  const sealedTo = async (by: Member, ref: string): Promise<ReviewTarget> => {
    const { id } = await sealBy(world, world.people.voss, ref, { to: [by] });
    return { ref, materialId: id };
  };

  test("had been let in before", async () => {
    const { holm } = world.people;
    const reads = OF_THING.filter(({ method }) => method === "GET");
    expect(reads.length).toBeGreaterThan(3);
    for (const route of reads)
      expect((await walk(route, holm.says, at("access-open"))).status).toBe(200);
  });

  test("because the window has run out, is told of nothing sealed, although no job has run", async () => {
    const stored = () =>
      world.desk.owner
        .selectFrom("review")
        .select("ending")
        .where("ref", "=", at("expired").ref)
        .executeTakeFirstOrThrow();
    expect((await stored()).ending).toBeNull();
    await expectNothingSealed(world.people.holm, at("expired"));
  });

  test("because the lab withdrew, is told of nothing sealed", async () => {
    await expectNothingSealed(world.people.holm, at("withdrawn"));
  });

  test("because the lab ended the grant, is told of nothing sealed", async () => {
    const { people, act } = world;
    const { ref, grantId } = await granted(world);
    const target = await sealedTo(people.holm, ref);
    await act(people.voss, ref, "end-grant", { grantId, reason: "" });
    await expectNothingSealed(people.holm, target);
  });

  test("or is paused by an incident, or has stepped back, is told of nothing sealed", async () => {
    const { people, act } = world;
    const { ref } = await granted(world);
    const target = await sealedTo(people.holm, ref);
    const opened = { what: "It left its range", thirdParties: [], hours: 24 };
    const { incidents } = await act(people.voss, ref, "open-incident", opened);
    await expectNothingSealed(people.holm, target);
    const ended = { incidentId: incidents[0]?.id, outcome: "Closed" };
    await act(people.voss, ref, "end-incident", ended);
    const reply = await walk(OF_THING[0] as Route, people.holm.says, target);
    expect(reply.status).toBe(200);
    await act(people.holm, ref, "recuse");
    await expectNothingSealed(people.holm, target);
  });

  test("or never had one, though it is sealed to their party, is told of nothing sealed", async () => {
    const { people } = world;
    const target = at("access-open");
    await expectNothingSealed(people.sand, target);
    await expectNothingSealed(people.alder, target);
    await grantTo(world, people.alder, target.ref).catch(() => undefined); // terms do not name them
    await expectNothingSealed(people.alder, target);
  });
});

/** What ends a review goes last. */
const ENDING = ["recordRelease", "completeReview", "findNotApplicable", "withdrawReview", "recuse"];
/** Streams for as long as one listens: live.test.ts. */
const STREAMING = ["followReview"];
/** There is nothing of it in a draft, or it is another's: what is not there is not there for members either. */
const MAY_BE_ABSENT = [
  ...OF_THING.map(({ id }) => id),
  "beginTermsSignature",
  "signTerms",
  "printTerms",
  "diffTerms",
];

describe("whoever takes part in a review", () => {
  const routes = [...OF_REVIEW]
    .filter(({ id }) => !STREAMING.includes(id))
    .sort((a, b) => ENDING.indexOf(a.id) - ENDING.indexOf(b.id));

  test.each(STAGES)("%s, is answered about it by every route of their side", async (stage) => {
    const { voss, brandt, holm, alder } = world.people;
    for (const by of [voss, brandt, holm, alder]) {
      for (const route of routes) {
        const reply = await walk(route, by.says, at(stage));
        const { code } = (reply.body ?? {}) as { code?: string };
        const isIn = mayDo(route.permission as Permission, by.roles);
        expect([by.name, route.id, code === "access/forbidden"]).toEqual([
          by.name,
          route.id,
          !isIn,
        ]);
        expect([by.name, route.id, reply.status < 500]).toEqual([by.name, route.id, true]);
        if (isIn && !MAY_BE_ABSENT.includes(route.id))
          expect([by.name, route.id, code]).not.toEqual([by.name, route.id, "review/not-found"]);
      }
    }
  });
});
