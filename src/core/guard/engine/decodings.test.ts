import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { evaluateText } from "../evaluateText.ts";
import { DEFAULT_PACKS } from "../packs/catalogue.ts";
import { openStream } from "../stream/openStream.ts";
import { compileGuard } from "./compileGuard.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);

/** Of each kind of datum: what stands before it, and the datum. */
const DATA: readonly (readonly [string, string])[] = [
  ["write to ", "jane.cooper@northwind-mills.com"],
  ["card ", "4539 1488 0343 6467"],
  ["iban ", "DE89370400440532013000"],
  ["key ", ["AKIA", "Q7ZC4KMW5TRXB2VL"].join("")],
];

const padded = (code: number, base: number, length: number) =>
  code.toString(base).padStart(length, "0");
const each = (text: string, by: (code: number) => string) =>
  [...text].map((char) => by(char.codePointAt(0) ?? 0)).join("");
const between = (part: string) => (text: string) => [...text].join(part);
const wide = (text: string) => Buffer.from(text, "utf16le");

const COLOURS = ["\u001b[32m", "\u001b[0m", "\\u001b[32m", "\\u001b[0m"];

type Spelling = (text: string) => string;

const percent: Spelling = (text) =>
  [...new TextEncoder().encode(text)].map((byte) => `%${padded(byte, 16, 2)}`).join("");
const base64: Spelling = (text) => Buffer.from(text).toString("base64");
const hex: Spelling = (text) => Buffer.from(text).toString("hex");
const json: Spelling = (text) =>
  text.replace(/\W/g, (char) => `\\u${padded(char.charCodeAt(0), 16, 4)}`);
const entities: Spelling = (text) => text.replace(/\W/g, (char) => `&#${char.charCodeAt(0)};`);

/** Spellings of a datum. */
const SPELLINGS: Record<string, Spelling> = {
  "%u and four digits": (text) => each(text, (code) => `%u${padded(code, 16, 4)}`),
  "two bytes a character, percent-encoded": (text) =>
    each(text, (code) => `%${padded(code, 16, 2)}%00`),
  "\\U and eight digits": (text) => each(text, (code) => `\\U${padded(code, 16, 8)}`),
  "\\x in braces": (text) => each(text, (code) => `\\x{${code.toString(16)}}`),
  octal: (text) => each(text, (code) => `\\${padded(code, 8, 3)}`),
  "CSS with spaces": (text) => each(text, (code) => `\\${code.toString(16)} `),
  "CSS with six digits": (text) => each(text, (code) => `\\${padded(code, 16, 6)}`),
  "HTML with many zeros": (text) => each(text, (code) => `&#${padded(code, 10, 10)};`),
  "HTML without semicolons": (text) => each(text, (code) => `&#x${code.toString(16)}`),
  "Markdown's backslashes": (text) => text.replace(/[^\w ]/g, "\\$&"),
  "percent twice": (text) => percent(text).replaceAll("%", "%25"),
  "percent three times": (text) => percent(text).replaceAll("%", "%2525"),
  "HTML in percent": (text) => percent(entities(text)),
  "HTML twice": (text) => each(text, (code) => `&amp;#${code};`),
  "JSON twice": (text) => each(text, (code) => `\\\\u${padded(code, 16, 4)}`),
  "controls between": between("\0"),
  "deletions between": between("\u007f"),
  "controls beyond ASCII between": between("\u0083"),
  "a colour in the middle": (text) => `${text.slice(0, 6)}\u001b[1;31m${text.slice(6)}`,
  "a colour around it": (text) => `\u001b[32m${text}\u001b[0m`,
  "a colour around it, in JSON": (text) => `\\u001b[32m${text}\\u001b[0m`,
  "letters and digits in black circles": (text) =>
    text.replace(/[1-9]/g, (digit) => String.fromCodePoint(0x2775 + Number(digit))),
  "an unassigned character nobody sees between": between("\u{e0080}"),
};

/** Spellings of a text around it. */
const NOTE = "Dear colleague, this is what we spoke of on the telephone — all of it. ";
const lines = (text: string, length: number, between: string) =>
  text.replace(new RegExp(`(.{${length}})(?=.)`, "g"), `$1${between}`);

