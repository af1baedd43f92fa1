import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaCdf } from "./beta.ts";
import { binomialMass, binomialUpperTail } from "./binomial.ts";
import { bootstrap } from "./bootstrap.ts";
import { clopperPearson, clopperPearsonUpper } from "./clopperPearson.ts";
import { clusteredRate } from "./clustered.ts";
import { holm } from "./holm.ts";
import { CONFIDENCE } from "./interval.ts";
import { mcnemar } from "./mcnemar.ts";
import { newcombePaired } from "./newcombe.ts";
import { normalCdf, normalQuantile, reachOf } from "./normal.ts";
import { pairedPower, pairsForPower } from "./pairedPower.ts";
import { passAt } from "./passAt.ts";
import { drawBelow, randomOf, shuffle } from "./random.ts";
import { calibratedRate, correctedRate, roganGladen } from "./roganGladen.ts";
import { fisherExact, newcombeUnpaired } from "./unpaired.ts";
import { wilson } from "./wilson.ts";

const counted = fc
  .integer({ min: 1, max: 400 })
  .chain((n) => fc.record({ n: fc.constant(n), count: fc.integer({ min: 0, max: n }) }));

describe("distributions", () => {
  test("the normal quantile is right to twelve digits and undoes the distribution", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
    expect(reachOf(0.9)).toBeCloseTo(1.6448536269514722, 12);
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 1 - 1e-8, noNaN: true }), (share) => {
        expect(normalCdf(normalQuantile(share))).toBeCloseTo(share, 12);
      }),
    );
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });

  test("binomial masses add up to the tail, and the tail to one", () => {
    const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(counted, chance, ({ n, count }, chance) => {
        let sum = 0;
        for (let k = count; k <= n; k += 1) sum += binomialMass(k, n, chance);
        expect(sum).toBeCloseTo(binomialUpperTail(count, n, chance), 9);
      }),
    );
    expect(binomialMass(0, 3, 0)).toBe(1);
    expect(binomialMass(3, 3, 1)).toBe(1);
    expect(betaCdf(0.5, 5_000, 5_000)).toBeCloseTo(0.5, 10);
  });
});

