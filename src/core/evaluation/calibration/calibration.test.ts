import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIdentity, toJsonLines } from "../identity.ts";
import type { Outcome } from "../rule/outcome.ts";
import { randomOf } from "../statistics/random.ts";
import { wilson } from "../statistics/wilson.ts";
import { decidePanel, type Opinion, type Verdict } from "../verdict.ts";
import { calibrate } from "./calibrate.ts";
import { DEFAULT_CALIBRATION, hasCalibratedJudge } from "./decideCalibrated.ts";
import { type Label, readLabels } from "./label.ts";
import { drawLabelSample, equalShares } from "./sample.ts";
import { toTruths } from "./truth.ts";

const JUDGE = toIdentity("judge", "model");
const IDS = Array.from({ length: 5_000 }, (_, at) => toIdentity("trial", at));
const trialOf = (at: number) => IDS[at] ?? expect.fail();

const opinion = (outcome: Outcome, kind: Opinion["kind"] = "model"): Opinion => ({
  judge: kind === "model" ? JUDGE : toIdentity("judge", kind),
  kind,
  outcome,
  reason: "",
  seen: [],
  citations: [],
});
const verdict = (at: number, ...opinions: Opinion[]): Verdict => ({
  trial: trialOf(at),
  case: trialOf(at),
  dimension: "leak",
  category: null,
  ...decidePanel(opinions),
});
const label = (at: number, outcome: Label["outcome"], given: Partial<Label> = {}): Label => ({
  trial: trialOf(at),
  dimension: "leak",
  category: null,
  person: "ada",
  outcome,
  blinded: true,
  reason: "",
  weight: 1,
  ...given,
});

/** What a judge of a known accuracy says of trials whose truth is known. */
function simulate(
  seed: number,
  n: number,
  rate: number,
  [sensitivity, specificity]: readonly [number, number],
) {
  const random = randomOf(seed);
  const truths = Array.from({ length: n }, () => random() < rate);
  const verdicts = truths.map((isYes, at) => {
    const saysYes = isYes ? random() < sensitivity : random() >= specificity;
    return verdict(at, opinion(saysYes ? "yes" : "no"));
  });
  return { truths, verdicts };
}

describe("a file of labels", () => {
  test("is read as it was written, and a line that is none is named", () => {
    const labels = [label(1, "yes"), label(2, "no", { person: "bo", weight: 2.5 })];
    expect(readLabels(toJsonLines(labels))).toEqual({ rows: labels, problems: [], torn: false });
    const read = readLabels(`${toJsonLines(labels)}{"trial": "x"}\n`);
    expect(read.rows).toHaveLength(2);
    expect(read.problems[0]).toMatchObject({ pointer: "/line/3/trial" });
    expect(read.problems[0]?.message).toContain("sha256");
    expect(
      readLabels(
        `${toJsonLines([label(1, "yes")])
          .trim()
          .slice(0, 40)}`,
      ).torn,
    ).toBe(true);
  });

  test("counts the last word of a person, and the majority of people", () => {
    const labels = [
      label(1, "no"),
      label(1, "yes"),
      label(2, "yes"),
      label(2, "no", { person: "bo" }),
      label(3, "yes"),
      label(3, "no", { person: "bo" }),
      label(3, "no", { person: "cy" }),
      label(4, "inconclusive"),
    ];
    const { known, disputed, undecided } = toTruths(labels);
    expect([...known.values()].map(({ trial, isYes }) => [trial, isYes])).toEqual([
      [trialOf(1), true],
      [trialOf(3), false],
    ]);
    expect(disputed.map(({ trial }) => trial)).toEqual([trialOf(2)]);
    expect(undecided).toBe(1);
  });
});

