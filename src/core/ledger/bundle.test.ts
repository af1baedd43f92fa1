import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBundle, toBundle } from "./bundle.ts";

const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });

describe("an entry bundle", () => {
  test("gives back its entries", () => {
    fc.assert(
      fc.property(entries, (all) => {
        expect(parseBundle(toBundle(all))).toEqual({ entries: all, cutAt: undefined });
      }),
    );
  });

  test("cut short says which entry is not whole", () => {
    const bundle = toBundle([Buffer.from("one"), Buffer.from("two")]);
    expect(parseBundle(bundle.subarray(0, 5)).cutAt).toBeUndefined();
    expect(parseBundle(bundle.subarray(0, 4)).cutAt).toBe(0);
    expect(parseBundle(bundle.subarray(0, 6)).cutAt).toBe(1);
    expect(parseBundle(bundle.subarray(0, 9)).cutAt).toBe(1);
  });

  test("takes entries up to 65,535 bytes", () => {
    const long = new Uint8Array(65_535).fill(7);
    expect(parseBundle(toBundle([long])).entries).toEqual([long]);
    expect(() => toBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});
