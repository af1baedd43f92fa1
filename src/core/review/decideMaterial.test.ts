import { beforeEach, describe, expect, test } from "vitest";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import {
  ask,
  declare,
  give,
  keyOf,
  openWorld,
  personOf,
  readerOf,
  sealing,
  signedWorld,
  type World,
} from "../../testing/reviewWorld.ts";
import { isPaused } from "./incident.ts";
import type { Recipient } from "./reviewEvent.ts";
import type { ReviewActor } from "./side.ts";

const { voss, holm, sand, alder } = CAST;
const label = {
  basis: "statute",
  name: "15 U.S.C. 1905",
  from: "2026-09-01",
  until: "2026-12-31",
  source: "law.example",
  claimedBy: "Halden Models",
} as const;

describe("sealing", () => {
  const tried = (more: Partial<ReturnType<typeof sealing>>, by: ReviewActor = voss) =>
    openWorld().tried(by, "seal-material", { ...sealing("card", [holm]), ...more });
  const to = (...recipients: readonly Recipient[]) => tried({ recipients });

  test("takes nothing whose sender does not say that it is unclassified", () => {
    expect([tried({ unclassified: false }), tried({})]).toEqual(["material/classified", null]);
  });

  test("goes to named people of the review, each key once", () => {
    expect(to()).toBe("key/none");
    expect(to({ ...readerOf(holm), key: "age1holm" })).toBe("key/malformed");
    expect(to(readerOf(holm), { ...readerOf(sand), key: keyOf(holm) })).toBe("key/known");
    expect(to({ ...readerOf(holm), partyId: "nobody" })).toBe("agency/not-attached");
  });

  test("may add a key that nobody has registered, which opens nothing here", () => {
    expect(to(readerOf(holm), { ...readerOf(sand), personId: null, partyId: null })).toBeNull();
  });

  test("does not go to who has stepped back", () => {
    const world = openWorld();
    world.act(holm, "recuse", {});
    expect(world.tried(voss, "seal-material", sealing("card", [holm]))).toBe("conflict/recused");
  });

  test("of a draft of a result stays with its party and the lab: no way around the reply", () => {
    const draft = (...readers: readonly ReviewActor[]) =>
      tried(sealing("draft", readers, "result-draft"), holm);
    expect([draft(sand, voss), draft(sand, alder)]).toEqual([null, "result/no-reply"]);
  });

  test("happens once for a thing, and not after the end", () => {
    const world = openWorld();
    world.act(voss, "seal-material", sealing("card", [holm]));
    expect(world.tried(voss, "seal-material", sealing("card", [holm]))).toBe("review/already");
    world.wait(31);
    expect(world.tried(voss, "seal-material", sealing("other", [holm]))).toBe("review/closed");
  });

  test("dates the label that comes with it", () => {
    expect(tried({ label: { ...label, until: "2026-08-31" } })).toBe("clock/day");
    expect(tried({ label: { ...label, from: "2026-02-30" } })).toBe("clock/day");
    expect(tried({ label })).toBeNull();
  });
});

describe("labels", () => {
  test("are claimed for the submission or a thing in it, by either side", () => {
    const world = openWorld();
    expect(world.tried(voss, "claim-label", { on: "submission", label })).toBeNull();
    expect(world.tried(holm, "claim-label", { on: "card", label })).toBe("material/unknown");
    world.act(voss, "seal-material", sealing("card", [holm]));
    expect(world.tried(alder, "claim-label", { on: "card", label })).toBe("material/unknown");
    expect(world.tried(holm, "claim-label", { on: "card", label })).toBeNull();
    expect(world.state.labels.map(({ on, by }) => [on, by])).toEqual([
      ["submission", "E. Voss"],
      ["card", "V. Holm"],
    ]);
  });

  test("that lapse are put on record once, the day after their last", () => {
    const world = openWorld();
    world.act(voss, "claim-label", { on: "submission", label: { ...label, until: "2026-09-03" } });
    expect(world.wait(2.5).settle()).toEqual([]);
    expect(world.wait(1).settle()).toMatchObject([
      { type: "label-lapsed", by: { side: "system" } },
    ]);
    expect(world.settle()).toEqual([]);
  });
});

