import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { similarity, sketchOf } from "./minhash.ts";

/** Distinct made-up words: `w` and a number in letters, so that each is one word. */
const word = (n: number): string =>
  `w${[...String(n)].map((d) => "abcdefghij"[Number(d)]).join("")}`;
const text = (numbers: readonly number[]): string => numbers.map(word).join(" ");
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** The Jaccard similarity that the sketches estimate: of the sets of words and of neighbouring words. */
function trueSimilarity(a: readonly number[], b: readonly number[]): number {
  const shingles = (list: readonly number[]) =>
    new Set([...list.map(String), ...list.slice(1).map((n, i) => `${list[i]} ${n}`)]);
  const [x, y] = [shingles(a), shingles(b)];
  const shared = [...x].filter((one) => y.has(one)).length;
  return shared / (x.size + y.size - shared);
}
const shareBand = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((band) => b.includes(band));

describe("the sketch of a text", () => {
  test("depends on its words alone, not on case, spaces and signs between them", () => {
    expect(sketchOf("Alpha, BETA gamma; delta epsilon zeta eta theta iota")).toEqual(
      sketchOf("alpha  beta\ngamma (delta) epsilon: zeta eta theta iota."),
    );
  });

  test.each(["", "too short to compare", "the and for that this with from are not"])(
    "of %j does not exist",
    (short) => {
      expect(sketchOf(short)).toBeNull();
    },
  );

  test("has 24 bands of 32 bits and 96 bytes", () => {
    const sketch = sketchOf(text(range(0, 100)));
    expect(sketch?.bands).toHaveLength(24);
    expect(sketch?.bands.every((band) => (band | 0) === band)).toBe(true);
    expect(sketch?.sketch).toMatch(/^[0-9a-f]{192}$/);
  });

  test("estimates the similarity of words and neighbours, on the mean within 3 %, never off by a quarter", () => {
    const offs = range(0, 300).map((n) => {
      const overlap = (n * 7) % 300;
      const [a, b] = [
        range(n * 1000, n * 1000 + 300),
        range(n * 1000 + 300 - overlap, n * 1000 + 600 - overlap),
      ];
      const [x, y] = [sketchOf(text(a)), sketchOf(text(b))];
      return similarity(x?.sketch ?? "", y?.sketch ?? "") - trueSimilarity(a, b);
    });
    expect(Math.abs(offs.reduce((sum, off) => sum + off, 0) / offs.length)).toBeLessThan(0.03);
    expect(Math.max(...offs.map(Math.abs))).toBeLessThan(0.25);
  });

  test("finds a text of 300 words again after every tenth word was changed, 99 times of 100", () => {
    const found = range(0, 300).filter((n) => {
      const a = range(n * 1000, n * 1000 + 300);
      const b = a.map((one, i) => ((i * 37 + n) % 10 === 0 ? one + 500_000 : one));
      return shareBand(sketchOf(text(a))?.bands ?? [], sketchOf(text(b))?.bands ?? []);
    });
    expect(found.length).toBeGreaterThanOrEqual(297);
  });

  test("of unrelated texts hardly ever shares a band", () => {
    const bands = range(0, 300).map(
      (n) => sketchOf(text(range(n * 1000, n * 1000 + 300)))?.bands ?? [],
    );
    const shared = bands.filter((one, i) =>
      bands.slice(i + 1).some((other) => shareBand(one, other)),
    );
    expect(shared).toEqual([]);
  });

  test("is symmetric and whole for the text itself, for any text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 400 }), (a, b) => {
        const [x, y] = [sketchOf(a), sketchOf(b)];
        if (x === null || y === null) return;
        expect(similarity(x.sketch, x.sketch)).toBe(1);
        expect(similarity(x.sketch, y.sketch)).toBe(similarity(y.sketch, x.sketch));
      }),
      { numRuns: 50 },
    );
  });
});
