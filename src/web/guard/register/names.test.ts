import { expect, test } from "vitest";
import { namesIn, pseudonymsIn } from "./names.ts";

test("names stand one on each line, each once, and none is too short", () => {
  expect(namesIn(" Ada Lovelace \n\nada@example.com\nAda Lovelace\nA.")).toEqual({
    names: ["Ada Lovelace", "ada@example.com"],
    tooShort: ["A."],
  });
  expect(namesIn("")).toEqual({ names: [], tooShort: [] });
});

test("pseudonyms are found in a text, each once, and nothing else in brackets", () => {
  expect(
    pseudonymsIn("[PERSON-7Q2F] wrote to [EMAIL-9KXM] and [PERSON-7Q2F]; see [1] and [EMAIL]."),
  ).toEqual(["[PERSON-7Q2F]", "[EMAIL-9KXM]"]);
});
