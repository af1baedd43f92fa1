import fc from "fast-check";
import { expect, test } from "vitest";
import { countIn, dayIn, idIn, instantIn, numberIn } from "./cursor.ts";

test("a part of a cursor that was ours is read back", () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.nat(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (id, count, number) => {
        expect(idIn(id)).toBe(id);
        expect(countIn(String(count))).toBe(count);
        expect(numberIn(String(number))).toBe(Number(String(number)));
      },
    ),
  );
  const instant = fc.date({ min: new Date(0), max: new Date("9999-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, (at) => {
      expect(instantIn(at.toISOString())).toEqual(at);
      expect(dayIn(at.toISOString().slice(0, 10))).toBe(at.toISOString().slice(0, 10));
    }),
  );
});

test("nothing that a column could not hold comes out", () => {
  for (const text of [undefined, "", "x", "1.5", "-1", "1e300", "2147483648", "0x1f", " 1"])
    expect(countIn(text)).toBeUndefined();
  for (const text of [undefined, "", " ", "x", "1e999", "NaN", "Infinity"])
    expect(numberIn(text)).toBeUndefined();
  for (const text of ["", "x", "2026-01-01", "999999-01-01T00:00:00Z", "2026-13-01T00:00:00Z"])
    expect(instantIn(text)).toBeUndefined();
  for (const text of ["", "2026-99-99", "2026-02-30", "infinity"])
    expect(dayIn(text)).toBeUndefined();
  expect(countIn("2147483648", Number.MAX_SAFE_INTEGER)).toBe(2_147_483_648);
});
