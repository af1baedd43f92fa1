import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONFUSABLES } from "./confusables.ts";
import { readEscapeAt } from "./escape.ts";
import { foldCode, foldText, foldUnit } from "./fold.ts";
import { BASE64, HEX, Unpacker } from "./packedBits.ts";

describe("folding", () => {
  test.each([
    ["ｐａｓｓｗｏｒｄ：１", "password:1"],
    ["𝗔𝗞𝗜𝗔𝟙", "AKIA1"],
    ["pаyраl", "paypal"],
    ["Ηello Αβ", "Hello Ab"],
    ["j\u200ban\u00ade\u202e@\ufeff", "jane@"],
    ["Müller, e\u0301tude", "Muller, etude"],
    ["٣٤۵६", "3456"],
    ["a\u00a0b\u2003c\u2028d", "a b c\nd"],
    ["“x” – ‘y’…", "\"x\" - 'y'..."],
    ["日本 한국 😀", "日本 한국 😀"],
  ])("reads %j as %j", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test("leaves ASCII alone, and looks every look-alike up as one ASCII character", () => {
    for (let code = 0; code < 128; code += 1)
      expect(foldCode(code)).toBe(String.fromCharCode(code));
    for (const [from, to] of CONFUSABLES) {
      expect([...from]).toHaveLength(1);
      expect(to).toMatch(/^[\x21-\x7e]$/);
      expect(foldCode(from.codePointAt(0) ?? 0)).toBe(to);
    }
  });

  test("what is folded stays as it is when folded again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  test("unit by unit is the same as by code point", () => {
    for (let unit = 0; unit < 0xd800; unit += 1) {
      const folded = foldCode(unit);
      expect(foldUnit(unit)).toBe(folded.length === 1 ? folded.charCodeAt(0) : -1);
    }
  });
});

const percent = (text: string) =>
  [...new TextEncoder().encode(text)].map((b) => `%${b.toString(16).padStart(2, "0")}`).join("");

describe("escapes", () => {
  test.each([
    ["%40x", 3, "@"],
    ["%C3%A9", 6, "é"],
    ["%f0%9f%98%80", 12, "😀"],
    ["%E9 z", 3, "é"],
    ["&#64;", 5, "@"],
    ["&#x40 ", 5, "@"],
    ["&commat;", 8, "@"],
    ["\\u0040", 6, "@"],
    ["\\u{1F600}", 9, "😀"],
    ["\\x40", 4, "@"],
    ["\\n", 2, "\n"],
  ])("%j is decoded", (text, length, char) => {
    expect(readEscapeAt(text, true)).toEqual({ length, code: char.codePointAt(0) });
  });

  test.each(["%", "%zz", "&nothing;", "& ", "\\", "\\q", "%4", "&#99999999;"])(
    "%j is none",
    (text) => {
      expect(readEscapeAt(`${text}${" ".repeat(12)}`, true)).toBeUndefined();
      expect(readEscapeAt(text, true)).toBeUndefined();
    },
  );

  test("what every beginning of an escape says is kept by all that is read on: more, or the same", () => {
    const whole = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).map(percent),
      fc.constantFrom("&#64;", "&commat;", "\\u0040", "\\u{1F600}", "\\x4a", "&#x10ffff;"),
    );
    fc.assert(
      fc.property(whole, fc.string({ maxLength: 6 }), (text, rest) => {
        const all = readEscapeAt(`${text}${rest}`.slice(0, 12), false);
        for (let n = 1; n < text.length; n += 1) {
          const early = readEscapeAt(text.slice(0, n), false);
          if (early !== "more") expect(early).toEqual(all);
        }
      }),
    );
  });
});

describe("packed text", () => {
  const unpack = (text: string, alphabet: typeof HEX) => {
    const unpacker = new Unpacker(alphabet);
    const out = text.split("").flatMap((char) => unpacker.push(char.charCodeAt(0)) ?? []);
    return { text: out.map(({ code }) => String.fromCodePoint(code)).join(""), out, unpacker };
  };

  test("says what was packed, and from which unit on", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "é", "日", "😀", " ", "~"), maxLength: 12 }),
        (text) => {
          const hex = percent(text).replaceAll("%", "");
          const base64 = btoa(
            hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))),
          ).replaceAll("=", "");
          expect(unpack(hex, HEX).text).toBe(text);
          expect(unpack(base64, BASE64).text).toBe(text);
          const starts = unpack(hex, HEX).out.map(({ from }) => from);
          expect(starts).toEqual(
            [...text].map((_, i) => (percent([...text].slice(0, i).join("")).length / 3) * 2),
          );
        },
      ),
    );
  });

  test("stops at what is no text", () => {
    expect(unpack("00ff", HEX).unpacker.isDead).toBe(true);
    expect(unpack("the/quick/brown/", BASE64).unpacker.isDead).toBe(true);
  });
});
