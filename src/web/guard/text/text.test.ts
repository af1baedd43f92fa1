import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carrySpans } from "./carry.ts";
import { toMarkedLines, toPieces } from "./lines.ts";
import { findReplaced } from "./replaced.ts";
import { type Span, toStretches, toUnits } from "./stretches.ts";

const ACTIONS = ["rewrite", "escalate", "block"] as const;
const RANK = { rewrite: 1, escalate: 2, block: 3 } as const;
const text = fc
  .array(fc.constantFrom("a", "b", " ", "\n", "é", "😀", "𝔘", "\ud83d"), { maxLength: 40 })
  .map((parts) => parts.join(""));
const spansOf = (length: number): fc.Arbitrary<Span[]> =>
  fc.array(
    fc
      .tuple(fc.nat(length), fc.nat(length), fc.constantFrom(...ACTIONS))
      .map(([a, b, action]) => ({ start: Math.min(a, b), end: Math.max(a, b), action })),
    { maxLength: 8 },
  );
const marked = text.chain((said) => fc.tuple(fc.constant(said), spansOf([...said].length)));

describe("highlights", () => {
  test("what a span covers is the same in code points and in units", () => {
    fc.assert(
      fc.property(marked, ([said, spans]) => {
        const points = [...said];
        toUnits(said, spans).forEach(({ start, end }, i) => {
          const span = spans[i] as Span;
          expect(said.slice(start, end)).toBe(points.slice(span.start, span.end).join(""));
        });
      }),
    );
  });

  test("every unit is marked by the strictest span over it, and by none where there is none", () => {
    fc.assert(
      fc.property(marked, ([said, spans]) => {
        const units = toUnits(said, spans);
        const stretches = toStretches(units);
        for (let at = 0; at < said.length; at += 1) {
          const over = units.filter(({ start, end }) => start <= at && at < end);
          const here = stretches.filter(({ start, end }) => start <= at && at < end);
          const strictest = over.toSorted((a, b) => RANK[b.action] - RANK[a.action])[0];
          expect(here.map(({ action }) => action)).toEqual(strictest ? [strictest.action] : []);
        }
      }),
    );
  });

  test("lines and pieces put together are the text, marks lie where they lay", () => {
    fc.assert(
      fc.property(marked, ([said, spans]) => {
        const stretches = toStretches(toUnits(said, spans));
        const lines = toMarkedLines(said, stretches);
        const pieces = lines.map((line) => toPieces(line));
        expect(pieces.map((line) => line.map((piece) => piece.text).join("")).join("\n")).toBe(
          said,
        );
        const shown = pieces.flat().flatMap((piece) => (piece.mark ? piece.text : []));
        const meant = stretches.map(({ start, end }) =>
          said.slice(start, end).replaceAll("\n", ""),
        );
        expect(shown.join("")).toBe(meant.join(""));
      }),
    );
  });

  test("after an edit, marks stay on the words they were on, or go", () => {
    fc.assert(
      fc.property(marked, text, fc.nat(40), fc.nat(5), ([said, spans], put, place, gone) => {
        const at = Math.min(place, said.length);
        const now = said.slice(0, at) + put + said.slice(at + gone);
        const units = toUnits(said, spans);
        for (const span of carrySpans(said, now, units)) {
          const meant = units.filter(
            ({ action, end, start }) =>
              action === span.action && end - start === span.end - span.start,
          );
          expect(meant.map((one) => said.slice(one.start, one.end))).toContain(
            now.slice(span.start, span.end),
          );
        }
      }),
    );
  });
});

describe("what was put in the place of something", () => {
  const input = "Write to ada@example.com or 555 0100.";
  const places = [
    { start: 9, end: 24 },
    { start: 28, end: 36 },
  ];

  test("is found between what stayed", () => {
    const output = "Write to [EMAIL] or [PHONE].";
    const found = findReplaced(input, output, places) ?? [];
    expect(found.map(({ start, end }) => output.slice(start, end))).toEqual(["[EMAIL]", "[PHONE]"]);
    expect(found.map(({ input: { start } }) => start)).toEqual([9, 28]);
  });

  test("is not guessed where more was taken out than the findings", () => {
    expect(findReplaced(input, "Write [EMAIL] or [PHONE].", places)).toBeUndefined();
    expect(findReplaced(input, "Write to [EMAIL] or nothing", places)).toBeUndefined();
  });

  test("overlapping findings have one replacement; an unchanged text has none", () => {
    const two = [...places, { start: 12, end: 20 }];
    expect(findReplaced(input, "Write to [EMAIL] or [PHONE].", two)).toHaveLength(2);
    expect(findReplaced(input, input, [])).toEqual([]);
  });
});
