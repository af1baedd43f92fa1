import fc from "fast-check";
import { expect, test } from "vitest";
import { TLP } from "./caseState.ts";
import { isWithinMark, mayFlow } from "./tlp.ts";

const marked = fc.record({
  tlp: fc.constantFrom(...TLP),
  readers: fc.uniqueArray(fc.constantFrom("a", "b", "c")),
});

test("what is marked flows to the same mark or a stricter one", () => {
  expect(mayFlow({ tlp: "GREEN", readers: [] }, { tlp: "AMBER", readers: [] })).toBe(true);
  expect(mayFlow({ tlp: "AMBER", readers: [] }, { tlp: "RED", readers: ["a"] })).toBe(true);
  expect(mayFlow({ tlp: "AMBER+STRICT", readers: [] }, { tlp: "AMBER", readers: [] })).toBe(false);
  expect(mayFlow({ tlp: "RED", readers: ["a"] }, { tlp: "AMBER+STRICT", readers: [] })).toBe(false);
});

test("TLP:RED flows to nobody whom it does not name", () => {
  const from = { tlp: "RED", readers: ["a", "b"] } as const;
  expect(mayFlow(from, { tlp: "RED", readers: ["b"] })).toBe(true);
  expect(mayFlow(from, { tlp: "RED", readers: ["b", "c"] })).toBe(false);
});

test("flowing twice reaches nobody that flowing once would not", () => {
  fc.assert(
    fc.property(marked, marked, marked, (a, b, c) => {
      if (mayFlow(a, b) && mayFlow(b, c)) expect(mayFlow(a, c)).toBe(true);
    }),
  );
});

test("a label alone never lets TLP:RED in, nor one that is none", () => {
  for (const into of TLP) {
    expect(isWithinMark("RED", into)).toBe(false);
    expect(isWithinMark("CLEAR", into)).toBe(true);
  }
});
