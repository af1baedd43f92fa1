import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../testing/merkle.ts";
import { utf8 } from "../bytes.ts";
import { canonicalJson, type Json } from "../canonicalJson.ts";
import { type EntryBody, opens, parseLeaf, toBody, toCommitment, toLeaf } from "./entry.ts";
import { checkEntryLine, toEntryLine } from "./entryLine.ts";

const body: fc.Arbitrary<EntryBody> = fc.record({
  kind: fc.constantFrom("case.merged", "embargo.ended"),
  actor: fc.record({ personId: fc.option(fc.uuid()), label: fc.string({ unit: "binary" }) }),
  subject: fc.record({ caseId: fc.uuid(), other: fc.jsonValue() as fc.Arbitrary<Json> }),
  detail: fc.jsonValue() as fc.Arbitrary<Json>,
});
const salt = fc.uint8Array({ minLength: 16, maxLength: 32 });
const at = fc.date({
  min: new Date(0),
  max: new Date("9999-12-31T00:00:00Z"),
  noInvalidDate: true,
});

const leafOf = (when: Date, one: EntryBody, salted: Uint8Array) =>
  toLeaf(when, toCommitment(sha256, { body: toBody(one), salt: salted }));

describe("a leaf", () => {
  test("is opened by its own body and salt alone", () => {
    fc.assert(
      fc.property(at, body, salt, (when, one, salted) => {
        const leaf = leafOf(when, one, salted);
        const opening = { body: toBody(one), salt: salted };
        expect(opens(sha256, leaf, opening)).toBe(true);
        expect(opens(sha256, leaf, { ...opening, body: `${opening.body} ` })).toBe(false);
        expect(opens(sha256, leaf, { ...opening, salt: salted.map((byte) => byte ^ 1) })).toBe(
          false,
        );
      }),
    );
  });

  test("has the same form and length whatever it is about", () => {
    fc.assert(
      fc.property(at, body, salt, (when, one, salted) => {
        const leaf = leafOf(when, one, salted);
        expect(leaf).toMatch(/^\{"at":"[\d:.TZ-]{24}","commitment":"[\w-]{43}","v":1\}$/);
        expect(leaf).toBe(canonicalJson(JSON.parse(leaf) as Json));
      }),
    );
  });

  test.each(["", "{}", '{"at":"x","commitment":"AAAA","v":1}', '{"v":1}'])(
    "%j is none of ours",
    (text) => {
      expect(parseLeaf(text)).toBeUndefined();
    },
  );
});

describe("a body", () => {
  test("takes text with a stray half of a character, and leaves out what is undefined", () => {
    const text = toBody({
      kind: "case.opened",
      actor: { personId: null, label: "half \ud83d of a smile" },
      subject: { caseId: undefined as unknown as string, list: ["\udc00", 1] },
      detail: { "\ud800": true },
    });
    expect(JSON.parse(text)).toEqual({
      kind: "case.opened",
      actor: { personId: null, label: "half \ufffd of a smile" },
      subject: { list: ["\ufffd", 1] },
      detail: { "\ufffd": true },
    });
  });
});

describe("a line of an export", () => {
  const one: EntryBody = {
    kind: "case.merged",
    actor: { personId: null, label: "Ö \ufffd" },
    subject: {},
    detail: null,
  };
  const salted = new Uint8Array(16).fill(9);
  const leaf = leafOf(new Date(0), one, salted);
  const opening = { body: toBody(one), salt: salted };
  const check = (line: string) => checkEntryLine(sha256, utf8(line), 4, utf8(leaf));

  test("open or closed is taken as it is written", () => {
    expect(check(toEntryLine(4, leaf, opening))).toEqual({ ok: true, opened: true });
    expect(check(toEntryLine(4, leaf, undefined))).toEqual({ ok: true, opened: false });
  });

  test.each([
    ["another index", toEntryLine(5, leaf, opening)],
    ["another leaf", toEntryLine(4, toLeaf(new Date(1), sha256(salted)), opening)],
    [
      "another body",
      toEntryLine(4, leaf, { ...opening, body: opening.body.replace("merged", "split") }),
    ],
    ["a body without its salt", toEntryLine(4, leaf, opening).replace(/,"salt":"[^"]*"/, "")],
    [
      "a salt without its body",
      toEntryLine(4, leaf, opening).replace(/"body":.*"index"/, '"index"'),
    ],
    [
      "another order of members",
      `{"index":4,"body":${opening.body},"leaf":${leaf},"salt":"CQkJCQkJCQkJCQkJCQkJCQ"}\n`,
    ],
    ["a member more", toEntryLine(4, leaf, undefined).replace("}\n", ',"x":1}\n')],
    ["a space more", toEntryLine(4, leaf, opening).replace(",", ", ")],
    ["no newline", toEntryLine(4, leaf, opening).trimEnd()],
    ["a byte-order mark", `\ufeff${toEntryLine(4, leaf, opening)}`],
    ["half a character", toEntryLine(4, leaf, { ...opening, body: '"\\ud800"' })],
    ["deep nesting", `{"body":${"[".repeat(200_000)}${"]".repeat(200_000)}}\n`],
    ["no JSON", "index 4\n"],
    ["a number", "4\n"],
    ["null", "null\n"],
  ])("with %s is refused", (_, line) => {
    expect(check(line).ok).toBe(false);
  });

  test("with a byte that is not UTF-8, but reads like what was there, is refused", () => {
    const line = utf8(toEntryLine(4, leaf, opening));
    const at = Buffer.from(line).indexOf(Buffer.from("\ufffd"));
    line[at] = 0xf1; // EF BF BD becomes F1 BF BD, which a lenient decoder also reads as U+FFFD
    expect(Buffer.from(line).toString()).toBe(toEntryLine(4, leaf, opening));
    expect(checkEntryLine(sha256, line, 4, utf8(leaf)).ok).toBe(false);
  });
});
