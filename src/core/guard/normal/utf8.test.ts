import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, codeAt, copyAscii, roomFor } from "./utf8.ts";

const encoder = new TextEncoder();
const wellFormed = fc.string({ unit: "binary", maxLength: 80 });
const plain = fc.string({ unit: "binary-ascii", maxLength: 80 });

test("ASCII is copied up to the first byte that is none, wherever the copy begins and ends", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(plain, wellFormed)), fc.nat(), fc.nat(), (parts, a, b) => {
      const utf8 = roomFor(2_000);
      const { written } = encoder.encodeInto(parts.join("").slice(0, 400), utf8.bytes);
      const [from = 0, to = 0] = [a % (written + 1), b % (written + 1)].sort((x, y) => x - y);
      const units = new Uint16Array(2_000);
      const end = copyAscii(utf8, from, to, units, 5);
      const bytes = utf8.bytes.subarray(from, to);
      const strange = bytes.findIndex((byte) => byte > 127);
      const count = strange < 0 ? bytes.length : strange;
      expect(end).toBe(from + count);
      expect([...units.subarray(5, 5 + count)]).toEqual([...bytes.subarray(0, count)]);
      expect(units[5 + count]).toBe(0);
    }),
  );
});

test("code points are read from UTF-8 as they were written", () => {
  fc.assert(
    fc.property(wellFormed, (text) => {
      const bytes = encoder.encode(text);
      const codes: number[] = [];
      for (let at = 0; at < bytes.length; at += bytesOf(codes.at(-1) ?? 0)) {
        codes.push(codeAt(bytes, at));
      }
      expect(String.fromCodePoint(...codes)).toBe(text.toWellFormed());
    }),
  );
});
