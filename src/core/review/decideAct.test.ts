import { describe, expect, test } from "vitest";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import {
  agree,
  newWorld,
  openWorld,
  signatureOf,
  signedWorld,
  TERMS,
  type World,
} from "../../testing/reviewWorld.ts";
import { ACTS } from "./reviewWords.ts";
import { agreedParties, stageOf, termsInForce } from "./stage.ts";

const { voss, holm, alder, recorder, assay } = CAST;
const stage = ({ state }: World) => stageOf(state, false);

describe("who may act in a review", () => {
  test.each([
    ["another lab", { ...voss, partyId: STORY.energy }],
    ["an agency that nobody named", { ...alder, partyId: "nobody" }],
    ["the system", assay],
    ["an agency's person who says to be of the lab", { ...holm, side: "lab" as const }],
  ])("to %s there is no review", (_who, by) => {
    expect(
      signedWorld().tried(by, "date-release", { release: "public", date: null, note: "" }),
    ).toBe("review/not-found");
  });

  test("each side has its own moves", () => {
    const world = openWorld();
    expect(world.tried(holm, "withdraw", {})).toBe("review/not-your-side");
    expect(world.tried(holm, "confirm-access", {})).toBe("review/not-your-side");
    expect(world.tried(recorder, "withdraw", {})).toBe("review/not-your-side");
    expect(world.tried(voss, "declare-conflict", { has: false, statement: "" })).toBe(
      "review/not-your-side",
    );
  });

  test("a move before its time, after it, and for what was not asked says which", () => {
    const world = newWorld({ acts: ["access-window"] });
    expect(world.tried(voss, "confirm-access", {})).toBe("review/not-yet");
    expect(world.tried(voss, "ask-coverage", { question: "?" })).toBe("review/not-asked-for");
    world.act(voss, "submit", {});
    expect(world.tried(voss, "submit", {})).toBe("review/already");
    world.act(voss, "withdraw", {});
    expect(world.tried(voss, "withdraw", {})).toBe("review/closed");
  });

  test("whoever stepped back does nothing more in it", () => {
    const world = openWorld();
    world.act(holm, "recuse", {});
    expect(world.tried(holm, "recuse", {})).toBe("conflict/recused");
    expect(world.tried(holm, "report-outage", { from: world.now, until: null, note: "" })).toBe(
      "conflict/recused",
    );
  });
});

describe("agencies", () => {
  const asking = (by = alder) => ({ partyId: by.partyId ?? "", name: "Energy", reason: "Grids." });
  const submitted = () => {
    const world = newWorld();
    world.act(voss, "submit", {});
    return world;
  };
  const standing = ({ state }: World) => state.agencies.map((agency) => agency.state);

  test("one that asks waits, and without an answer stays outside to the end", () => {
    const world = submitted();
    world.act(alder, "ask-to-join", asking());
    world.wait(29).settle();
    expect(standing(world)).toEqual(["asked"]);
    expect(world.tried(alder, "propose-terms", { terms: TERMS })).toBe("review/not-found");
    expect(world.tried(alder, "ask-to-join", asking())).toBe("agency/known");
  });

  test("a yes stands, a no may become a yes, and only by the lab", () => {
    const world = submitted();
    const answer = (attached: boolean) =>
      world.tried(voss, "answer-agency", { partyId: STORY.energy, attached });
    expect(answer(true)).toBe("agency/unknown");
    world.act(alder, "ask-to-join", asking());
    expect(answer(false)).toBeNull();
    expect(answer(false)).toBe("review/already");
    expect(world.tried(alder, "ask-to-join", asking())).toBe("agency/known");
    expect(answer(true)).toBeNull();
    expect([answer(false), answer(true)]).toEqual(["agency/known", "agency/known"]);
    expect(standing(world)).toEqual(["attached"]);
  });

  test("to name one is a yes to it, also when it asked; the lab is no agency", () => {
    const world = submitted();
    const name = (partyId: string) => world.tried(voss, "name-agency", { partyId, name: "Energy" });
    world.act(alder, "ask-to-join", asking());
    expect([name(STORY.energy), name(STORY.energy), name(STORY.lab)]).toEqual([
      null,
      "agency/known",
      "agency/known",
    ]);
    expect(standing(world)).toEqual(["attached"]);
  });

  test("nobody asks for another, and not in a draft", () => {
    expect(newWorld().tried(alder, "ask-to-join", asking())).toBe("review/not-yet");
    expect(submitted().tried(alder, "ask-to-join", asking(holm))).toBe("agency/unknown");
  });
});

