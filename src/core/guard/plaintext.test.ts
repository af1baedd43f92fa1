import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { describeReading, isTextLike, needsReason, openPlaintext } from "./plaintext.ts";

function read(text: string | Uint8Array, cuts: readonly number[] = []) {
  const bytes = typeof text === "string" ? utf8(text) : text;
  const plaintext = openPlaintext();
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [i, end] of ends.entries()) plaintext.push(bytes.subarray(ends[i - 1] ?? 0, end));
  return plaintext.end();
}

describe("what is about to be sealed", () => {
  const text = "Größe: mail ada@example.org, or zoë@example.org.";

  test("is read like what leaves, and told without a value", () => {
    const found = read(text);
    expect(found.reading).toMatchObject({
      as: "text",
      highest: "rewrite",
      rules: [{ ruleId: "personal/email" }],
    });
    expect(JSON.stringify(found)).not.toContain("ada@");
    expect(describeReading(found)).toContain("personal/email at 12:");
    expect(needsReason(found.reading)).toBe(false);
  });

  test("is read the same however it is cut, in the middle of a character too", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(80), { maxLength: 6 }), (cuts) => {
        expect(read(text, cuts)).toEqual(read(text));
      }),
    );
  });

  test("is not read when it is no text, and that is said", () => {
    const { reading, seen } = read(Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7) % 256));
    expect(reading).toMatchObject({ as: "not-text", highest: "none", rules: [] });
    expect(describeReading({ reading, seen })).toContain("not read as one");
  });

  test("may be empty", () => {
    expect(read("").reading).toMatchObject({ as: "text", highest: "none" });
  });

  test("with a few bytes that are no UTF-8 is text all the same", () => {
    const bytes = new Uint8Array([...utf8("Mail "), 0xff, ...utf8(" ada@example.org")]);
    expect(read(bytes).reading.highest).toBe("rewrite");
  });
});

test.each([
  ["a program", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), false],
  ["a line", utf8("a line\n"), true],
  ["German", utf8("Grüße an alle"), true],
  ["nothing", new Uint8Array(), true],
])("%s is text: %s", (_, bytes, expected) => {
  expect(isTextLike(bytes)).toBe(expected);
});
