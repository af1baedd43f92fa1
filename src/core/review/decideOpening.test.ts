import { describe, expect, test } from "vitest";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import { agree, OPENING, openWorld, signedWorld, TERMS } from "../../testing/reviewWorld.ts";
import { decideOpening, type Opening, type OpeningContext } from "./decideOpening.ts";
import { foldReview } from "./review.ts";
import { stampedReview } from "./reviewEvent.ts";
import { clockOf } from "./toClockEvents.ts";

const { voss, holm } = CAST;
const NOW = "2026-09-01T08:00:00.000Z";

function opened(opening: Partial<Opening> = {}, context: Partial<OpeningContext> = {}) {
  const given = { now: NOW, by: voss, reused: null, standing: null, ...context };
  const decided = decideOpening({ ...OPENING, ...opening }, given);
  if (!decided.ok) return decided.refusal.code;
  return foldReview(stampedReview({ id: "e1", at: NOW, by: voss }, decided.value));
}

describe("a review is opened", () => {
  test("by the lab itself, for thirty days and all three acts unless it says otherwise", () => {
    expect(opened()).toMatchObject({
      policyDays: 30,
      acts: ["coverage-enquiry", "access-window", "partner-selection"],
      ended: null,
    });
    expect(opened({}, { by: holm })).toBe("review/not-your-side");
    expect(opened({}, { by: { ...voss, partyId: STORY.energy } })).toBe("review/not-your-side");
  });

  test("once for a version at a time", () => {
    expect(opened({}, { standing: "RV-2026-0003" })).toBe("review/opened-before");
  });

  test.each([
    [{ acts: [] }, "review/not-asked-for"],
    [{ zone: "Atlantis/Poseidonis" }, "clock/zone"],
    [{ zone: "+02:00" }, "clock/zone"],
    [{ policyDays: 31 }, "clock/cap"],
    [{ policyDays: 0 }, "clock/cap"],
    [{ policyDays: 1.5 }, "clock/cap"],
  ] as const)("not with %j", (opening, code) => {
    expect(opened(opening)).toBe(code);
  });

  test("of open weights without a window, unless the lab asks for one, which is then on record", () => {
    const plain = opened({ openWeight: true });
    const asked = opened({ openWeight: true, acts: ["access-window"] });
    if (typeof plain === "string" || typeof asked === "string") throw new Error("not opened");
    expect([plain.acts, plain.openWeight]).toEqual([
      ["coverage-enquiry", "partner-selection"],
      true,
    ]);
    expect(clockOf(plain, NOW)).toMatchObject({ state: "not-started", openWeight: true });
    expect([asked.acts, asked.openWeight]).toEqual([["access-window"], true]);
    expect(clockOf(asked, NOW)).toMatchObject({ state: "not-started", openWeight: false });
  });
});

describe("a point release", () => {
  const before = openWorld().state;
  const increment = { kind: "point-release", reuses: before.ref, note: "Fixes." } as const;

  test("may reuse the lab's own review of the same model, and carries its terms over to be signed anew", () => {
    const review = opened({ increment, version: "4.1", reviewId: "new" }, { reused: before });
    expect(review).toMatchObject({
      increment: { reuses: before.ref },
      agencies: [],
      terms: [{ version: 1, terms: TERMS, signatures: [] }],
    });
    if (typeof review === "string") throw new Error(review);
    expect(review.terms[0]?.hash).not.toBe(before.terms[0]?.hash);
  });

  test("carries over what was in force, and nothing whose day of destruction has come", () => {
    const world = signedWorld();
    world.act(holm, "propose-terms", { terms: { ...TERMS, retentionDays: 9 } });
    expect(opened({ increment }, { reused: world.state })).toMatchObject({
      terms: [{ terms: TERMS }],
    });
    agree(world, { ...TERMS, destructionDate: "2026-09-01" });
    expect(opened({ increment }, { reused: world.state })).toMatchObject({ terms: [] });
    const acts = ["coverage-enquiry"] as const;
    expect(opened({ increment, acts }, { reused: before })).toMatchObject({ terms: [] });
  });

  test.each([
    ["a review that is not there", {}, null, "review/not-found"],
    ["another lab's", {}, { ...before, lab: { partyId: "x", name: "X" } }, "review/not-found"],
    ["another model's", { model: "Other" }, before, "review/not-asked-for"],
    [
      "any, by what is no point release",
      { increment: { ...increment, kind: "new-base" as const } },
      before,
      "review/not-asked-for",
    ],
  ])("does not reuse %s", (_what, opening, reused, code) => {
    expect(opened({ increment, ...opening }, { reused })).toBe(code);
  });
});