describe("terms", () => {
  test("both sides sign, each once, and each for itself", () => {
    const world = newWorld();
    world.act(voss, "name-agency", { partyId: STORY.bureau, name: "Model Test Bureau" });
    world.act(voss, "submit", {});
    const sign = (by = voss, signer = by) =>
      world.tried(by, "sign-terms", { version: 1, signature: signatureOf(signer, world.now) });
    expect(sign()).toBe("terms/none");
    world.act(voss, "propose-terms", { terms: TERMS });
    expect(sign(voss, holm)).toBe("terms/signature");
    expect(sign(holm, { ...holm, personId: "another" })).toBe("terms/signature");
    expect([sign(), sign(), stage(world)]).toEqual([null, "terms/signed", "submitted"]);
    expect([sign(holm), stage(world)]).toEqual([null, "terms-agreed"]);
  });

  test("a proposal changes nothing until both have signed it, and binds only who signed", () => {
    const world = signedWorld();
    const next = { ...TERMS, retentionDays: 10 };
    world.act(holm, "propose-terms", { terms: next });
    expect([stage(world), termsInForce(world.state)?.version]).toEqual(["terms-agreed", 1]);
    world.act(holm, "sign-terms", { version: 2, signature: signatureOf(holm, world.now) });
    expect(termsInForce(world.state)?.version).toBe(1);
    world.act(voss, "sign-terms", { version: 2, signature: signatureOf(voss, world.now) });
    expect(termsInForce(world.state)?.version).toBe(2);
    expect(agreedParties(world.state)).toEqual([STORY.bureau]);
  });

  test("an older version is signed no more, the same is not proposed twice, and faults are told", () => {
    const world = signedWorld();
    expect(world.tried(voss, "propose-terms", { terms: TERMS })).toBe("terms/unchanged");
    expect(world.tried(voss, "propose-terms", { terms: { ...TERMS, agreedUses: [] } })).toBe(
      "terms/faults",
    );
    agree(world, { ...TERMS, retentionDays: 10 }, [voss]);
    expect(
      world.tried(holm, "sign-terms", { version: 1, signature: signatureOf(holm, world.now) }),
    ).toBe("terms/other-version");
  });
});

describe("acts stand alone", () => {
  test("a coverage enquiry needs no agency, no terms and no window", () => {
    const world = newWorld({ acts: ["coverage-enquiry"] });
    world.act(voss, "ask-coverage", { question: "Is it covered?" });
    world.act(voss, "submit", {});
    const record = { coverage: "covered", until: "2027-02-28", basis: "Annex 3." } as const;
    expect(world.tried(recorder, "record-coverage", record)).toBeNull();
    expect(world.tried(holm, "propose-terms", { terms: TERMS })).toBe("review/not-found");
    expect(world.tried(voss, "propose-terms", { terms: TERMS })).toBe("review/not-asked-for");
    expect(world.wait(400).settle()).toEqual([]);
  });

  test("partners are selected without a window", () => {
    const world = newWorld({ acts: ["partner-selection"] });
    world.act(voss, "name-agency", { partyId: STORY.bureau, name: "Model Test Bureau" });
    world.act(voss, "submit", {});
    expect(world.tried(holm, "propose-partner", { name: "Nordbank", reason: "Large." })).toBeNull();
    expect(
      world.tried(holm, "ask-grant", {
        axis: "information",
        level: null,
        variant: null,
        persons: [],
        reason: "",
      }),
    ).toBe("review/not-asked-for");
  });

  test("every act of the order can be the only one", () => {
    for (const act of ACTS) expect(newWorld({ acts: [act] }).state.acts).toEqual([act]);
  });
});