describe("another envelope", () => {
  let world: World;
  const rewrap = (by: ReviewActor, ...readers: readonly ReviewActor[]) =>
    world.tried(by, "rewrap-material", {
      materialId: "card",
      recipients: readers.map(readerOf),
    });

  beforeEach(() => {
    world = openWorld();
    world.act(voss, "seal-material", sealing("card", [holm]));
    declare(world, holm);
    declare(world, sand);
    give(world, holm);
  });

  test("is the sender's to make, with more recipients or fewer; whoever could read it is remembered", () => {
    expect(rewrap(voss, sand)).toBeNull();
    const [card] = world.state.materials;
    expect(card).toMatchObject({ envelope: 2, recipients: [{ name: sand.label }] });
    expect(card?.holders.map(({ name }) => name)).toEqual([holm.label, sand.label]);
  });

  test("is made by a reader for a colleague whom a grant names, and for nobody else", () => {
    expect(rewrap(holm, holm, sand)).toBe("grant/not-named");
    give(world, sand);
    expect(rewrap(holm, sand)).toBe("material/not-yours");
    expect(rewrap(holm, holm, sand)).toBeNull();
    declare(world, alder);
    give(world, alder);
    expect(rewrap(holm, holm, sand, alder)).toBe("grant/not-named");
  });

  test("is not made by who may not read it now", () => {
    expect(rewrap(alder, holm, alder)).toBe("material/unknown");
    world.act(voss, "open-incident", { what: "It got out.", thirdParties: [], hours: 1 });
    expect([isPaused(world.state), rewrap(holm, holm)]).toEqual([true, "incident/open"]);
    expect(rewrap(voss, holm, sand)).toBeNull();
  });
});

describe("a grant", () => {
  const answered = (world: World, grantId: string, given = true) =>
    world.tried(voss, "answer-grant", { grantId, given, reason: "" });

  test("of model access has a level; the others have none, and no variant", () => {
    const world = openWorld();
    const tried = (more: object) =>
      world.tried(holm, "ask-grant", {
        axis: "model",
        level: "AL2",
        variant: "safeguards-off",
        persons: [personOf(holm)],
        reason: "",
        ...more,
      });
    expect(tried({})).toBeNull();
    expect(tried({ level: null })).toBe("grant/axis");
    expect(tried({ axis: "time" })).toBe("grant/axis");
    expect(tried({ axis: "time", level: null })).toBe("grant/axis");
    expect(tried({ axis: "time", level: null, variant: null })).toBeNull();
    expect(tried({ persons: [] })).toBe("grant/not-named");
  });

  test("is given within the terms: to people and of variants that they name", () => {
    const world = signedWorld({});
    const stranger = { ...sand, label: "N. Body" };
    expect(answered(world, ask(world, [holm, stranger]))).toBe("grant/outside-terms");
    // The bureau's V. Holm is in the terms; somebody of that name at another agency is not.
    const namesake = { ...alder, label: holm.label };
    expect(answered(world, ask(world, [namesake]))).toBe("grant/outside-terms");
    const weights = { axis: "model", level: "AL3", variant: "fine-tuning" } as const;
    const outside = ask(world, [holm], weights);
    expect(answered(world, outside)).toBe("grant/outside-terms");
    expect(answered(world, outside, false)).toBeNull();
    expect(answered(world, ask(world, [{ ...holm, label: " v.  HOLM" }]))).toBeNull();
  });

  test("is answered once, ended once, and only where it was given", () => {
    const world = openWorld();
    const grantId = ask(world, [holm]);
    const end = () => world.tried(voss, "end-grant", { grantId, reason: "Enough." });
    expect([end(), answered(world, grantId), answered(world, grantId)]).toEqual([
      "review/not-yet",
      null,
      "grant/answered",
    ]);
    expect([end(), end(), answered(world, grantId)]).toEqual([null, "grant/ended", "grant/ended"]);
    expect(answered(world, "another")).toBe("grant/unknown");
    expect(world.state.grants[0]?.partyId).toBe(STORY.bureau);
  });
});
