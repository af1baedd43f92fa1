import fc from "fast-check";
import { expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { evaluateText } from "../evaluateText.ts";
import { DEFAULT_PACKS } from "../packs/catalogue.ts";
import { openStream } from "../stream/openStream.ts";
import { compileGuard } from "./compileGuard.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);
const ADDRESS = "ada@example.com";

/** Halves of characters, characters of two halves, marks that fold to nothing or to more, what halves become in UTF-8. */
const odd = fc.constantFrom(
  "\ud83d",
  "\ude00",
  "😀",
  "\u200b",
  "ﬁ",
  "é",
  "аp",
  "\ufffd",
  "漢",
  " ",
  "x",
);

test("halves of characters and whole ones, in any order, hide nothing and are no other text when they come in pieces", () => {
  fc.assert(
    fc.property(
      fc.array(odd, { minLength: 20, maxLength: 60 }),
      fc.integer({ min: 1, max: 50 }),
      (parts, size) => {
        const lead = `${parts.join("")}\n`;
        const subject = `${lead}${ADDRESS}\n${lead}`;
        const whole = evaluateText(subject, PUBLIC, guard);
        const at = [...lead].length;
        expect(whole.findings).toMatchObject([{ start: at, end: at + ADDRESS.length }]);
        expect(whole.output).toBe(`${lead}[EMAIL]\n${lead}`);
        const stream = openStream(guard, PUBLIC);
        let out = "";
        for (let i = 0; i < subject.length; i += size)
          out += stream.push(subject.slice(i, i + size));
        expect(out + stream.end()).toBe(whole.output);
      },
    ),
    { numRuns: 200 },
  );
});
