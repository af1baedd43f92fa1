import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  base62Crc,
  endsWithItsCrc,
  isAba,
  isLuhn,
  isMod97,
  isNhsNumber,
  isVin,
} from "./checksum.ts";
import { ibanLength } from "./iban.ts";

const digits = (count: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
    .map((all) => all.join(""));
const changed = (text: string, at: number, by: number): string =>
  text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1);

/** One digit changed is always noticed, wherever it stands. */
const noticesEachDigit = (isRight: (digits: string) => boolean, count: number) =>
  fc.assert(
    fc.property(
      digits(count - 1),
      fc.nat(count - 1),
      fc.integer({ min: 1, max: 9 }),
      (head, at, by) => {
        const right = [..."0123456789"].map((last) => head + last).find(isRight);
        fc.pre(right !== undefined);
        expect(isRight(changed(right ?? "", at, by))).toBe(false);
      },
    ),
  );

describe("checksums", () => {
  test("of payment cards notice each changed digit", () => noticesEachDigit(isLuhn, 16));
  test("of US banks notice each changed digit", () => noticesEachDigit(isAba, 9));
  test("of the NHS notice each changed digit", () => noticesEachDigit(isNhsNumber, 10));
  test("of IBANs notice each changed digit", () =>
    noticesEachDigit((text) => isMod97(`DE${text}`), 20));

  test.each([
    ["4111111111111111", isLuhn],
    ["021000021", isAba],
    ["9434765919", isNhsNumber],
    ["1M8GDM9AXKP042788", isVin],
    ["GB82WEST12345698765432", isMod97],
  ])("%s is right as its standard says", (text, isRight) => {
    expect(isRight(text)).toBe(true);
  });

  test("a token ends with the checksum of what stands before", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9]{30}$/),
        fc.stringMatching(/^[A-Za-z0-9]{30}$/),
        (a, b) => {
          expect(endsWithItsCrc(`ghp_${a}${base62Crc(a)}`)).toBe(true);
          if (a !== b)
            expect(endsWithItsCrc(`ghp_${a}${base62Crc(b)}`)).toBe(base62Crc(a) === base62Crc(b));
        },
      ),
    );
  });
});

describe("an IBAN in a text", () => {
  test.each([
    ["GB82 WEST 1234 5698 7654 32", 27],
    ["GB82WEST12345698765432 and more", 22],
    ["GB82WEST123456987654321", 0],
    ["GB82WEST12345698765433", 0],
    ["XX82WEST12345698765432", 0],
  ])("%s takes %i characters", (text, length) => {
    expect(ibanLength(text)).toBe(length);
  });
});
