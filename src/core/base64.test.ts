import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, fromBase64url, toBase64, toBase64url } from "./base64.ts";

const bytes = fc.uint8Array({ maxLength: 80 });

describe("base64", () => {
  test("is what Node writes, and reads back", () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toBase64(value)).toBe(Buffer.from(value).toString("base64"));
        expect(toBase64url(value)).toBe(Buffer.from(value).toString("base64url"));
        expect(fromBase64(toBase64(value))).toEqual(value);
        expect(fromBase64url(toBase64url(value))).toEqual(value);
      }),
    );
  });

  test("has one spelling for a value: whatever else is read writes itself back", () => {
    const text = fc.string({ unit: fc.constantFrom(..."AQgw+/-_=z "), maxLength: 9 });
    fc.assert(
      fc.property(text, (spelling) => {
        const value = fromBase64(spelling);
        if (value) expect(toBase64(value)).toBe(spelling);
        const other = fromBase64url(spelling);
        if (other) expect(toBase64url(other)).toBe(spelling);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(["A", "AA", "AB==", "AAB=", "====", "A===", "AA=A", "AA==\n", "AA ="])(
    "%j is refused",
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );
});
