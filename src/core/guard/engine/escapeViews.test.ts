import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { evaluateText } from "../evaluateText.ts";
import { DEFAULT_PACKS } from "../packs/catalogue.ts";
import { alnum } from "../packs/sample.ts";
import { openStream } from "../stream/openStream.ts";
import { compileGuard } from "./compileGuard.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);
const wholeOf = (text: string) => evaluateText(text, PUBLIC, guard).output;
const ESCAPES = ["%22", "%20", "%3D", "\\n", "\\t", "\\u0022", "&quot;", "&#61;"];

describe("right behind an escape", () => {
  test.each(ESCAPES)("a key is seen whose first letter would else go on a word: %s", (escaped) => {
    const text = `a${escaped}AKIAQ7ZC4KMW5TRXB2VL`;
    expect(wholeOf(text)).toBe(`a${escaped}[AWS-ACCESS-KEY]`);
  });

  test("a long key is taken out whole, and streams as it does in one piece", () => {
    const stretch = fc.record({
      escaped: fc.constantFrom(...ESCAPES),
      length: fc.integer({ min: 40, max: 1_200 }),
      rest: fc.constantFrom("", " and more", "%22 and more", "\\n"),
      cuts: fc.array(fc.nat(1_400), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(stretch, ({ escaped, length, rest, cuts }) => {
        const key = alnum(length);
        const text = `token:${escaped}${key}${rest}`;
        const whole = wholeOf(text);
        expect(whole).not.toBeNull();
        expect(whole).not.toContain(key.slice(-16));
        const places = [...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
        const stream = openStream(guard, PUBLIC);
        const out = places.map((to, i) => stream.push(text.slice(places[i - 1] ?? 0, to)));
        expect(out.join("") + stream.end()).toBe(whole);
      }),
      { numRuns: 60 },
    );
  });

  test("takes time in proportion to the length of what has no space", () => {
    const time = (length: number) => {
      const text = `%22${"a%2Fb".repeat(length / 5)}`;
      const begun = performance.now();
      wholeOf(text);
      return performance.now() - begun;
    };
    const best = (length: number) => Math.min(time(length), time(length), time(length));
    expect(best(64_000)).toBeLessThan(100 + 16 * best(8_000));
  });
});
