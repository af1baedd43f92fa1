import { describe, expect, test } from "vitest";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { SOME_PAGE, SOME_VERSION } from "../../testing/reviewPage.ts";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import { waitsOf } from "./waits.ts";

const VOSS = { personId: CAST.voss.personId, partyId: STORY.lab };
const HOLM = { personId: CAST.holm.personId, partyId: STORY.bureau };
const AT = SOME_PAGE.openedAt;

const declared: ReviewPage["conflicts"][number] = {
  personId: CAST.holm.personId ?? "",
  name: "V. Holm",
  has: false,
  statement: "",
  at: AT,
  recused: false,
};
const signed = (partyId: string): ReviewPage["terms"][number]["signatures"][number] => ({
  side: partyId === STORY.lab ? "lab" : "agency",
  partyId,
  personId: partyId,
  name: "",
  at: AT,
  method: "webauthn",
  proof: { keyId: "", publicKey: "", signature: "" },
});
const CALM: ReviewPage = {
  ...SOME_PAGE,
  terms: [{ ...SOME_VERSION, signatures: [signed(STORY.lab), signed(STORY.bureau)] }],
  conflicts: [declared],
};
const lab = (over: Partial<ReviewPage>) =>
  waitsOf({ ...CALM, ...over }, VOSS).you.map(({ what }) => what);
const agency = (over: Partial<ReviewPage>) =>
  waitsOf({ ...CALM, side: "agency", ...over }, HOLM).you.map(({ what }) => what);

test("in a calm review nothing waits for anybody", () => {
  expect(waitsOf(CALM, VOSS)).toEqual({ you: [], others: [] });
  expect(waitsOf({ ...CALM, side: "agency" }, HOLM)).toEqual({ you: [], others: [] });
});

describe("what waits for the lab", () => {
  test.each<[Partial<ReviewPage>, string[]]>([
    [{ stage: "drafted", terms: [], agencies: [] }, ["hand the review in", "name an agency"]],
    [{ stage: "submitted", terms: [] }, ["propose terms"]],
    [{ stage: "submitted", terms: [], acts: ["partner-selection"] }, []],
    [
      { stage: "submitted", terms: [SOME_VERSION, { ...SOME_VERSION, version: 2 }] },
      ["sign version 2 of the terms"],
    ],
    [{ stage: "terms-agreed" }, ["confirm that access works"]],
  ])("%j", (over, what) => expect(lab(over)).toEqual(what));

  test("requests, results without a reply and proposed partners are counted", () => {
    const grant = { state: "asked" } as ReviewPage["grants"][number];
    const result = { reply: null } as ReviewPage["results"][number];
    const partner = { answer: null, proposedBy: "agency" } as ReviewPage["partners"][number];
    const over = { grants: [grant, grant], results: [result], partners: [partner] };
    expect(lab(over)).toEqual([
      "2 requests for access",
      "a result without your reply",
      "a proposed partner",
    ]);
    expect(waitsOf({ ...CALM, ...over, side: "agency" }, HOLM).others).toEqual([
      "Halden Models: 2 requests for access, a result without reply, a proposed partner",
    ]);
  });

  test("after the end a reply is still owed, and what belonged to the window is not", () => {
    const over = {
      stage: "closed" as const,
      grants: [{ state: "asked" } as ReviewPage["grants"][number]],
      results: [{ reply: null } as ReviewPage["results"][number]],
      terms: [SOME_VERSION],
    };
    expect(lab(over)).toEqual(["a result without your reply"]);
  });
});

describe("what waits for somebody of an agency", () => {
  test("a declaration of one’s own, which no colleague’s replaces", () => {
    expect(agency({ conflicts: [{ ...declared, personId: CAST.sand.personId ?? "" }] })).toEqual([
      "declare whether you have a conflict of interest",
    ]);
  });

  test("terms that the agency has not signed; the lab reads for whom it waits", () => {
    const terms = [{ ...SOME_VERSION, signatures: [signed(STORY.lab)] }];
    expect(agency({ terms })).toEqual(["sign version 1 of the terms"]);
    expect(waitsOf({ ...CALM, terms }, VOSS).others).toEqual([
      "Model Test Bureau: sign version 1 of the terms",
    ]);
  });

  test("destruction certificates of one’s own or of the agency, and nobody else’s", () => {
    const asked = {
      id: "d",
      materialId: STORY.card,
      partyId: STORY.bureau,
      personId: CAST.holm.personId,
      name: "V. Holm",
      due: "2026-10-11",
      stated: null,
      overdueAt: null,
    };
    const destructions = [
      asked,
      { ...asked, personId: null },
      { ...asked, personId: CAST.sand.personId },
      { ...asked, partyId: STORY.energy },
    ];
    expect(agency({ stage: "closed", destructions })).toEqual(["2 destructions to state"]);
    expect(waitsOf({ ...CALM, stage: "closed", destructions }, VOSS).others).toEqual([
      "Model Test Bureau: 3 destructions to state",
    ]);
  });
});
