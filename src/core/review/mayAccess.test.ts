import { beforeEach, describe, expect, test } from "vitest";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import {
  accessIn,
  agree,
  ask,
  askerOf,
  clockIn,
  declare,
  give,
  keyOf,
  openWorld,
  readerOf,
  sealing,
  signedWorld,
  TERMS,
  type World,
} from "../../testing/reviewWorld.ts";
import { liveGrants } from "./liveGrants.ts";
import { grantsToUse, mayReadMaterial } from "./mayAccess.ts";
import type { ReviewActor } from "./side.ts";

const { voss, holm, sand, alder } = CAST;
const CARD = "card";

const reading = (world: World, by: ReviewActor, id = CARD) => {
  const read = mayReadMaterial(accessIn(world), askerOf(by), id);
  if (!read.ok) return read.refusal.code;
  return read.value === "own" ? "own" : read.value.id;
};

const live = (world: World, { personId }: ReviewActor) =>
  liveGrants(world.state, clockIn(world), personId ?? "").map(({ id }) => id);

describe("a sealed thing of the lab's", () => {
  let world: World;
  let grant: string;

  beforeEach(() => {
    world = openWorld();
    world.act(voss, "seal-material", sealing(CARD, [holm]));
    declare(world, holm);
    grant = give(world, holm);
  });

  test("is read by a named recipient under the grant that names them", () => {
    expect(reading(world, holm)).toBe(grant);
    expect(live(world, holm)).toEqual([grant]);
  });

  test("is always read by its sender's party, also after the end", () => {
    expect(reading(world, voss)).toBe("own");
    world.act(voss, "withdraw", {});
    expect(reading(world, voss)).toBe("own");
  });

  test("is not read by a colleague whom it was not sealed to, whatever grant they have", () => {
    declare(world, sand);
    give(world, sand);
    expect(reading(world, sand)).toBe("material/not-yours");
  });

  test.each([
    ["an attached agency", alder],
    ["an agency that is not attached", { ...alder, partyId: "nobody" }],
    ["nobody in particular", { ...holm, personId: null }],
  ])("is not even there for %s that it was not sealed to", (_who, by) => {
    expect(reading(world, by)).toBe("material/unknown");
    expect(reading(world, by, "another")).toBe("material/unknown");
  });

  test("is not read by its recipient on behalf of another party", () => {
    world.act(voss, "seal-material", sealing("both", [holm, alder]));
    expect(reading(world, { ...holm, partyId: STORY.energy }, "both")).toBe("material/not-yours");
  });

  test("is read by who holds a key of a party's, where no person was named with it", () => {
    const shared = { ...readerOf(holm), personId: null };
    const sealed = { ...sealing("shared", []), recipients: [shared] };
    world.act(voss, "seal-material", sealed);
    expect(reading(world, holm, "shared")).toBe(grant);
    const other = { ...askerOf(holm), keys: [keyOf(sand)] };
    expect(mayReadMaterial(accessIn(world), other, "shared").ok).toBe(false);
  });

  test("is closed with the last day, though nobody has recorded the end", () => {
    world.wait(29.5);
    expect(reading(world, holm)).toBe(grant);
    world.wait(0.5);
    expect([reading(world, holm), live(world, holm)]).toEqual(["grant/ended", []]);
    expect(world.state.ended).toBeNull();
  });

  test("is closed by a grant that ends, and by a withdrawal", () => {
    world.act(voss, "end-grant", { grantId: grant, reason: "" });
    expect(reading(world, holm)).toBe("grant/not-named");
    const second = give(world, holm);
    expect(reading(world, holm)).toBe(second);
    world.act(voss, "withdraw", {});
    expect(reading(world, holm)).toBe("grant/ended");
  });

  test("is closed while an incident is open, without a grant or a day being lost", () => {
    world.act(holm, "open-incident", { what: "It got out.", thirdParties: [], hours: 24 });
    expect([reading(world, holm), live(world, holm)]).toEqual(["incident/open", [grant]]);
    const { id = "" } = world.state.incidents[0] ?? {};
    world.act(voss, "end-incident", { incidentId: id, outcome: "Closed off." });
    expect(reading(world, holm)).toBe(grant);
  });

  test("is closed to who is no longer in the terms, and to an agency that has not signed the newest", () => {
    const people = TERMS.people.filter(({ name }) => name !== holm.label);
    agree(world, { ...TERMS, people }, [voss, holm]);
    expect(reading(world, holm)).toBe("grant/not-named");
    agree(world, { ...TERMS, retentionDays: 5 }, [voss, alder]);
    expect(reading(world, holm)).toBe("terms/not-signed");
  });

  test("is closed under a grant for a variant that newer terms no longer name", () => {
    const world = openWorld();
    world.act(voss, "seal-material", sealing(CARD, [holm]));
    declare(world, holm);
    const variant = "final-checkpoint";
    const grantId = ask(world, [holm], { axis: "model", level: "AL1", variant });
    world.act(voss, "answer-grant", { grantId, given: true, reason: "" });
    expect(reading(world, holm)).toBe(grantId);
    agree(world, { ...TERMS, variants: ["safeguards-on"] });
    expect(reading(world, holm)).toBe("grant/not-named");
  });

  test("opens to a grant of model access, and not to one of time", () => {
    const timed = openWorld();
    timed.act(voss, "seal-material", sealing(CARD, [holm]));
    declare(timed, holm);
    const give = (asked: Parameters<typeof ask>[2]) => {
      const grantId = ask(timed, [holm], asked);
      timed.act(voss, "answer-grant", { grantId, given: true, reason: "" });
      return grantId;
    };
    give({ axis: "time" });
    expect(reading(timed, holm)).toBe("grant/not-named");
    const model = give({ axis: "model", level: "AL1" });
    expect(reading(timed, holm)).toBe(model);
  });
});

