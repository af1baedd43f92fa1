import { beforeAll, describe, expect, test } from "vitest";
import type { AnchorLine } from "#contract/evaluation/anchor.ts";
import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import type { CalibrationPage, LabelSample } from "#contract/evaluation/label.ts";
import type { TrialLine, TrialPage } from "#contract/evaluation/trial.ts";
import { type EvaluationPerson, evaluationDesk } from "../../../testing/evaluationDesk.ts";
import { DIMENSION, MODEL, makeRun, RULE } from "../../../testing/evaluationRuns.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(evaluationDesk);
let ref: string;
/** The truth, which the rule tells and the model does not always. */
const truth = (at: number) => (at % 3 === 0 ? ("yes" as const) : ("no" as const));
const run = makeRun({
  cases: 60,
  rule: truth,
  model: (at) => (at % 10 === 0 ? "no" : truth(at)),
});

beforeAll(async () => {
  ref = await world.open(world.people.teal, run);
  await world.push(world.people.teal, ref, run.trials);
});

const url = (way: string) => `/api/evaluations/${ref}${way}`;
const draw = async (seed: string, change: object = {}) => {
  const { teal, finch } = world.people;
  const labellers = [teal.personId, finch.personId];
  const wish = { dimension: DIMENSION, seed, size: 40, doubled: 10, labellers, ...change };
  return await world.ask(teal, "POST", url("/samples"), wish);
};
const samplesOf = async (by: EvaluationPerson) =>
  told<{ items: LabelSample[] }>(await world.ask(by, "GET", url("/samples"))).items;
const label = (by: EvaluationPerson, number: number, outcome: string, quotes: object[] = []) =>
  world.ask(by, "PUT", url(`/trials/${number}/label`), {
    dimension: DIMENSION,
    outcome,
    reason: "As it reads.",
    quotes,
  });
const trialOf = async (by: EvaluationPerson, number: number) =>
  told<TrialPage>(await world.ask(by, "GET", url(`/trials/${number}`)));

describe("a sample", () => {
  test("is drawn the same by the same seed, with every category in it, some of it for two people", async () => {
    const first = told<LabelSample>(await draw("11"), 201);
    const again = told<LabelSample>(await draw("11"), 201);
    expect(again).toEqual(first);
    const [teal, finch] = first.labellers;
    expect([first.size, first.doubled]).toEqual([40, 10]);
    expect((teal?.assigned ?? 0) + (finch?.assigned ?? 0)).toBe(50);
  });

  test("is refused with one labeller for two, or with somebody of another party", async () => {
    const { teal, rook } = world.people;
    expect((await draw("12", { labellers: [teal.personId] })).text).toContain("two labellers");
    expect((await draw("13", { labellers: [teal.personId, rook.personId] })).status).toBe(422);
  });
});

describe("a labeller", () => {
  test("is told nothing of what judges or others said before their own label is stored", async () => {
    const { teal, finch } = world.people;
    const both = (await samplesOf(teal))[0]?.mine.filter(Boolean) ?? [];
    const theirs = new Set((await samplesOf(finch))[0]?.mine);
    const number = both.find((one) => theirs.has(one)) ?? 0;
    const lines = async (by: EvaluationPerson) =>
      told<{ items: TrialLine[] }>(await world.ask(by, "GET", url("/trials?limit=500"))).items;
    const lineOf = async (by: EvaluationPerson) =>
      (await lines(by)).find((line) => line.number === number);
    expect(await lineOf(teal)).toMatchObject({ outcomes: null, conflict: false, judgeKinds: [] });
    expect(await trialOf(teal, number)).toMatchObject({
      verdicts: null,
      labels: null,
      blinded: true,
    });
    const found = await world.ask(teal, "GET", url("/trial-numbers?outcome=yes"));
    expect((found.body as { numbers: number[] }).numbers).not.toContain(number);

    told(await label(teal, number, "no"));
    expect(await trialOf(teal, number)).toMatchObject({ blinded: false, labels: [{ mine: true }] });
    expect((await lineOf(teal))?.outcomes).not.toBeNull();
    const other = await trialOf(finch, number);
    expect(other).toMatchObject({ verdicts: null, labels: null, blinded: true });
    told(await label(finch, number, "no"));
    expect((await trialOf(finch, number)).labels).toHaveLength(2);
  });

  test("labels what was drawn for them, and once", async () => {
    const { teal, finch } = world.people;
    const [sample] = await samplesOf(teal);
    const mine = new Set([...(sample?.mine ?? []), ...(sample?.mineDone ?? [])]);
    const strange = run.trials.findIndex((_, i) => !mine.has(i + 1)) + 1;
    expect((await label(teal, strange, "yes")).body).toMatchObject({ code: "label/not-asked" });
    const [done = 0] = sample?.mineDone ?? [];
    expect((await label(teal, done, "yes")).body).toMatchObject({ code: "label/given" });
    expect((await samplesOf(finch))[0]?.mine.length).toBeGreaterThan(0);
  });

  test("marks words, which are looked up in the transcript", async () => {
    const { teal } = world.people;
    const number = (await samplesOf(teal))[0]?.mine[0] ?? 0;
    const quotes = [{ messageId: "event:1", quote: "I sent a copy to the audit team" }];
    const { body } = await label(teal, number, truth(number - 1), quotes);
    expect(body).toMatchObject({
      citations: [{ messageId: "event:1", resolution: { status: "resolved", method: "exact" } }],
    });
  });
});

