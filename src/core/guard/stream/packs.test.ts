import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { PACKS } from "../packs/catalogue.ts";
import { openStream } from "./openStream.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard(PACKS, { embargoed: [] }, CHECKS);
const examples = PACKS.flatMap(({ rules }) => rules).flatMap((rule) => [
  ...rule.examples,
  ...rule.counterExamples,
]);
const percent = (text: string) =>
  [...new TextEncoder().encode(text)].map((b) => `%${b.toString(16).padStart(2, "0")}`).join("");

/** One way of cutting a text gives what the whole gives; under a block, the same beginning as unit by unit. */
function expectSame(
  whole: string,
  chunks: readonly string[],
  { output, action, findings } = evaluateText(whole, PUBLIC, guard),
): void {
  const stream = openStream(guard, PUBLIC);
  const joined = chunks.map((chunk) => stream.push(chunk)).join("") + stream.end();
  expect({ whole, verdict: stream.verdict() }).toEqual({ whole, verdict: { action, findings } });
  if (output !== null) expect(joined).toBe(output);
}

describe("a stream under the packs of the product", () => {
  test("gives what the whole gives: every example, cut in two at many places and unit by unit", () => {
    for (const example of examples) {
      const whole = `Hello ${example}\nand more`;
      const judged = evaluateText(whole, PUBLIC, guard);
      const step = Math.ceil(whole.length / 12);
      for (let cut = 0; cut <= whole.length; cut += step) {
        expectSame(whole, [whole.slice(0, cut), whole.slice(cut)], judged);
      }
      expectSame(whole, whole.split(""), judged);
    }
  });

  test("gives what the whole gives: texts of examples, plain and escaped, cut anywhere", () => {
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...examples) },
      { weight: 1, arbitrary: fc.constantFrom(...examples).map(percent) },
      { weight: 3, arbitrary: fc.constantFrom(" ", "\n", "😀", "é", "\u200b", "\ud83d") },
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join("")),
        fc.array(fc.nat(3_000), { maxLength: 6 }),
        (whole, places) => {
          const cuts = places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b);
          const ends = [...cuts, whole.length];
          expectSame(
            whole,
            ends.map((to, i) => whole.slice(ends[i - 1] ?? 0, to)),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test("gives what the whole gives where the text is long, and what was read is forgotten on the way", () => {
    const filler = "Nothing to see here, only words that say little. ".repeat(40);
    const some = examples.filter((_, i) => i % 12 === 0);
    const whole = some.map((example) => `${filler}${example}\n`).join("");
    expect(whole.length).toBeGreaterThan(60_000);
    const step = 1_733;
    const count = Math.ceil(whole.length / step);
    expectSame(
      whole,
      Array.from({ length: count }, (_, i) => whole.slice(i * step, (i + 1) * step)),
    );
    expectSame(whole, whole.match(/[\s\S]{1,7}/g) ?? []);
  });
});
