import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateText } from "../evaluateText.ts";
import type { Pack } from "../pack.ts";
import { openStream } from "../stream/openStream.ts";
import { compileGuard } from "./compileGuard.ts";

/** Names in a script of thousands of characters, each character in one name alone. */
const NAMES = Array.from({ length: 400 }, (_, i) =>
  String.fromCharCode(0x4e00 + 2 * i, 0x4e01 + 2 * i),
);
const PACK: Pack = {
  id: "names",
  version: "1",
  rules: [
    {
      id: "names/person",
      type: "person.name",
      citation: { standard: "S", clause: "C", url: "https://example.org" },
      action: "rewrite",
      detector: { kind: "terms", terms: [...NAMES, "ada lovelace"], isPartOfWord: true },
      examples: [],
      counterExamples: [],
    },
  ],
};
const guard = compileGuard([PACK], { embargoed: [] }, {});
const audience = { kind: "public" } as const;

/** The same classes, in the automaton, as the first name has. */
const ALIKE = String.fromCharCode(0x4e00 + 56 * 5, 0x4e01 + 56 * 6);

/** Names, and pairs of characters of which no name has both. */
const piece = fc.oneof(
  fc.constantFrom(...NAMES, "Ada Lovelace"),
  fc
    .tuple(fc.nat(799), fc.nat(799))
    .filter(([a, b]) => b !== a + 1 || a % 2 === 1)
    .map(([a, b]) => String.fromCharCode(0x4e00 + a, 0x4e00 + b)),
  fc.constantFrom(" ", "，", "word ", ALIKE),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("，"));

const naively = (subject: string): string =>
  [...NAMES, "Ada Lovelace"].reduce((rest, name) => rest.replaceAll(name, "[NAME]"), subject);

describe("terms of more characters than the automaton has classes", () => {
  test("are found, and nothing else is", () => {
    fc.assert(
      fc.property(text, (subject) => {
        expect(evaluateText(subject, audience, guard).output).toBe(naively(subject));
      }),
      { numRuns: 100 },
    );
  });

  test("are found in a stream, however it is cut", () => {
    fc.assert(
      fc.property(text, fc.nat(200), (subject, at) => {
        const stream = openStream(guard, audience);
        const [head, tail] = [subject.slice(0, at), subject.slice(at)];
        expect(stream.push(head) + stream.push(tail) + stream.end()).toBe(naively(subject));
      }),
      { numRuns: 100 },
    );
  });
});
