import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK } from "../../testing/guardSample.ts";
import { compileGuard } from "./engine/compileGuard.ts";
import { evaluateText } from "./evaluateText.ts";
import type { Pack } from "./pack.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard([SAMPLE_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const judge = (text: string) => evaluateText(text, PUBLIC, guard);

describe("a text", () => {
  test.each([
    ["jane.doe%40example.com", "[EMAIL]", "pattern+escape"],
    ["jane&#64;example.com", "[EMAIL]", "pattern+escape"],
    ["p\\u0061ssword = hunter2hunter2", "p\\u0061ssword = [PASSWORD]", "pattern+escape"],
    ["ｊａｎｅ＠example.com", "[EMAIL]", "pattern"],
    ["jаne@ехample.com", "[EMAIL]", "pattern"],
    ["j\u200bane@exa\u00admple.com", "[EMAIL]", "pattern"],
    ["𝗔𝗞12345678", "[KEY]", "pattern"],
    ["414b3132333435363738", "[KEY]", "pattern+hex"],
    [btoa("AK12345678 and more"), "[KEY]BhbmQgbW9yZQ==", "pattern+base64"],
    ["٤111 1111 1111 1111", "[CARD]", "pattern"],
  ])("%j is read for what it says", (text, output, detector) => {
    const verdict = judge(`😀 ${text} .`);
    expect(verdict.output).toBe(`😀 ${output} .`);
    expect(verdict.findings[0]?.detector).toBe(detector);
  });

  test("says where, in code points", () => {
    expect(judge("😀😀 AK12345678 😀").findings).toMatchObject([{ start: 3, end: 13 }]);
  });

  test("loses all of what overlaps, under the name of the most severe, then the longest", () => {
    expect(judge("password: ak12345678ab@example.com ").output).toBe("password: [EMAIL] ");
  });

  test("may have more findings than a call takes arguments", () => {
    const times = 130_000;
    const verdict = judge("AK12345678 ".repeat(times));
    expect(verdict).toMatchObject({ action: "rewrite", output: "[KEY] ".repeat(times) });
    expect(verdict.findings).toHaveLength(times);
  });

  test("begins a keyword at its very start", () => {
    expect(judge("@example.com").action).toBe("pass");
    expect(judge("1 1111 1111 1111").action).toBe("pass");
  });

  test("that is rewritten has no findings any more; what cannot be settled does not leave", () => {
    const some = fc.constantFrom(
      ...SAMPLE_PACK.rules.flatMap((rule) => rule.examples),
      " ",
      "é",
      "=",
      "@",
      "x",
    );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (pieces) => {
        const { action, output } = judge(pieces.join(""));
        if (output === null) expect(action).toBe("block");
        else expect(judge(output)).toMatchObject({ action: "pass", findings: [], output });
      }),
      { numRuns: 300 },
    );
    const stubborn: Pack = {
      id: "s",
      version: "1",
      rules: SAMPLE_PACK.rules.map((rule) => ({ ...rule, replacement: "AK99999999" })),
    };
    const verdict = evaluateText(
      "AK12345678",
      PUBLIC,
      compileGuard([stubborn], { embargoed: [] }, SAMPLE_CHECKS),
    );
    expect(verdict).toMatchObject({ action: "block", output: null });
    expect(verdict.findings.map(({ ruleId }) => ruleId)).toEqual(["sample/key", "guard/unsettled"]);
  });

  test("may be anything: nothing throws, and what is harmless comes out as it went in", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 60 }),
        fc.constantFrom("", "\ud83d", "\udc00"),
        (text, odd) => {
          const { action, output } = judge(`${text}${odd}${text}`);
          if (action === "pass") expect(output).toBe(`${text}${odd}${text}`);
        },
      ),
    );
  });

  test.each([
    "%25",
    "%41",
    "&#6",
    "\\u00",
    "4111 ",
    "a@",
    "jane@example.com ",
    "password: ",
    "-----BEGIN KEY-----",
    "41414141",
    "e\u0301",
    "\ud83d",
  ])("made of %j takes time in proportion to its length", (unit) => {
    const time = (length: number) => {
      const text = unit.repeat(length / unit.length);
      const begun = performance.now();
      judge(text);
      return performance.now() - begun;
    };
    const best = (length: number) => Math.min(time(length), time(length), time(length));
    expect(best(64_000)).toBeLessThan(100 + 16 * best(8_000));
  });
});
