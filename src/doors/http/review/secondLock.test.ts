import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { withAsker } from "#store/database.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Name, reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import {
  nowhereReview,
  type ReviewTarget,
  reviewSampleOf,
} from "../../../testing/reviewSamples.ts";
import { sealBy } from "../../../testing/reviewSealing.ts";
import { granted, resultShared } from "../../../testing/reviewStages.ts";
import { uncheckedApp } from "../../../testing/uncheckedApp.ts";

const OF_REVIEW = ROUTES.filter(({ ofReview }) => ofReview === true);
const STRANGERS: readonly Name[] = [
  "port",
  "crake",
  "labFinder",
  "bureauAnalyst",
  "recorder",
  "overseer",
  "administrator",
  "analyst",
];

const world = openForAll(reviewDesk);
let review: ReviewTarget;
let open: Awaited<ReturnType<typeof uncheckedApp>>;
beforeAll(async () => {
  const { people } = world;
  const { ref } = await granted(world);
  const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
  await resultShared(world, ref);
  for (const by of [people.holm, people.alder]) await world.page(by, ref);
  review = { ref, materialId: id };
  open = await uncheckedApp(world.desk.deps, (name) => people[name as Name]);
});
afterAll(async () => {
  await open.app.close();
});

async function walk(route: Route, name: Name, target: ReviewTarget) {
  const { method, url, body, headers } = reviewSampleOf(route, target);
  const said = { ...headers, "x-asker": name };
  return await open.call(method, url, { headers: said, ...(body === undefined ? {} : { body }) });
}

describe("with the check of roles taken out", () => {
  test.each(OF_REVIEW.map((route) => [route.id, route] as const))(
    "%s tells who takes no part in a review what it tells of one that is not there",
    async (_, route) => {
      for (const name of STRANGERS) {
        const reply = await walk(route, name, review);
        expect([name, reply.status]).toEqual([name, 404]);
        const never = await walk(route, name, nowhereReview());
        expect([name, reply.body]).toEqual([name, never.body]);
      }
    },
  );

  test("an agency does not read what is the lab's to see", async () => {
    const accesses = OF_REVIEW.find(({ id }) => id === "listReviewAccesses") as Route;
    expect((await walk(accesses, "holm", review)).status).toBe(404);
    expect((await walk(accesses, "voss", review)).status).toBe(200);
  });
});

const TABLES = ["review", "review_event", "review_access", "sealed_material"] as const;

/** Rows of the review that somebody sees when nothing but the database's policies stands between. */
const seenBy = (name: Name, table: string): Promise<Record<string, unknown>[]> =>
  withAsker(world.desk.db, world.people[name], async (tx) => {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
      tx,
    );
    return rows;
  });

describe("the database's policies alone", () => {
  test.each(TABLES)("show %s to nobody who takes no part", async (table) => {
    for (const name of STRANGERS) expect([name, await seenBy(name, table)]).toEqual([name, []]);
    expect((await seenBy("voss", table)).length).toBeGreaterThan(0);
  });

  test("show an agency its own accesses, and the lab all of them", async () => {
    const { holm, alder } = world.people;
    const partiesIn = async (name: Name) =>
      [...new Set((await seenBy(name, "review_access")).map((row) => row.party_id))].sort();
    expect(await partiesIn("holm")).toEqual([holm.partyId]);
    expect(await partiesIn("alder")).toEqual([alder.partyId]);
    expect(await partiesIn("voss")).toEqual([holm.partyId, alder.partyId].sort());
  });

  test("show a sealed thing to its recipients, its sender and the lab", async () => {
    const { holm } = world.people;
    const { id } = await sealBy(world, holm, review.ref, { to: [holm], kind: "evaluator-prompt" });
    const idsOf = async (name: Name) =>
      (await seenBy(name, "sealed_material")).map((row) => row.id);
    expect((await idsOf("holm")).sort()).toEqual([review.materialId, id].sort());
    expect(await idsOf("alder")).toEqual([]);
    expect(await idsOf("brandt")).toEqual(await idsOf("voss"));
  });

  test("open no entry of the ledger about a review to who takes no part in it", async () => {
    for (const name of STRANGERS) {
      const rows = await withAsker(world.desk.db, world.people[name], async (tx) => {
        const found = await sql`select 1 from ledger_entry where review_id is not null`.execute(tx);
        return found.rows;
      });
      expect([name, rows]).toEqual([name, []]);
    }
  });

  test("take nothing from a member: what changes a review is written by the desk", async () => {
    const { desk, people } = world;
    const id = randomUUID();
    for (const forged of [
      sql`update review set model = 'mine'`,
      sql`delete from review_member`,
      sql`update sealed_material set envelope = ''`,
      sql`insert into review_member select desk_id, review_id, ${id}, 'agency', since from review_member`,
      sql`insert into review_access (desk_id, review_id, at, person_id, party_id, name, what, way, origin)
        select desk_id, id, now(), ${id}, ${id}, 'x', 'review', 'x', 'x' from review`,
    ]) {
      const tried = withAsker(desk.db, people.voss, async (tx) => {
        const { numAffectedRows } = await forged.execute(tx);
        if ((numAffectedRows ?? 0n) > 0n) throw new Error("written");
      });
      await expect(
        tried.then(
          () => "nothing",
          (error) => error.code ?? error.message,
        ),
      ).resolves.toMatch(/^(42501|nothing)$/);
    }
  });

  test("are what refuses: past them everything is told", async () => {
    const { rows } = await sql<{ model: string }>`select model from review`.execute(
      world.desk.owner,
    );
    expect(rows).toContainEqual({ model: SECRETS.model });
  });
});
