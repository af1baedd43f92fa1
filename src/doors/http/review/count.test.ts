import { expect, test } from "vitest";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, reviewDesk } from "../../../testing/reviewDesk.ts";
import { named, submitted } from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const counts = async (by: Member) =>
  told<{ counts: Record<string, number> }>(await world.ask(by, "GET", "/api/me")).counts;

test("each is told of the open reviews of their own party, and of no other's", async () => {
  const { people, act } = world;
  const ref = await named(world);
  await submitted(world);
  const openTo = async (...names: (keyof typeof people)[]) =>
    await Promise.all(names.map(async (name) => (await counts(people[name])).reviews));
  const all = ["voss", "holm", "alder", "port", "crake", "administrator", "overseer"] as const;
  expect(await openTo(...all)).toEqual([2, 2, 2, 0, 0, undefined, undefined]);
  await act(people.voss, ref, "withdraw");
  expect(await openTo("voss", "holm", "labFinder")).toEqual([1, 1, undefined]);
});

test("whoever records coverage is told of the enquiries that wait, and nobody else", async () => {
  const { people, act, ask } = world;
  const ref = await submitted(world);
  await submitted(world);
  const waiting = async () => (await counts(people.recorder)).coverage;
  expect(await waiting()).toBe(0);
  await act(people.voss, ref, "ask-coverage", { question: "Is it?" });
  expect([await waiting(), (await counts(people.voss)).coverage]).toEqual([1, undefined]);
  const body = { coverage: "undetermined", until: null, basis: "Too early" };
  world.desk.wait(1);
  told(await ask(people.recorder, "POST", `/api/coverage/${ref}`, { body }));
  expect(await waiting()).toBe(0);
  world.desk.wait(1);
  await act(people.voss, ref, "ask-coverage", { question: "Is it now?" });
  expect(await waiting()).toBe(1);
});
