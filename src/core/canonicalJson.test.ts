import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, type Json, toWellFormed } from "./canonicalJson.ts";

const json = fc.jsonValue({ stringUnit: "binary" }).map((value) => value as Json);

/** The same value, its objects filled in another order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe("halves of characters", () => {
  const anyJson = fc.jsonValue({ stringUnit: fc.constantFrom("a", "\ud83d", "\udc00", "🌧", "é") });

  test("are taken out wherever they stand, and nothing else is changed", () => {
    expect(toWellFormed({ "k\ud800": ["🌧\udc00", 1, null] })).toEqual({
      "k\ufffd": ["🌧\ufffd", 1, null],
    });
    fc.assert(
      fc.property(anyJson, (value) => {
        const sound = toWellFormed(value as Json);
        expect(() => canonicalJson(sound)).not.toThrow();
        expect(toWellFormed(sound)).toEqual(sound);
        if (!/\p{Surrogate}/u.test(JSON.stringify(value).replace(/\\ud[89a-f]../g, "\ud800")))
          expect(sound).toEqual(value);
      }),
    );
  });
});

describe("canonical JSON", () => {
  test("says the same as the value", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("does not depend on the order in which an object was filled", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("is the spelling of RFC 8785, section 3.2.2 and 3.2.3", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const names = { "€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, ö: 7 };
    expect(Object.keys(JSON.parse(canonicalJson(names)))).toHaveLength(7);
    expect([...canonicalJson(names).matchAll(/:(\d)/g)].map(([, digit]) => digit).join("")).toBe(
      "2467153",
    );
  });

  test.each([
    ["NaN", Number.NaN],
    ["an infinity", Number.NEGATIVE_INFINITY],
    ["a lone surrogate", "\ud800"],
    ["a lone surrogate in a name", { "\udc00": 1 }],
    ["undefined", { a: undefined }],
    ["a bigint", 1n],
  ])("refuses %s", (_, value) => {
    expect(() => canonicalJson(value as Json)).toThrow(TypeError);
  });
});
