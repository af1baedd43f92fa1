import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLeaks, toForms } from "./leak.ts";

const secret = fc.uint8Array({ minLength: 12, maxLength: 40 });
const around = fc.uint8Array({ maxLength: 20 });
const WAYS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  raw: (bytes) => bytes,
  hex: (bytes) => Buffer.from(bytes.toString("hex")),
  base64: (bytes) => Buffer.from(bytes.toString("base64")),
  base64url: (bytes) => Buffer.from(bytes.toString("base64url")),
};

describe("a search for what must not be stored", () => {
  test.each(Object.keys(WAYS))("finds it in %s, whatever stands before and after", (way) => {
    fc.assert(
      fc.property(secret, around, around, (bytes, before, after) => {
        const written = WAYS[way]?.(Buffer.concat([before, bytes, after])) ?? Buffer.alloc(0);
        const places = [{ place: "file", bytes: written }];
        expect(findLeaks([{ name: "it", bytes }], places).length).toBeGreaterThan(0);
      }),
    );
  });

  test("finds text in UTF-16 of both orders", () => {
    const wide = Buffer.from("the dotterel", "utf16le");
    for (const bytes of [wide, Buffer.from(wide).swap16()])
      expect(
        findLeaks([{ name: "word", bytes: Buffer.from("dotterel") }], [{ place: "row", bytes }]),
      ).toEqual(["row: word, utf16"]);
  });

  test("finds nothing where nothing is", () => {
    const places = [{ place: "row", bytes: Buffer.from("The lapwing is here, and dottere1.") }];
    expect(findLeaks([{ name: "word", bytes: Buffer.from("dotterel") }], places)).toEqual([]);
    expect([...toForms(Buffer.from("dotterel")).keys()]).toEqual(["raw", "hex", "base64", "utf16"]);
  });
});
