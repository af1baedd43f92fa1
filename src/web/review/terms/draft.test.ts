import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTerms, SOME_TERMS } from "../../../testing/reviewTerms.ts";
import { BLANK_TERMS, readDraft, toDraft } from "./draft.ts";

describe("terms as they are being written", () => {
  test("what is written from terms reads as the same terms", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        expect(readDraft(toDraft(terms)).terms).toEqual(terms);
      }),
    );
  });

  test("an empty draft says everything that is missing, and chooses nothing by itself", () => {
    const { terms, problems } = readDraft(BLANK_TERMS);
    expect(terms).toBe(undefined);
    expect(problems).toEqual([
      "Choose the access mode.",
      "Name at least one agreed use.",
      "Say for how many days results may be kept.",
      "Choose whether the lab logs what is asked.",
      "Choose whether the lab sees evaluator prompts.",
      "Give the day by which everything is destroyed.",
    ]);
  });

  test("empty rows and lines do not count; half a row does", () => {
    const draft = toDraft(SOME_TERMS);
    const more = { ...draft, people: [...draft.people, { key: 9, left: " ", right: "" }] };
    expect(readDraft({ ...more, uses: `\n${draft.uses}\n\n` }).terms).toEqual(SOME_TERMS);
    const halved = { ...draft, people: [{ key: 1, left: "V. Holm", right: "" }] };
    expect(readDraft(halved).problems).toEqual(["Give every person a name and a party."]);
  });

  test("a fault names its part and its place in it", () => {
    const [first] = toDraft(SOME_TERMS).people;
    if (first === undefined) throw new Error("SOME_TERMS has people.");
    const twice = { ...toDraft(SOME_TERMS), people: [first, { ...first, key: 7 }] };
    expect(readDraft(twice).problems).toEqual([
      "People, 2: This person stands here twice. Remove one.",
    ]);
  });
});