const PACKED: Record<string, Spelling> = {
  "base64 in lines": (text) => lines(base64(NOTE + text), 76, "\n"),
  "base64 in short lines": (text) => lines(base64(text), 20, "\n"),
  "base64 in lines of a mail": (text) => lines(base64(NOTE + text), 76, "\r\n"),
  "base64 in indented lines": (text) => lines(base64(NOTE + text), 64, "\n    "),
  "base64 in quoted lines": (text) => lines(base64(NOTE + text), 76, "\n> > "),
  "base64 in strings put together": (text) => `"${lines(base64(NOTE + text), 60, '" +\n  "')}"`,
  "base64 in lines, in JSON": (text) => lines(base64(NOTE + text), 40, "\\n"),
  "base64url in lines, without padding": (text) =>
    lines(Buffer.from(NOTE + text).toString("base64url"), 64, "\n"),
  "hex in lines": (text) => lines(hex(NOTE + text), 64, "\n"),
  "percent in base64": (text) => base64(percent(text)),
  "base64 in percent": (text) => percent(base64(text)),
  "base64 twice": (text) => base64(base64(text)),
  "base64 three times": (text) => base64(base64(base64(text))),
  "hex in base64": (text) => base64(hex(text)),
  "base64 in hex": (text) => hex(base64(text)),
  "JSON in base64": (text) => base64(`{"note": "${json(text)}"}`),
  "base64 of two bytes a character": (text) => wide(text).toString("base64"),
  "base64 of two bytes a character, the higher first": (text) =>
    wide(text).swap16().toString("base64"),
  "hex of two bytes a character": (text) => wide(text).toString("hex"),
};

const textsOf = (by: Spelling, isWhole: boolean) =>
  DATA.map(([before, datum]) =>
    isWhole ? `See ${by(`${before}${datum} now`)}\ntoo` : `${before}${by(datum)} now`,
  );

const streamed = (text: string, places: readonly number[]) => {
  const stream = openStream(guard, PUBLIC);
  const out = places.map((to, i) => stream.push(text.slice(places[i - 1] ?? 0, to)));
  return out.join("") + stream.push(text.slice(places.at(-1) ?? 0)) + stream.end();
};

const ALL: [string, Spelling, boolean][] = [
  ...Object.entries(SPELLINGS).map(([name, by]): [string, Spelling, boolean] => [name, by, false]),
  ...Object.entries(PACKED).map(([name, by]): [string, Spelling, boolean] => [name, by, true]),
];

describe.each(ALL)("a datum spelled with %s", (_, by, isWhole) => {
  test("is found, and what it is replaced by covers all of it", () => {
    for (const text of textsOf(by, isWhole)) {
      const { action, output } = evaluateText(text, PUBLIC, guard);
      expect({ text, action }).toEqual({ text, action: "rewrite" });
      const seen = COLOURS.reduce((rest, colour) => rest.replaceAll(colour, ""), output ?? "");
      if (!isWhole) expect(seen).toMatch(/^[a-z ]+\S{0,8}\[[A-Z-]+\](?:%00)? ?now$/);
    }
  });

  test("streams as it does in one piece", () => {
    for (const text of textsOf(by, isWhole)) {
      const whole = evaluateText(text, PUBLIC, guard).output;
      const all = [...text.split("").keys()];
      expect(streamed(text, all)).toBe(whole);
      for (let cut = 0; cut <= text.length; cut += 5) expect(streamed(text, [cut])).toBe(whole);
    }
  });
});

test("spellings beside and within each other stream as they do in one piece", () => {
  const piece = fc
    .tuple(fc.constantFrom(...ALL), fc.constantFrom(...ALL), fc.constantFrom(...DATA))
    .map(([[, outer], [, inner], [before, datum]]) => outer(`${before}${inner(datum)} `));
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 2 }),
      fc.array(fc.nat(2_000), { maxLength: 6 }),
      (pieces, cuts) => {
        const text = pieces.join("\n").slice(0, 1_500);
        const whole = evaluateText(text, PUBLIC, guard);
        const places = cuts.map((cut) => cut % text.length).sort((a, b) => a - b);
        if (whole.output !== null) expect(streamed(text, places)).toBe(whole.output);
      },
    ),
    { numRuns: 60 },
  );
});

test("a word in the next line does not go on with what base64 says", () => {
  for (const word of ["Regards", "Best", "Thanks\n", "Sincerely yours", "https://example.org/"]) {
    const text = `${base64(`the key AKIA${"Q7ZC4KMW5TRXB2VL"}`).replaceAll("=", "")}\n${word}`;
    expect(evaluateText(text, PUBLIC, guard).output).toMatch(/\[AWS-ACCESS-KEY\]/);
    expect(evaluateText(text, PUBLIC, guard).output).toContain(word);
  }
});

test("what is encoded many times takes time in proportion to its length", () => {
  const parts = [
    "%252520a",
    "&amp;amp;#64;",
    "\\\\\\\\u0040",
    base64(base64(base64("%2525 ".repeat(9)))),
  ];
  for (const part of parts) {
    const time = (length: number) => {
      const text = part.repeat(length / part.length);
      const begun = performance.now();
      evaluateText(text, PUBLIC, guard);
      return performance.now() - begun;
    };
    const best = (length: number) => Math.min(time(length), time(length), time(length));
    expect(best(64_000)).toBeLessThan(150 + 16 * best(8_000));
  }
});
