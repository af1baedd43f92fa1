import { afterAll, beforeAll, expect, test } from "vitest";
import { done, testCoordination } from "../../testing/coordination.ts";
import { negotiateEmbargo } from "./negotiateEmbargo.ts";
import { readCase } from "./readCase.ts";
import { readInvitations } from "./readInvitations.ts";
import { closeCase, markCase } from "./workCase.ts";

let world: Awaited<ReturnType<typeof testCoordination>>;
beforeAll(async () => {
  world = await testCoordination();
});
afterAll(() => world.desk.close());

const refsOf = async (who: Parameters<typeof readInvitations>[1]) =>
  (await readInvitations(world.desk.deps, who)).items.map(({ ref }) => ref);

test("an invited party is told the reference, its part and the terms, and sees the case once it accepts", async () => {
  const { desk, maintainer } = world;
  const { ref } = await world.invited();
  const { items } = await readInvitations(desk.deps, maintainer);
  expect(items).toEqual([
    {
      ref,
      role: "owner",
      invitedAt: expect.any(String),
      terms: { day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), note: expect.any(String) },
    },
  ]);
  expect((await readCase(desk.deps, maintainer, ref)).ok).toBe(false);
  done(await negotiateEmbargo(desk.deps, maintainer, ref, { move: "accept" }));
  expect((await readCase(desk.deps, maintainer, ref)).ok).toBe(true);
  expect(await refsOf(maintainer)).toEqual([]);
});

test("nobody else is told: neither the finder nor the desk", async () => {
  const { ref } = await world.invited();
  expect(await refsOf(world.maintainer)).toContain(ref);
  expect(await refsOf(world.finder)).toEqual([]);
  expect(await refsOf(world.analyst)).toEqual([]);
});

test("a case that was closed or marked TLP:RED invites nobody any more", async () => {
  const { desk, analyst, maintainer } = world;
  const closed = await world.invited();
  done(await closeCase(desk.deps, analyst, closed.ref, "Not a flaw."));
  const red = await world.invited();
  const mark = { tlp: "RED", readers: [], reason: "For its readers only" } as const;
  done(await markCase(desk.deps, analyst, red.ref, mark));
  const told = await refsOf(maintainer);
  expect(told).not.toContain(closed.ref);
  expect(told).not.toContain(red.ref);
});
