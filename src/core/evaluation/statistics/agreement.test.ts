import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cohenKappa } from "./cohenKappa.ts";
import { fleissKappa } from "./fleissKappa.ts";
import { krippendorffAlpha, type Scale } from "./krippendorff.ts";
import { drawBelow, randomOf } from "./random.ts";

/** Ten subjects, fourteen raters, five categories: the worked example of Fleiss' κ. */
const FLEISS = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];

/** Four observers, twelve units, with gaps: Krippendorff's own reference. */
const OBSERVERS = [
  "1 2 3 3 2 1 4 1 2 . . .",
  "1 2 3 3 2 2 4 1 2 5 . 3",
  ". 3 3 3 2 3 4 2 2 5 1 .",
  "1 2 3 3 2 4 4 1 2 5 1 .",
].map((line) => line.split(" ").map((value) => (value === "." ? null : Number(value))));
const UNITS = (OBSERVERS[0] ?? []).map((_, unit) => OBSERVERS.map((row) => row[unit] ?? null));

describe("two raters", () => {
  test("Cohen's κ is the published one, with an interval", () => {
    const { kappa, interval, agreement, n } = cohenKappa([
      [20, 5],
      [10, 15],
    ]);
    expect(kappa).toBeCloseTo(0.4, 12);
    expect(agreement).toBeCloseTo(0.7, 12);
    expect(n).toBe(50);
    expect(interval?.lower).toBeLessThan(0.4);
    expect(interval?.upper).toBeGreaterThan(0.4);
  });

  test("where chance agrees always, agreement is no achievement: unknown and not 1", () => {
    expect(
      cohenKappa([
        [30, 0],
        [0, 0],
      ]).kappa,
    ).toBeNull();
    expect(cohenKappa([]).kappa).toBeNull();
    expect(
      fleissKappa([
        [3, 0],
        [3, 0],
      ]),
    ).toBeNull();
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        "nominal",
      ),
    ).toBeNull();
    expect(krippendorffAlpha([[1, null]], "nominal")).toBeNull();
  });

  test("raters who change places agree as much, and perfect agreement is 1", () => {
    const cell = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), ([a, b, c, d]) => {
        const one =
          cohenKappa([
            [a, b],
            [c, d],
          ]).kappa ?? 0;
        const other =
          cohenKappa([
            [a, c],
            [b, d],
          ]).kappa ?? 0;
        expect(one).toBeCloseTo(other, 12);
        expect(
          cohenKappa([
            [a, 0],
            [0, d],
          ]).kappa,
        ).toBeCloseTo(1, 12);
      }),
    );
  });

  test("the interval of κ covers the true value about as often as it says", () => {
    // Truth and rating agree in 80 % of two equal categories: κ is 0.6.
    const random = randomOf("kappa");
    let covered = 0;
    for (let run = 0; run < 500; run += 1) {
      const table = [
        [0, 0],
        [0, 0],
      ];
      for (let item = 0; item < 100; item += 1) {
        const truth = drawBelow(random, 2);
        const row = table[truth] ?? [];
        const said = random() < 0.8 ? truth : 1 - truth;
        row[said] = (row[said] ?? 0) + 1;
      }
      const { interval } = cohenKappa(table);
      if (interval && interval.lower <= 0.6 && 0.6 <= interval.upper) covered += 1;
    }
    expect(covered).toBeGreaterThan(460);
    expect(covered).toBeLessThan(495);
  });
});

describe("many raters", () => {
  test("Fleiss' κ of the worked example is the published one", () => {
    expect(fleissKappa(FLEISS)).toBeCloseTo(0.20993, 5);
  });

  test("items with different numbers of raters are the caller's bug", () => {
    expect(() =>
      fleissKappa([
        [2, 1],
        [2, 2],
      ]),
    ).toThrow(RangeError);
    expect(() => fleissKappa([[1, 0]])).toThrow(RangeError);
    expect(fleissKappa([])).toBeNull();
  });

  test.each<[Scale, number]>([
    ["nominal", 0.7434],
    ["ordinal", 0.8154],
    ["interval", 0.8491],
    ["ratio", 0.7974],
  ])("Krippendorff's α of the reference is the published one on a %s scale", (scale, alpha) => {
    expect(krippendorffAlpha(UNITS, scale)).toBeCloseTo(alpha, 4);
  });

  test("α does not mind in which order observers or units stand", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(UNITS, { minLength: UNITS.length }), (units) => {
        const turned = units.map((unit) => unit.toReversed());
        expect(krippendorffAlpha(turned, "ordinal")).toBeCloseTo(
          krippendorffAlpha(UNITS, "ordinal") ?? 0,
          12,
        );
      }),
    );
  });
});
