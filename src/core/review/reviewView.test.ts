import { beforeEach, describe, expect, test } from "vitest";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import {
  ask,
  clockIn,
  declare,
  give,
  openWorld,
  resultWith,
  sealing,
  type World,
} from "../../testing/reviewWorld.ts";
import { toDeclared } from "./declared.ts";
import { viewForOverseer, viewForRecorder } from "./outsideView.ts";
import { viewFor } from "./reviewView.ts";

const { voss, holm, sand, alder, recorder } = CAST;

let world: World;
const seenBy = (partyId: string) => viewFor("agency", partyId, world.state, clockIn(world));

beforeEach(() => {
  world = openWorld();
  world.act(voss, "ask-coverage", { question: "Is it covered?" });
  world.act(recorder, "record-coverage", {
    coverage: "covered",
    until: "2027-02-28",
    basis: "Annex 3.",
  });
  declare(world, holm, true);
  declare(world, alder);
  give(world, holm);
  ask(world, [alder], { reason: "Grids." });
  world.act(voss, "seal-material", sealing("card", [holm]));
  world.act(holm, "seal-material", sealing("prompts", [sand], "evaluator-prompt"));
  world.act(holm, "give-result", { content: resultWith() });
  world.act(holm, "propose-partner", { name: "Nordbank", reason: "Large." });
  world.act(voss, "answer-partner", { partnerId: partner(), agrees: true, reason: "Agreed." });
});

const partner = () => world.state.partners[0]?.id ?? "";
const result = () => world.state.results[0]?.id ?? "";

describe("the lab sees", () => {
  test("everything that is on record in its review, and of sealed things who can open them", () => {
    const view = viewFor("lab", STORY.lab, world.state, clockIn(world));
    expect(view).toMatchObject({
      stage: "access-open",
      conflicts: world.state.conflicts,
      grants: world.state.grants,
      results: world.state.results,
      materials: world.state.materials,
      selected: ["Nordbank"],
      isPaused: false,
    });
  });
});

describe("an agency sees", () => {
  test("its own, and of others their names and that they have grants", () => {
    const view = seenBy(STORY.energy);
    expect(view.agencies.map(({ name }) => name)).toEqual([
      "Model Test Bureau",
      "Energy Systems Laboratory",
    ]);
    expect(view.grants.map(({ partyId, reason, why }) => [partyId, reason, why])).toEqual([
      [STORY.bureau, "", null],
      [STORY.energy, "Grids.", null],
    ]);
    expect(view.conflicts.map(({ name, has, statement }) => [name, has, statement])).toEqual([
      [holm.label, true, ""],
      [alder.label, false, ""],
    ]);
    expect([view.results, view.materials]).toEqual([[], []]);
  });

  test("its own conflicts and things, with what was sealed to it", () => {
    const view = seenBy(STORY.bureau);
    expect(view.conflicts[0]?.statement).toBe("Worked there until 2019.");
    expect(view.materials.map(({ id }) => id)).toEqual(["card", "prompts"]);
    expect(view.results).toHaveLength(1);
  });

  test("another's result once it is shared with it", () => {
    world.act(voss, "reply-to-result", { resultId: result(), text: "We count 1." });
    expect(seenBy(STORY.energy).results).toEqual([]);
    world.act(holm, "share-result", { resultId: result(), with: [STORY.energy] });
    expect(seenBy(STORY.energy).results).toMatchObject([{ reply: { text: "We count 1." } }]);
  });

  test("that another's incident stops everybody, and not what happened; the lab's it sees whole", () => {
    world.act(holm, "open-incident", { what: "It got out.", thirdParties: ["Host"], hours: 1 });
    world.act(voss, "open-incident", { what: "Keys leaked.", thirdParties: [], hours: 1 });
    const view = seenBy(STORY.energy);
    expect(view.isPaused).toBe(true);
    expect(view.incidents.map(({ what }) => what)).toEqual([
      "Another agency opened it.",
      "Keys leaked.",
    ]);
    expect(JSON.stringify(view)).not.toMatch(/It got out|Host/);
    expect(view.incidents.map(({ byPartyId }) => byPartyId)).toEqual([null, STORY.lab]);
    expect(seenBy(STORY.bureau).incidents[0]?.what).toBe("It got out.");
  });

  test("destruction certificates that it owes, and those for what it sent", () => {
    world.act(voss, "withdraw", {});
    expect(seenBy(STORY.bureau).destructions.map(({ name }) => name)).toEqual([holm.label]);
    expect(seenBy(STORY.energy).destructions).toEqual([]);
  });

  test("nothing while it only asks; to show it would be a bug", () => {
    expect(() => seenBy("elsewhere")).toThrow("its own parties");
    expect(() => seenBy(STORY.lab)).toThrow("its own parties");
    expect(() => viewFor("lab", STORY.bureau, world.state, clockIn(world))).toThrow("each on its");
    expect(() => viewFor("agency", null, world.state, clockIn(world))).toThrow("its own parties");
  });
});

test("the recorder sees what was declared, asked and recorded", () => {
  const view = viewForRecorder(world.state, clockIn(world));
  expect(view).toEqual({
    ...toDeclared(world.state, clockIn(world)),
    enquiry: world.state.enquiry,
    coverage: world.state.coverage,
  });
});

describe("the overseer sees", () => {
  const seen = () => viewForOverseer(world.state, clockIn(world), world.now);

  test("dates and counts, and nothing of what the review is about", () => {
    expect(seen()).toEqual({
      ref: world.state.ref,
      lab: "Halden Models",
      stage: "access-open",
      ending: null,
      openedAt: world.state.openedAt,
      agencies: 2,
      line: "Day 1 of 30, window closes 2026-09-30 24:00 Europe/Oslo",
      counted: 1,
      elapsed: 1,
      overLimit: false,
      incidents: 0,
      destructions: { asked: 0, stated: 0, missing: [] },
    });
    expect(JSON.stringify(seen())).not.toMatch(/Meridian|checkpoint|planted/);
  });

  test("an end that nobody has recorded, as the clock tells it", () => {
    world.wait(30);
    expect([world.state.ended, seen().ending, seen().stage]).toEqual([null, "expired", "closed"]);
  });

  test("whose destruction certificate is missing, from the day after it was due", () => {
    world.wait(35).settle();
    expect(seen().destructions).toMatchObject({ asked: 1, stated: 0, missing: [] });
    world.wait(30);
    expect(seen().destructions.missing).toEqual([
      { name: holm.label, due: world.state.destructions[0]?.due },
    ]);
  });
});
