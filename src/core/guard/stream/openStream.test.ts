import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK, STRICT_PACK } from "../../../testing/guardSample.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { openStream } from "./openStream.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard([SAMPLE_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const strict = compileGuard([SAMPLE_PACK, STRICT_PACK], { embargoed: [] }, SAMPLE_CHECKS);

function streamed(chunks: readonly string[], by = guard) {
  const stream = openStream(by, PUBLIC);
  const emitted = [...chunks.map((chunk) => stream.push(chunk)), stream.end()];
  return { joined: emitted.join(""), verdict: stream.verdict(), held: stream.held() };
}

const examples = SAMPLE_PACK.rules.flatMap((rule) => [...rule.examples, ...rule.counterExamples]);
const percent = (text: string) =>
  [...new TextEncoder().encode(text)].map((b) => `%${b.toString(16).padStart(2, "0")}`).join("");
const base64 = (text: string) => btoa(unescape(percent(text)));
const hex = (text: string) => percent(text).replaceAll("%", "");
const wide = (text: string) =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const dotted = (text: string) => [...text].join("\u200b");

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...examples) },
  { weight: 2, arbitrary: fc.constantFrom(...examples).map((text) => text.slice(0, -2)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...examples.flatMap((t) => [percent(t), base64(t), hex(t), wide(t), dotted(t)]),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "jane.doe%40example.com",
      "jane&#64;example.com",
      "p\\u0061ssword=hunter2hunter2",
      "%4",
      "&am",
      "\\u00",
      "%zz",
      "pass%77ord%3Dhunter2hunter2;",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      " ",
      "\n",
      ", ",
      "😀",
      "é",
      "e\u0301",
      "\ud83d",
      "\u200b",
      "а",
      "=",
      "@",
      "-----",
      "AK",
      "password",
      "heroku ",
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));

const cutAt = (whole: string, cuts: readonly number[]): string[] => {
  const places = [...cuts].map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b);
  return [...places, whole.length].map((to, i) => whole.slice(places[i - 1] ?? 0, to));
};

describe("a stream", () => {
  test.each(examples)(
    "%j gives what the whole gives, cut at any place and unit by unit",
    (whole) => {
      const { output, action, findings } = evaluateText(whole, PUBLIC, guard);
      for (let cut = 0; cut <= whole.length; cut += 1) {
        const { joined, verdict } = streamed([whole.slice(0, cut), whole.slice(cut)]);
        expect(joined).toBe(output);
        expect(verdict).toEqual({ action, findings });
      }
      expect(streamed(whole.split("")).joined).toBe(output);
    },
  );

  test("gives what the whole gives, however it is cut", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 8 }), (whole, cuts) => {
        const { output, action, findings } = evaluateText(whole, PUBLIC, guard);
        for (const chunks of [cutAt(whole, cuts), whole.split("")]) {
          const { joined, verdict } = streamed(chunks);
          expect(verdict).toEqual({ action, findings });
          if (output === null) expect(whole.startsWith(joined) || joined.length > 0).toBe(true);
          else expect(joined).toBe(output);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("lets out, before a block, a beginning that does not depend on how it was cut, and nothing after", () => {
    fc.assert(
      fc.property(text, text, fc.array(fc.nat(400), { maxLength: 8 }), (before, after, cuts) => {
        const whole = `${before} cnry-1234 ${after}`;
        const allowed = evaluateText(`${before} `, PUBLIC, guard).output ?? "";
        const { joined, verdict } = streamed(cutAt(whole, cuts), strict);
        expect(verdict.action).toBe("block");
        expect(joined).toBe(streamed(whole.split(""), strict).joined);
        expect(joined).not.toContain("cnry");
        expect(allowed.length >= joined.length || !allowed.startsWith(joined)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
