import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginSealed } from "#contract/review/sealed.ts";
import { MATERIAL_KINDS } from "#core/review/reviewWords.ts";
import {
  BLANK_LABEL,
  BLANK_SEALING,
  type LabelDraft,
  missingIn,
  missingInLabel,
  type SealDraft,
  toAbout,
  toFile,
  toLabel,
} from "./sealDraft.ts";

const text = fc.constantFrom("", " ", "15 U.S.C. 1905", "Halden Models");
const day = fc.constantFrom("", "2026-09-01", "2027-09-01");
const label: fc.Arbitrary<LabelDraft> = fc.record({
  basis: fc.constantFrom(undefined, "none", "statute", "agreement"),
  name: text,
  from: day,
  until: day,
  source: text,
  claimedBy: text,
});
const draft: fc.Arbitrary<SealDraft> = fc.record({
  marking: fc.constantFrom(undefined, "unclassified", "classified"),
  kind: fc.option(fc.constantFrom(...MATERIAL_KINDS), { nil: undefined }),
  from: fc.constantFrom("file", "text"),
  file: fc.option(fc.constant(new File(["x"], "card.md")), { nil: undefined }),
  name: text,
  text,
  readers: fc.constantFrom<readonly string[]>([], ["age1one"]),
  label,
});

const claimed: LabelDraft = {
  basis: "statute",
  name: "15 U.S.C. 1905",
  from: "2026-09-01",
  until: "",
  source: "uscode.house.gov",
  claimedBy: "Halden Models",
};
const whole: SealDraft = {
  ...BLANK_SEALING,
  marking: "unclassified",
  kind: "model-material",
  file: new File(["x"], "card.md"),
  readers: ["age1one"],
  label: { ...BLANK_LABEL, basis: "none" },
};

describe("a sealing while it is prepared", () => {
  test("nothing is asked, and nothing sealed, before the marking is told", () => {
    fc.assert(
      fc.property(draft, fc.constantFrom(undefined, "classified" as const), (drawn, marking) => {
        const sealing = { ...drawn, marking };
        expect(missingIn(sealing)).toEqual(["whether anything in it is classified"]);
        expect(toAbout(sealing)).toBeUndefined();
      }),
    );
  });

  test("a blank one has chosen no protection, no kind and no reader", () => {
    expect(missingIn({ ...BLANK_SEALING, marking: "unclassified" })).toEqual([
      "what kind of thing it is",
      "the file",
      "who can read it",
      "whether a protection is claimed",
    ]);
  });

  test("what the server is told is there as soon as nothing is missing, in the contract's shape", () => {
    const about = beginSealed.body.pick({ kind: true, label: true, unclassified: true });
    fc.assert(
      fc.property(draft, (drawn) => {
        const told = toAbout(drawn);
        expect(told === undefined).toBe(missingIn(drawn).length > 0);
        if (told) expect(about.parse(told)).toEqual(told);
        if (told) expect(toFile(drawn)).toBeInstanceOf(File);
      }),
    );
  });

  test("a file keeps its name; a text gets an ending where it has none", () => {
    expect(toFile(whole)?.name).toBe("card.md");
    const note = { ...whole, from: "text" as const, text: "You are Meridian." };
    expect(toFile({ ...note, name: " system prompt " })?.name).toBe("system prompt.txt");
    expect(toFile({ ...note, name: "prompt.md" })?.name).toBe("prompt.md");
  });
});

describe("a protection label", () => {
  test("that none is claimed is said, and is not the same as not having been asked", () => {
    expect(toLabel(BLANK_LABEL)).toBeUndefined();
    expect(toLabel({ ...BLANK_LABEL, basis: "none" })).toBeNull();
  });

  test("an end is not made up where none is claimed", () => {
    expect(toLabel(claimed)?.until).toBeNull();
  });

  test("does not end before it begins", () => {
    expect(missingInLabel({ ...claimed, until: "2026-08-31" })).toEqual([
      "a last day that is not before the first",
    ]);
    expect(toLabel({ ...claimed, until: "2026-09-01" })?.until).toBe("2026-09-01");
  });
});