describe("a sample for people to label", () => {
  const { verdicts } = simulate(1, 400, 0.1, [0.9, 0.95]);
  const plan = { seed: "s", size: 60, doubled: 20, people: ["ada", "bo", "cy"] };

  test("is the same for the same seed, in whatever order verdicts stand", () => {
    const first = drawLabelSample(verdicts, plan);
    expect(drawLabelSample(verdicts.toReversed(), plan)).toEqual(first);
    expect(drawLabelSample(verdicts, { ...plan, seed: "t" }).tasks).not.toEqual(first.tasks);
  });

  test("has as many of each outcome as there are, weights that undo it, and tells nobody what a judge said", () => {
    const { tasks, strata } = drawLabelSample(verdicts, plan);
    const outcomeOf = new Map(verdicts.map((one) => [one.trial, one.outcome]));
    const drawn = new Map(tasks.map((task) => [task.trial, task]));
    expect(strata.map(({ outcome, drawn: n }) => [outcome, n])).toEqual([
      ["yes", 30],
      ["no", 30],
    ]);
    for (const { outcome, of, drawn: n } of strata) {
      const own = [...drawn.values()].filter(({ trial }) => outcomeOf.get(trial) === outcome);
      expect(own).toHaveLength(n);
      expect(own.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(of, 9);
    }
    expect(Object.keys(tasks[0] ?? {}).sort()).toEqual([
      "category",
      "dimension",
      "person",
      "trial",
      "weight",
    ]);
    const firstOutcomes = [...drawn.keys()].slice(0, 20).map((trial) => outcomeOf.get(trial));
    expect(new Set(firstOutcomes).size).toBe(2);
  });

  test("is shared out evenly, and two different people see what is doubled", () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(),
          size: fc.integer({ min: 0, max: 80 }),
          doubled: fc.integer({ min: 0, max: 40 }),
          count: fc.integer({ min: 2, max: 6 }),
        }),
        ({ seed, size, doubled, count }) => {
          const people = Array.from({ length: count }, (_, i) => `p${i}`);
          const { tasks } = drawLabelSample(verdicts, { seed, size, doubled, people });
          const byTrial = Map.groupBy(tasks, ({ trial }) => trial);
          expect(byTrial.size).toBe(size);
          const twice = [...byTrial.values()].filter((own) => own.length === 2);
          expect(twice).toHaveLength(Math.min(doubled, size));
          for (const own of byTrial.values())
            expect(new Set(own.map(({ person }) => person)).size).toBe(own.length);
        },
      ),
      { numRuns: 30 },
    );
    expect(() => drawLabelSample(verdicts, { ...plan, people: ["ada"] })).toThrow(RangeError);
  });

  test("shares as equally as there is enough for", () => {
    expect(equalShares([3, 100, 50], 60)).toEqual([3, 29, 28]);
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 6 }), fc.nat(200), (available, total) => {
        const shares = equalShares(available, total);
        const there = available.reduce((sum, n) => sum + n, 0);
        expect(shares.reduce((sum, n) => sum + n, 0)).toBe(Math.min(total, there));
        for (const [i, share] of shares.entries())
          expect(share).toBeLessThanOrEqual(available[i] ?? 0);
        const open = shares.filter((share, i) => share < (available[i] ?? 0));
        if (open.length > 0) expect(Math.max(...shares) - Math.min(...open)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("a judge held against people", () => {
  test("has its sensitivity, specificity, κ and corrected rate, with intervals", () => {
    // 20 right yes, 5 missed, 10 false alarms, 15 right no.
    const said: [Outcome, Label["outcome"], number][] = [
      ["yes", "yes", 20],
      ["no", "yes", 5],
      ["yes", "no", 10],
      ["no", "no", 15],
    ];
    const rows = said.flatMap(([judge, person, n]) =>
      Array.from({ length: n }, () => [judge, person] as const),
    );
    const report = calibrate(
      [
        ...rows.map(([judge], at) => verdict(at, opinion(judge))),
        verdict(99, opinion("inconclusive")),
      ],
      [...rows.map(([, person], at) => label(at, person)), label(99, "yes"), label(500, "no")],
    );
    const [judge] = report.judges;
    expect(judge).toMatchObject({
      judge: JUDGE,
      table: [
        [20, 5],
        [10, 15],
      ],
      sensitivity: { rate: 0.8, n: 25, interval: wilson(20, 25) },
      specificity: { rate: 0.6, n: 25 },
      silent: 1,
      observed: { yes: 30, n: 50, rate: 0.6 },
    });
    expect(judge?.kappa.kappa).toBeCloseTo(0.4, 9);
    expect(judge?.corrected?.rate).toBeCloseTo((0.6 + 0.6 - 1) / 0.4, 9);
    expect(report).toMatchObject({ unmatched: 1, disputed: 0, labels: 52, people: ["ada"] });
  });

  test("that is always right has the rate it says", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.nat(),
        (n, rate, seed) => {
          const { truths, verdicts } = simulate(seed, n, rate, [1, 1]);
          fc.pre(truths.includes(true) && truths.includes(false));
          const { judges } = calibrate(
            verdicts,
            truths.map((isYes, at) => label(at, isYes ? "yes" : "no")),
          );
          expect(judges[0]?.corrected?.rate).toBeCloseTo(judges[0]?.observed.rate ?? -1, 12);
        },
      ),
    );
  });

  test("is not calibrated by how the sample was drawn: weights undo it", () => {
    const { truths, verdicts } = simulate(7, 5_000, 0.06, [0.8, 0.97]);
    const of = (outcome: Outcome, isYes: boolean) =>
      verdicts.filter((one, at) => one.outcome === outcome && truths[at] === isYes).length;
    const sensitivity = of("yes", true) / truths.filter(Boolean).length;
    const { tasks } = drawLabelSample(verdicts, {
      seed: 1,
      size: 400,
      doubled: 0,
      people: ["ada"],
    });
    const labels = tasks.map(({ trial, weight }) => {
      const at = IDS.indexOf(trial);
      return label(at, truths[at] ? "yes" : "no", { weight });
    });
    const plain = calibrate(
      verdicts,
      labels.map((one) => ({ ...one, weight: 1 })),
    ).judges[0];
    const weighed = calibrate(verdicts, labels).judges[0];
    const interval = weighed?.sensitivity.interval;
    expect(interval?.lower).toBeLessThan(sensitivity);
    expect(interval?.upper).toBeGreaterThan(sensitivity);
    expect(plain?.sensitivity.interval.lower).toBeGreaterThan(sensitivity);
  });

  test("that misses none of fifty, which stand for a thousand, is not known to miss none", () => {
    const said = (at: number): Outcome => (at < 50 ? "yes" : "no");
    const verdicts = Array.from({ length: 1_050 }, (_, at) => verdict(at, opinion(said(at))));
    const labels = Array.from({ length: 100 }, (_, at) =>
      label(at, at < 45 ? "yes" : "no", { weight: at < 50 ? 1 : 20 }),
    );
    const [judge] = calibrate(verdicts, labels).judges;
    expect(judge?.sensitivity.rate).toBe(1);
    expect(judge?.sensitivity.interval).toMatchObject({ upper: 1 });
    // One miss more would be twenty: 45 of 65.
    expect(judge?.sensitivity.interval.lower).toBeLessThan(45 / 65);
  });

  test.each<[string, number, readonly [number, number]]>([
    ["errs both ways", 0.3, [0.85, 0.9]],
    ["misses what is rare", 0.05, [0.7, 0.98]],
  ])(
    "that %s: its corrected interval holds the true rate as often as it says",
    (_, rate, accuracy) => {
      const intervals = Array.from({ length: 100 }, (_, seed) => {
        const { truths, verdicts } = simulate(seed, 300, rate, accuracy);
        const at = new Map(verdicts.map((one, i) => [one.trial, i]));
        const { tasks } = drawLabelSample(verdicts, {
          seed,
          size: 100,
          doubled: 0,
          people: ["ada"],
        });
        const labels = tasks.map(({ trial, weight }) => {
          const i = at.get(trial) ?? 0;
          return label(i, truths[i] ? "yes" : "no", { weight });
        });
        return calibrate(verdicts, labels).judges[0]?.corrected?.interval;
      }).filter((interval) => interval !== undefined);
      const held = intervals.filter(({ lower, upper }) => lower <= rate && rate <= upper).length;
      expect(intervals.length).toBeGreaterThanOrEqual(95);
      expect(held / intervals.length).toBeGreaterThanOrEqual(0.93);
    },
  );
});

