import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateText } from "../evaluateText.ts";
import type { Pack } from "../pack.ts";
import { openStream } from "../stream/openStream.ts";
import { compileGuard } from "./compileGuard.ts";

const PUBLIC = { kind: "public" } as const;

const packOf = (pattern: string): Pack => ({
  id: "test",
  version: "1",
  rules: [
    {
      id: "test/one",
      type: "person.number",
      citation: { standard: "none", clause: "1", url: "https://example.com" },
      action: "rewrite",
      detector: { kind: "pattern", pattern },
      examples: [],
      counterExamples: [],
    },
  ],
});

const PATTERNS = [
  "\\b\\d{3}-\\d{2}-\\d{4}\\b",
  "\\b\\d{0,2}\\d\\.\\d{1,3}\\.\\d{1,3}\\b",
  "(?:ab|\\bk)[ab]{2,5}-",
  "(?i)\\bkab?\\d(?:-\\d){0,3}",
  "(?:^|\\n)ab\\d",
  "[ab]{1,3}k\\d\\b",
  // Keywords inside others, and matches that end before one does.
  "(?:abba|bb|b)[^1-]{0,3}(1{1,2})",
  "(?:k|kab|ab)(?:b-)?\\d?",
];

/** What the patterns find, and what is nearly that. */
const FRAGMENTS = ["123-45-6789", "12.1.22", "1.222.3", "abbab-", "kbba-", "KA1-2-1", "k2", "abk1"];
const SIGNS = ["1", "-", ".", "a", "k", "K", " ", "\n", "é", "_"];
const LEARNT = FRAGMENTS.map((one) => `${one}\nab1 `.repeat(12)).join(" ");

const text = fc
  .array(fc.constantFrom(...FRAGMENTS, "\nab1", ...SIGNS), { maxLength: 9 })
  .map((parts) => parts.join(""));

/** Whoever has seen no text yet leaves no hit out. */
const freshly = (pack: Pack, subject: string) =>
  evaluateText(subject, PUBLIC, compileGuard([pack], { embargoed: [] }, {}));

test.each(PATTERNS)("what is learnt of %s from many texts changes no verdict", (pattern) => {
  const pack = packOf(pattern);
  const learnt = compileGuard([pack], { embargoed: [] }, {});
  for (let i = 0; i < 4; i += 1) evaluateText(LEARNT, PUBLIC, learnt);
  fc.assert(
    fc.property(text, fc.nat(40), (subject, at) => {
      const whole = freshly(pack, subject);
      expect(evaluateText(subject, PUBLIC, learnt)).toEqual(whole);
      const stream = openStream(learnt, PUBLIC);
      const out = stream.push(subject.slice(0, at)) + stream.push(subject.slice(at)) + stream.end();
      // What is found again behind each replacement ends in a block: then only what stands before may be out.
      if (whole.output === null) expect(stream.isHalted()).toBe(true);
      else expect(out).toBe(whole.output);
    }),
    { numRuns: 150 },
  );
});
