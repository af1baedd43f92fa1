import { describe, expect, test } from "vitest";
import { evaluateLeaving } from "./evaluate.ts";
import { joinPassages, nearCopiesIn } from "./nearCopies.ts";
import { embargoMarkPack } from "./packs/embargoMark.ts";

test.each([
  ["a b c d", "c d e", "a b c d e"],
  ["a b c", "b", "a b c"],
  ["a b", "c d", "a b … c d"],
  ["a a", "a a b", "a a b"],
])("%j and %j are %j", (one, other, expected) => {
  expect(joinPassages(one, other)).toBe(expected);
});

describe("a long near copy", () => {
  const passage =
    "The decoder keeps a pointer into a table that a later chunk of the same stream frees and fills with numbers of its own choosing";
  const body = `I heard: ${passage.replace("frees and", "frees, then")}. Bye.`;
  const context = { embargoed: [{ caseId: "c1", keys: [], texts: [passage] }], tlp: null };
  const { findings } = evaluateLeaving({ body }, { kind: "public" }, context, [embargoMarkPack]);

  test("is shown as one, side by side with what it repeats", () => {
    const copies = nearCopiesIn({ body }, findings);
    expect(copies).toHaveLength(1);
    expect(copies[0]).toMatchObject({ ruleId: "embargo/near-copy", caseId: "c1", part: "body" });
    expect(copies[0]?.here).toContain("a later chunk of the same stream");
    expect(copies[0]?.there).toContain("a later chunk of the same stream frees and fills");
  });

  test("in two cases is two", () => {
    const twice = findings.flatMap((one) =>
      one.origin ? [one, { ...one, origin: { ...one.origin, caseId: "c2" } }] : [],
    );
    expect(
      nearCopiesIn({ body }, twice)
        .map(({ caseId }) => caseId)
        .sort(),
    ).toEqual(["c1", "c2"]);
  });
});
