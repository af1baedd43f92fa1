import { expect, test } from "vitest";
import { evaluateLeaving } from "./evaluate.ts";
import { embargoMarkPack } from "./packs/embargoMark.ts";
import { tlpMarkPack } from "./packs/tlpMark.ts";
import { releaseOfAll, wordsIn } from "./releasedWords.ts";

const key = new Uint8Array(32).fill(3);
const read = (body: string) => {
  const context = { embargoed: [], tlp: null };
  const { findings } = evaluateLeaving({ body }, { kind: "public" }, context, [
    embargoMarkPack,
    tlpMarkPack,
  ]);
  return { parts: { body }, findings };
};
const said = read("It was under embargo until 12 May.");
const released = [
  {
    personId: "p",
    name: "C. Hief",
    reason: "Over",
    words: wordsIn(key, said.parts, said.findings),
  },
];
const whose = (body: string) => {
  const { parts, findings } = read(body);
  return releaseOfAll(key, parts, findings, released)?.name;
};

test("what a person let go goes in every format, and nothing besides", () => {
  expect(whose("<p>Under embargo until 13 May</p>")).toBe("C. Hief");
  expect(whose("Embargoed until 12 May")).toBeUndefined();
  expect(whose("under embargo until 12 May, TLP:GREEN")).toBeUndefined();
  expect(whose("under embargo until 12 May, TLP:RED")).toBeUndefined();
  expect(whose("A plain text")).toBeUndefined();
  expect(JSON.stringify(released)).not.toContain("embargo until");
});