describe("before the first access", () => {
  test("terms are signed, a conflict is declared or ruled out by each person, and the clock runs", () => {
    const world = signedWorld();
    world.act(voss, "seal-material", sealing(CARD, [holm, sand]));
    const grant = give(world, holm, sand);
    expect(reading(world, holm)).toBe("conflict/missing");
    declare(world, holm);
    expect(reading(world, holm)).toBe("clock/not-running");
    world.act(voss, "confirm-access", {});
    expect([reading(world, holm), reading(world, sand)]).toEqual([grant, "conflict/missing"]);
  });

  test("a grant that was asked for, and one that was declined, let nobody in", () => {
    const world = openWorld();
    world.act(voss, "seal-material", sealing(CARD, [holm]));
    declare(world, holm);
    const grantId = ask(world, [holm]);
    expect(reading(world, holm)).toBe("grant/not-named");
    world.act(voss, "answer-grant", { grantId, given: false, reason: "Not this." });
    expect(reading(world, holm)).toBe("grant/not-named");
  });
});

describe("a conflict", () => {
  test("takes away what was given before; what the lab gives knowing of it counts, also once it is said to be over", () => {
    const world = openWorld();
    world.act(voss, "seal-material", sealing(CARD, [holm]));
    declare(world, holm);
    give(world, holm);
    declare(world, holm, true);
    expect([reading(world, holm), live(world, holm)]).toEqual(["grant/not-named", []]);
    declare(world, holm);
    expect(reading(world, holm)).toBe("grant/not-named");
    const knowing = give(world, holm);
    expect(reading(world, holm)).toBe(knowing);
  });

  test("that is declared before the lab answers leaves the choice to the lab", () => {
    const world = openWorld();
    world.act(voss, "seal-material", sealing(CARD, [holm]));
    const grantId = ask(world, [holm]);
    declare(world, holm, true);
    world.act(voss, "answer-grant", { grantId, given: true, reason: "Known to us." });
    expect(reading(world, holm)).toBe(grantId);
  });

  test("says what it is", () => {
    expect(openWorld().tried(holm, "declare-conflict", { has: true, statement: " " })).toBe(
      "conflict/missing",
    );
  });

  test("with which somebody steps back is final, and ends the grants that name nobody else", () => {
    const world = openWorld();
    world.act(voss, "seal-material", sealing(CARD, [holm, sand]));
    declare(world, holm);
    declare(world, sand);
    const [mine, ours] = [give(world, holm), give(world, holm, sand)];
    world.act(holm, "recuse", {});
    expect([reading(world, holm), reading(world, sand)]).toEqual(["conflict/recused", ours]);
    expect(world.state.grants.find(({ id }) => id === mine)?.state).toBe("ended");
    expect(world.tried(holm, "declare-conflict", { has: false, statement: "" })).toBe(
      "conflict/recused",
    );
    world.act(sand, "recuse", {});
    expect(world.state.grants.map(({ state }) => state)).toEqual(["ended", "ended"]);
  });

  test("that made somebody step back before anything was declared is kept", () => {
    const world = openWorld();
    world.act(holm, "recuse", {});
    expect(world.state.conflicts).toMatchObject([{ personId: holm.personId, recused: true }]);
    const grantId = ask(world, [sand, holm]);
    expect(world.tried(voss, "answer-grant", { grantId, given: true, reason: "" })).toBe(
      "conflict/recused",
    );
  });
});

describe("evaluator prompts", () => {
  const prompts = (world: World, readers: readonly ReviewActor[]) =>
    world.tried(holm, "seal-material", sealing("prompts", readers, "evaluator-prompt"));

  test("are not sealed to the lab, nor read by it, unless the terms show them to it", () => {
    const world = openWorld();
    expect(prompts(world, [holm, voss])).toBe("material/sealed-from-lab");
    expect([prompts(world, [holm, sand]), reading(world, voss, "prompts")]).toEqual([
      null,
      "material/not-yours",
    ]);
    expect([reading(world, holm, "prompts"), reading(world, sand, "prompts")]).toEqual([
      "own",
      "own",
    ]);
  });

  test("that the terms show are closed to the lab again when new terms say so", () => {
    const world = openWorld();
    agree(world, { ...TERMS, promptsShownToLab: true });
    expect([prompts(world, [holm, voss]), reading(world, voss, "prompts")]).toEqual([null, "own"]);
    agree(world, TERMS);
    expect(reading(world, voss, "prompts")).toBe("material/sealed-from-lab");
  });

  test("go to another agency only under a grant of the lab's", () => {
    const world = openWorld();
    declare(world, alder);
    expect([prompts(world, [alder]), reading(world, alder, "prompts")]).toEqual([
      null,
      "grant/not-named",
    ]);
    const grant = give(world, alder);
    expect(reading(world, alder, "prompts")).toBe(grant);
  });
});

test("a grant is used by the agency that it was given to, and by nobody who borrows its person", () => {
  const world = openWorld();
  declare(world, alder);
  // Terms name the laboratory's Alder as one of the bureau's, too, so that the lab can give it.
  const people = [...TERMS.people, { name: alder.label, party: "Model Test Bureau" }];
  agree(world, { ...TERMS, people });
  const grantId = ask(world, [holm, alder]);
  world.act(voss, "answer-grant", { grantId, given: true, reason: "" });
  const used = grantsToUse(accessIn(world), {
    personId: alder.personId ?? "",
    partyId: STORY.energy,
  });
  expect(used).toMatchObject({ ok: false, refusal: { code: "grant/not-named" } });
});
