import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Act, acts, play, stampAt, stateOf, statesOf } from "../../testing/caseWorld.ts";
import { foldCase } from "./case.ts";
import { type CaseEvent, type CaseFact, stamped } from "./caseEvent.ts";
import { findingsOf, isPublic } from "./caseFacts.ts";
import type { CaseState } from "./caseState.ts";
import { finderView } from "./finderView.ts";

const OWN = "f2"; // the first finding of the second case of every played world
const receivedAt = stampAt(0).at;

/** What concerns one finding alone, wherever its case went: the record that it would have in a case of its own. */
function aloneOf(all: readonly CaseEvent[], findingId: string): CaseState {
  const about = all.filter(
    (event) =>
      "findingId" in event && event.findingId === findingId && event.type !== "finding-left",
  );
  const opened: CaseFact = { type: "opened", caseId: "alone", title: "t", tlp: "AMBER" };
  return foldCase([...stamped(stampAt(0), [opened]), ...about]);
}

const QUIET: readonly Act["verb"][] = [
  "open",
  "join",
  "merge",
  "merge",
  "undoMerge",
  "split",
  "undoSplit",
  "evidence",
  "evidence",
  "tell",
  "seat",
  "verdict",
  "severity",
  "propose",
  "accept",
  "grace",
  "sibling",
  "fix",
  "close",
];

describe("what a finder learns of its own report", () => {
  test("is the same whether or not others reported the flaw, and whatever was merged, while nothing is public", () => {
    fc.assert(
      fc.property(acts(40, QUIET), (played) => {
        const world = play(played);
        const all = [...world.values()].flat();
        const state = statesOf(world)
          .filter(({ mergedInto }) => mergedInto === null)
          .find((one) => findingsOf(one).some(({ findingId }) => findingId === OWN));
        if (state === undefined || isPublic(state))
          throw new Error("The finding is in a secret case.");
        const own = { findingId: OWN, receivedAt };
        expect(finderView(own, state)).toEqual(finderView(own, aloneOf(all, OWN)));
      }),
      { numRuns: 200 },
    );
  });

  test("keeps its days when a case that was merged meanwhile comes out again", () => {
    const act = { a: 0, b: 1, c: 0, by: 0 };
    const run: Act = { verb: "evidence", a: 0, b: 3, c: 0, by: 2 };
    const merged = play([{ ...act, verb: "merge" }, run, { ...act, verb: "undoMerge" }]);
    const alone = play([{ ...run, a: 1 }]);
    const own = { findingId: OWN, receivedAt };
    const view = finderView(own, stateOf(merged, "case-1"));
    expect(view.state).toBe("reproduced");
    expect({ ...view, since: "" }).toEqual({
      ...finderView(own, stateOf(alone, "case-1")),
      since: "",
    });
    expect(view.since).toBe(stampAt(3 / 4).at);
  });

  const own = { findingId: "f", receivedAt };
  const finder = { partyId: "kestrel", party: null, model: null, harness: null };
  const terms = { template: "90+14", start: "2026-09-01", endsOn: null } as const;
  const caseWith = (...facts: CaseFact[]) =>
    foldCase(
      stamped(stampAt(2), [
        { type: "opened", caseId: "c", title: "t", tlp: "AMBER" },
        { type: "finding-joined", findingId: "f", match: "same", finder, terms },
        ...facts,
      ]),
    );
  const run = { id: "r", on: "1", environment: null, signature: null, logSha256: null };
  const shown = (findingId: string): CaseFact => ({
    type: "evidence-recorded",
    findingId,
    verifierPartyId: "northgate",
    modelFamily: null,
    verdict: "reproduced",
    nOfM: { n: 1, of: 1 },
    run,
    note: null,
  });

  test.each<[string, CaseFact[], string]>([
    ["a run on its own finding", [shown("f")], "reproduced"],
    ["a run on another finding of the case", [shown("other")], "received"],
    [
      "the owner's confirmation, until a person tells it",
      [{ type: "remediation-recorded", kind: "fix", version: "2", url: null, note: null }],
      "received",
    ],
    [
      "what a person told it",
      [{ type: "finder-informed", findingId: "f", stage: "passed-to-owner" }],
      "passed-to-owner",
    ],
    ["that the flaw is public", [{ type: "public-aware", evidence: "e", source: "s" }], "public"],
    [
      "the advisory",
      [{ type: "advisory-published", advisoryId: "AS-2026-0001", version: 1 }],
      "published",
    ],
    [
      "attacks that are not public",
      [{ type: "attacks-observed", evidence: "e", source: "s" }],
      "received",
    ],
  ])("%s: %s", (_, facts, state) => {
    expect(finderView(own, caseWith(...facts)).state).toBe(state);
  });

  test("shows the end of the embargo by its own terms, never by anybody else's", () => {
    const shorter: CaseFact[] = [
      {
        type: "embargo-proposed",
        proposal: {
          id: "p",
          terms: { ...terms, template: "7+7" },
          byPartyId: "brine",
          reason: "r",
        },
      },
      { type: "embargo-accepted", proposalId: "p", parties: [] },
    ];
    expect(finderView(own, caseWith(...shorter)).embargoEndsOn).toBe("2026-11-30");
  });

  test("names the advisory and the credit once it is out", () => {
    const published: CaseFact = {
      type: "advisory-published",
      advisoryId: "AS-2026-0001",
      version: 1,
    };
    expect(finderView(own, caseWith(published))).toMatchObject({
      advisory: "AS-2026-0001",
      credited: true,
    });
  });

  test("is there before the finding is in any case", () => {
    expect(finderView(own, null)).toMatchObject({ state: "received", since: receivedAt });
  });
});
