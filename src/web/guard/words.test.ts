import { expect, test } from "vitest";
import { AUDIENCES } from "#core/guard/audience.ts";
import { PACKS } from "#core/guard/packs/catalogue.ts";
import { AUDIENCE_SAYS, detectorSays, plural, registerSays, typeSays } from "./words.ts";

test("every way in which a rule of ours looks has words", () => {
  for (const { detector } of PACKS.flatMap(({ rules }) => rules)) {
    expect(detectorSays(detector.kind)).not.toBe(detector.kind);
    if (detector.kind === "registry")
      expect(registerSays(detector.source)).not.toBe(detector.source);
  }
});
test("no two audiences are said alike", () => {
  expect(new Set(AUDIENCES.map((kind) => AUDIENCE_SAYS[kind])).size).toBe(AUDIENCES.length);
});
test("a type is said by its last part", () => {
  expect(typeSays("secret.aws-access-key")).toBe("aws access key");
  expect(typeSays("person")).toBe("person");
});
test("one is one, and thousands have a comma", () => {
  expect([plural(1, "rule"), plural(0, "rule"), plural(1_204, "entry", "entries")]).toEqual([
    "1 rule",
    "0 rules",
    "1,204 entries",
  ]);
});