describe("intervals of one rate", () => {
  test("Wilson's are the published ones, at 95 % unless asked otherwise", () => {
    const few = wilson(5, 60);
    expect(few.confidence).toBe(CONFIDENCE);
    expect(few.lower).toBeCloseTo(0.0361204566, 9);
    expect(few.upper).toBeCloseTo(0.1806894202, 9);
    expect(wilson(0, 60)).toMatchObject({ lower: 0, method: "Wilson score" });
    expect(wilson(0, 60).upper).toBeCloseTo(0.0601718521, 9);
    expect(wilson(60, 60).upper).toBe(1);
  });

  test("Clopper and Pearson's one-sided bound of 0 in 60 is the published one", () => {
    expect(clopperPearsonUpper(0, 60).upper).toBeCloseTo(0.0487029133, 9);
    // 1 - 0.025^(1/10), in closed form.
    expect(clopperPearson(0, 10).upper).toBeCloseTo(1 - 0.025 ** 0.1, 12);
    expect(clopperPearson(10, 10).lower).toBeCloseTo(0.025 ** 0.1, 12);
  });

  test("of nothing counted, nothing is known", () => {
    expect(wilson(0, 0)).toMatchObject({ lower: 0, upper: 1 });
    expect(clopperPearson(0, 0)).toMatchObject({ lower: 0, upper: 1 });
    expect(clusteredRate([]).interval).toMatchObject({ lower: 0, upper: 1 });
  });

  test("they hold the observed rate, widen with confidence, mirror, and the exact one covers what it says", () => {
    fc.assert(
      fc.property(counted, ({ n, count }) => {
        for (const make of [wilson, clopperPearson]) {
          const { lower, upper } = make(count, n);
          expect(lower).toBeLessThanOrEqual(count / n + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(count / n - 1e-12);
          const wide = make(count, n, 0.99);
          expect(wide.lower).toBeLessThanOrEqual(lower);
          expect(wide.upper).toBeGreaterThanOrEqual(upper);
          expect(make(n - count, n).upper).toBeCloseTo(1 - lower, 9);
        }
      }),
    );
    for (const rate of [0.02, 0.15, 0.5, 0.83]) {
      let covered = 0;
      for (let k = 0; k <= 40; k += 1) {
        const { lower, upper } = clopperPearson(k, 40);
        if (lower <= rate && rate <= upper) covered += binomialMass(k, 40, rate);
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });

  test("a count that cannot be and a level that is none are the caller's bugs", () => {
    expect(() => wilson(3, 2)).toThrow(RangeError);
    expect(() => wilson(-1, 2)).toThrow(RangeError);
    expect(() => wilson(1.5, 2)).toThrow(RangeError);
    expect(() => clopperPearson(1, 2, 1)).toThrow(RangeError);
  });
});

describe("paired comparisons", () => {
  test("McNemar's exact p-values are the published ones", () => {
    expect(mcnemar({ b: 5, c: 17 }).twoSided).toBeCloseTo(0.0169005394, 9);
    expect(mcnemar({ b: 39, c: 17 }).fell).toBeCloseTo(0.0022807664, 9);
    expect(mcnemar({ b: 39, c: 17 }).rose).toBeCloseTo(0.99907922, 7);
    expect(mcnemar({ b: 0, c: 0 })).toEqual({ fell: 1, rose: 1, twoSided: 1 });
  });

  test("the other way round, fell and rose change places", () => {
    const pairs = fc.record({ b: fc.nat({ max: 60 }), c: fc.nat({ max: 60 }) });
    fc.assert(
      fc.property(pairs, ({ b, c }) => {
        const [one, other] = [mcnemar({ b, c }), mcnemar({ b: c, c: b })];
        expect(one.fell).toBe(other.rose);
        expect(one.twoSided).toBe(other.twoSided);
        // Both tails hold what was observed, and only that twice.
        const observed = binomialMass(b, b + c, 0.5);
        expect(one.fell + one.rose).toBeCloseTo(1 + observed, 9);
      }),
    );
  });

  test("Newcombe's interval holds the difference, mirrors, stays in bounds", () => {
    const cell = fc.nat({ max: 40 });
    const table = fc.record({ both: cell, before: cell, after: cell, neither: cell });
    fc.assert(
      fc.property(table, (counts) => {
        const { difference, interval } = newcombePaired(counts);
        const mirrored = newcombePaired({
          ...counts,
          before: counts.after,
          after: counts.before,
        });
        expect(mirrored.difference).toBeCloseTo(-difference, 12);
        expect(mirrored.interval.lower).toBeCloseTo(-interval.upper, 12);
        expect(interval.lower).toBeLessThanOrEqual(difference + 1e-12);
        expect(interval.upper).toBeGreaterThanOrEqual(difference - 1e-12);
        expect(interval.lower).toBeGreaterThanOrEqual(-1);
        expect(interval.upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("Newcombe's interval covers the true difference as often as it says, summed over all tables of 20 pairs", () => {
    const [both, before, after] = [0.2, 0.1, 0.25];
    const chances = [both, before, after, 1 - both - before - after] as const;
    let covered = 0;
    for (let i = 0; i <= 20; i += 1)
      for (let j = 0; i + j <= 20; j += 1)
        for (let k = 0; i + j + k <= 20; k += 1) {
          const cells = { both: i, before: j, after: k, neither: 20 - i - j - k };
          const { lower, upper } = newcombePaired(cells).interval;
          if (lower > after - before || after - before > upper) continue;
          const rest = 1 - chances[0];
          covered +=
            binomialMass(i, 20, chances[0]) *
            binomialMass(j, 20 - i, chances[1] / rest) *
            binomialMass(k, 20 - i - j, chances[2] / (rest - chances[1]));
        }
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.985);
  });

  test("Newcombe's interval of different cases is the published one", () => {
    // 56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, method 10).
    const { difference, interval } = newcombeUnpaired({ count: 48, n: 80 }, { count: 56, n: 70 });
    expect(difference).toBeCloseTo(0.2, 12);
    expect(interval.lower).toBeCloseTo(0.0524, 4);
    expect(interval.upper).toBeCloseTo(0.3339, 4);
    expect(newcombeUnpaired({ count: 0, n: 0 }, { count: 1, n: 1 }).interval).toMatchObject({
      lower: -1,
      upper: 1,
    });
  });

  test("Fisher's exact test of the lady tasting tea is the published one", () => {
    const tea = fisherExact({ count: 1, n: 4 }, { count: 3, n: 4 });
    expect(tea.rose).toBeCloseTo(17 / 70, 12);
    expect(tea.twoSided).toBeCloseTo(34 / 70, 12);
    expect(fisherExact({ count: 0, n: 5 }, { count: 0, n: 5 })).toEqual({
      fell: 1,
      rose: 1,
      twoSided: 1,
    });
  });

  test("Holm's adjustment never lowers a p-value and keeps their order", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
        const adjusted = holm(pValues);
        for (const [i, p] of pValues.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          for (const [j, other] of pValues.entries())
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? 1);
        }
      }),
    );
    expect(() => holm([2])).toThrow(RangeError);
  });
});

describe("power of the paired gate", () => {
  const effect = { before: 0.05, after: 0.15 };

  test("weak point 9: twenty cases find a rise from 5 to 15 % in one of six tries only", () => {
    expect(pairedPower(20, effect)).toBeCloseTo(0.1665, 4);
  });

  test("it is the published one for 50, 100 and 200 cases", () => {
    expect(pairedPower(50, effect)).toBeCloseTo(0.5268, 4);
    expect(pairedPower(100, effect)).toBeCloseTo(0.8152, 4);
    expect(pairedPower(200, effect)).toBeCloseTo(0.9635, 4);
  });

  test("the n that would decide has the power, and half of it has not", () => {
    const rates = fc.record({
      before: fc.integer({ min: 0, max: 30 }).map((p) => p / 100),
      after: fc.integer({ min: 45, max: 90 }).map((p) => p / 100),
    });
    fc.assert(
      fc.property(rates, (rates) => {
        const n = pairsForPower(rates);
        expect(n).not.toBeNull();
        expect(pairedPower(n ?? 0, rates)).toBeGreaterThanOrEqual(0.8);
      }),
      { numRuns: 30 },
    );
    const n = pairsForPower(effect) ?? 0;
    expect(n).toBeGreaterThan(80);
    expect(n).toBeLessThanOrEqual(100);
    expect(pairedPower(Math.floor(n / 2), effect)).toBeLessThan(0.8);
  });

  test("no number of pairs finds a difference that is not there or is not asked about", () => {
    expect(pairsForPower({ before: 0, after: 0 })).toBeNull();
    expect(pairsForPower({ before: 0.1, after: 0.12 })).toBeNull();
  });
});

describe("corrected rates", () => {
  test("Rogan and Gladen's estimate is the published one", () => {
    expect(roganGladen(0.3, { sensitivity: 0.9, specificity: 0.95 })).toBeCloseTo(0.29412, 5);
  });

  test("a judge no better than a coin corrects nothing", () => {
    expect(roganGladen(0.3, { sensitivity: 0.5, specificity: 0.5 })).toBeNull();
    expect(correctedRate(3, 10, { sensitivity: 0.2, specificity: 0.7 })).toBeNull();
    const coin = { truePositives: 5, positives: 10, trueNegatives: 4, negatives: 10 };
    expect(calibratedRate(3, 10, coin)).toBeNull();
    const unlabelled = { truePositives: 0, positives: 0, trueNegatives: 4, negatives: 10 };
    expect(calibratedRate(3, 10, unlabelled)).toBeNull();
  });

  test("a perfect and known judge changes nothing", () => {
    const { lower, upper } = wilson(12, 80);
    const corrected = correctedRate(12, 80, { sensitivity: 1, specificity: 1 });
    expect(corrected?.rate).toBeCloseTo(0.15, 12);
    expect(corrected?.interval.lower).toBeCloseTo(lower, 12);
    expect(corrected?.interval.upper).toBeCloseTo(upper, 12);
  });

  test("uncertainty about the judge widens the interval", () => {
    const known = correctedRate(60, 200, { sensitivity: 0.9, specificity: 0.95 });
    const few = { truePositives: 27, positives: 30, trueNegatives: 38, negatives: 40 };
    const many = { truePositives: 2_700, positives: 3_000, trueNegatives: 3_800, negatives: 4_000 };
    const widthOf = (found: typeof known) =>
      found ? found.interval.upper - found.interval.lower : 0;
    expect(widthOf(calibratedRate(60, 200, few))).toBeGreaterThan(1.3 * widthOf(known));
    expect(widthOf(calibratedRate(60, 200, many))).toBeCloseTo(widthOf(known), 2);
  });

  test.each([
    [0.05, 0.9, 0.95],
    [0.3, 0.8, 0.9],
    [0.6, 0.95, 0.85],
  ])("a true rate of %d behind Se %d and Sp %d lies in 95 of 100 intervals", (rate, se, sp) => {
    const random = randomOf(`calibration ${rate}`);
    const draws = (n: number, chance: number) =>
      Array.from({ length: n }, random).filter((x) => x < chance).length;
    const runs = 1_000;
    let covered = 0;
    for (let run = 0; run < runs; run += 1) {
      const count = draws(150, rate * se + (1 - rate) * (1 - sp));
      const calibration = {
        truePositives: draws(60, se),
        positives: 60,
        trueNegatives: draws(60, sp),
        negatives: 60,
      };
      const found = calibratedRate(count, 150, calibration);
      if (found && found.interval.lower <= rate && rate <= found.interval.upper) covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.99);
  });
});

describe("attempts, clusters, resampling", () => {
  test("pass@5 of 3 in 10 is the published one", () => {
    expect(passAt(5, 3, 10)).toBeCloseTo(0.91667, 5);
    expect(passAt(1, 3, 10)).toBeCloseTo(0.3, 12);
    expect(passAt(10, 1, 10)).toBeCloseTo(1, 12);
    expect(passAt(3, 0, 10)).toBe(0);
    expect(() => passAt(11, 3, 10)).toThrow(RangeError);
  });

  test("clusters of one trial cost nothing; clusters that agree within themselves count once each", () => {
    const singles = Array.from({ length: 50 }, (_, i) => [i % 5 === 0]);
    const alone = clusteredRate(singles);
    expect(alone.rate).toBe(0.2);
    expect(alone.effectiveN).toBeCloseTo(49, 9);
    const repeated = clusteredRate(singles.map(([value = false]) => Array(8).fill(value)));
    expect(repeated.n).toBe(400);
    expect(repeated.effectiveN).toBeCloseTo(49, 9);
    expect(repeated.interval.upper).toBeCloseTo(alone.interval.upper, 9);
    expect(clusteredRate([[true, true], [true]])).toMatchObject({
      effectiveN: 2,
      standardError: null,
    });
  });

  test("one seed gives one interval, near the one that theory gives", () => {
    const clusters = Array.from({ length: 200 }, (_, i) => [i < 60 ? 1 : 0]);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const one = bootstrap(clusters, mean, { seed: 7 });
    expect(bootstrap(clusters, mean, { seed: 7 })).toEqual(one);
    expect(bootstrap(clusters, mean, { seed: 8 })).not.toEqual(one);
    const theory = wilson(60, 200);
    expect(one?.lower).toBeCloseTo(theory.lower, 1);
    expect(one?.upper).toBeCloseTo(theory.upper, 1);
    expect(bootstrap([], mean, { seed: 7 })).toBeNull();
  });

  test("the stream is even, and a shuffle keeps every item", () => {
    const random = randomOf("even");
    const bins = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 20_000; i += 1) {
      const bin = drawBelow(random, 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    for (const bin of bins) expect(Math.abs(bin - 2_000)).toBeLessThan(220);
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const shuffled = shuffle(items, randomOf(seed));
        expect(shuffled.toSorted()).toEqual(items.toSorted());
        expect(shuffle(items, randomOf(seed))).toEqual(shuffled);
      }),
    );
  });
});