describe("whether a judge counts as calibrated", () => {
  const labelled = (n: number, given: Partial<Label> = {}) =>
    Array.from({ length: n }, (_, at) => label(at, at % 2 === 0 ? "yes" : "no", given));
  const verdicts = Array.from({ length: 60 }, (_, at) =>
    verdict(at, opinion(at % 2 === 0 ? "yes" : "no")),
  );
  const doubled = labelled(20, { person: "bo" });
  const reasonsOf = (labels: readonly Label[], own = verdicts) =>
    calibrate(own, labels).judges[0]?.reasons.map(({ code }) => code);

  test("it does with enough of each, two people who agree, and an accuracy that no coin has", () => {
    const [judge] = calibrate(verdicts, [...labelled(60), ...doubled]).judges;
    expect(judge).toMatchObject({ calibrated: true, reasons: [] });
  });

  test.each<[string, readonly Label[], string[]]>([
    ["too few labels", [...labelled(40), ...doubled], ["calibration/too-few"]],
    ["labels of one person", labelled(60), ["calibration/not-doubled"]],
    [
      "labels by people who knew",
      [...labelled(60, { blinded: false }), ...doubled],
      ["calibration/not-blinded"],
    ],
    [
      "people who disagree",
      [
        ...labelled(60),
        ...doubled.map((one, i) =>
          i % 3 === 0 ? { ...one, outcome: "inconclusive" as const } : one,
        ),
        ...labelled(20, { person: "cy" }),
      ],
      ["calibration/people-disagree"],
    ],
  ])("not with %s, and the reason says how many are asked", (_, labels, codes) => {
    expect(reasonsOf(labels)).toEqual(codes);
    expect(String(DEFAULT_CALIBRATION.leastOfEach)).toBe("25");
  });

  test("not where it is no better than a coin", () => {
    const coin = Array.from({ length: 60 }, (_, at) =>
      verdict(at, opinion(at % 4 < 2 ? "yes" : "no")),
    );
    expect(reasonsOf([...labelled(60), ...doubled], coin)).toEqual([
      "calibration/no-better-than-chance",
    ]);
  });

  test("and only then may it stand alone before a gate", () => {
    const alone = verdicts.slice(0, 3);
    const ruled = [verdict(1, opinion("yes"), opinion("no", "rule"))];
    expect(hasCalibratedJudge(alone, () => false)).toBe(false);
    expect(hasCalibratedJudge(alone, (judge) => judge === JUDGE)).toBe(true);
    expect(hasCalibratedJudge(ruled, () => false)).toBe(true);
    const idle = [verdict(1, opinion("yes"), opinion("not_applicable", "rule"))];
    expect(hasCalibratedJudge(idle, () => false)).toBe(false);
    expect(hasCalibratedJudge([verdict(1, opinion("inconclusive"))], () => false)).toBe(true);
  });
});