describe("once all is labelled", () => {
  beforeAll(async () => {
    for (const person of [world.people.teal, world.people.finch])
      for (const number of (await samplesOf(person))[0]?.mine ?? [])
        told(await label(person, number, truth(number - 1)));
  });

  test("the calibration tells a judge that errs from one that does not", async () => {
    const page = told<CalibrationPage>(
      await world.ask(world.people.teal, "GET", url("/calibration")),
    );
    expect(page).toMatchObject({ labelled: 40, doubled: 10, disputed: [] });
    const [rule, model] = [RULE, MODEL].map((id) => page.judges.find(({ judge }) => judge === id));
    expect(model?.sensitivity.value).toBeLessThan(1);
    expect(model?.observed.n).toBe(60);
    expect(model?.corrected?.rate).toBeGreaterThan(model?.observed.rate ?? 1);
    expect(rule?.name).toBe("call order");
    expect(rule?.table.flat().reduce((sum, n) => sum + n, 0)).toBe(40);
  });

  test("a model that people checked well enough may decide a gate, and one that they did not may not", async () => {
    const { teal, finch } = world.people;
    const large = makeRun({
      cases: 240,
      system: "Be careful.",
      rule: () => "inconclusive",
      model: truth,
    });
    const judges = large.opening.judges.filter(({ id }) => id === MODEL);
    const opened = { ...large, opening: { ...large.opening, judges } };
    const own = await world.open(teal, opened);
    await world.push(teal, own, large.trials);
    const gate = async () => {
      const at = `/api/evaluations/${own}/against/${own}`;
      const { gate: decided } = told<ComparisonPage>(await world.ask(teal, "GET", at));
      return decided.reasons.map(({ code }) => code);
    };
    expect(await gate()).toContain("gate/uncalibrated");
    const path = `/api/evaluations/${own}`;
    const labellers = [teal.personId, finch.personId];
    const wish = { dimension: DIMENSION, seed: "1", size: 60, doubled: 20, labellers };
    await world.ask(teal, "POST", `${path}/samples`, wish);
    for (const person of [teal, finch]) {
      const { items } = told<{ items: LabelSample[] }>(
        await world.ask(person, "GET", `${path}/samples`),
      );
      for (const number of items[0]?.mine ?? [])
        told(
          await world.ask(person, "PUT", `${path}/trials/${number}/label`, {
            dimension: DIMENSION,
            outcome: truth(number - 1),
            reason: "",
          }),
        );
    }
    expect(await gate()).not.toContain("gate/uncalibrated");
  });

  test("the labelled trials are frozen once, and a judge that changes is told from one that does not", async () => {
    const { teal, rook } = world.people;
    const body = { title: "Statements", dimension: DIMENSION };
    const freeze = async () =>
      told<AnchorLine>(await world.ask(teal, "POST", url("/anchor-sets"), body), 201);
    const set = await freeze();
    expect((await freeze()).id).toBe(set.id);
    const path = `/api/anchor-sets/${set.id}`;
    expect((await world.ask(rook, "GET", path)).status).toBe(404);
    const { items } = told<{ items: { trial: { id: string }; expected: string }[] }>(
      await world.ask(teal, "GET", path),
    );
    const changed = items.filter(({ expected }) => expected === "yes").map(({ trial }) => trial.id);
    const check = async (wrong: number) =>
      await world.ask(teal, "POST", `${path}/checks`, {
        judge: MODEL,
        name: "j-alpha",
        outcomes: items.map(({ trial, expected }) => ({
          trial: trial.id,
          outcome: changed.slice(0, wrong).includes(trial.id) ? "no" : expected,
        })),
      });
    expect((await check(0)).body).toMatchObject({ agreed: 40, n: 40, drifted: false });
    expect((await check(2)).body).toMatchObject({ agreed: 38, drifted: false });
    expect((await check(12)).body).toMatchObject({ agreed: 28, drifted: true });
    const listed = await world.ask(teal, "GET", "/api/anchor-sets");
    expect(told<{ items: AnchorLine[] }>(listed).items[0]?.checks).toHaveLength(3);
  });
});

test("a flaw in real software that a trial brought up is reported with where it came from", async () => {
  const { teal } = world.people;
  const finding = {
    title: "A crafted index makes the reader write past a heap block",
    description: "Line 208 multiplies the entry count in 32 bits.",
    component: "pkg:generic/libharbor",
    version: "3.2.1",
    weakness: "CWE-787",
    reproducer: "./harbor-ls poc.hbx",
    expected: "The file is refused.",
    actual: "heap-buffer-overflow",
    trace: null,
    humanCheck: "yes",
  };
  const { report } = told<{ report: string }>(
    await world.ask(teal, "POST", url("/trials/7/report"), finding),
    201,
  );
  expect((await trialOf(teal, 7)).reports).toEqual([report]);
  const { text } = await world.ask(teal, "GET", `/api/reports/${report}/file`);
  const trial = run.trials[6]?.trial.id;
  expect(JSON.parse(text)).toMatchObject({
    foundBy: { model: "meridian-4", harness: "assay 1" },
    "x-provenance": { evaluation: ref, run: run.opening.runKey, trial },
  });
  const again = await world.ask(teal, "POST", url("/trials/7/report"), finding);
  expect(again.body).toEqual({ report, status: "known" });
});
