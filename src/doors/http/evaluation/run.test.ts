import { describe, expect, test } from "vitest";
import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import type { EvaluationLine } from "#contract/evaluation/run.ts";
import type { TrialLine, TrialPage } from "#contract/evaluation/trial.ts";
import { comparePaired } from "#core/evaluation/compare.ts";
import { toOutcomes, toRate } from "#core/evaluation/rate.ts";
import { evaluationDesk } from "../../../testing/evaluationDesk.ts";
import { DIMENSION, type MadeRun, makeRun, type RunPlan } from "../../../testing/evaluationRuns.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(evaluationDesk);

const every = (n: number) => (at: number) => (at % n === 0 ? ("yes" as const) : ("no" as const));
const made = (plan: Partial<RunPlan> = {}): MadeRun =>
  makeRun({ cases: 30, rule: every(4), system: crypto.randomUUID(), ...plan });

async function pushed(run: MadeRun, by = world.people.teal): Promise<string> {
  const ref = await world.open(by, run);
  const answers = await world.push(by, ref, run.trials);
  expect(answers.every(({ status }) => status === "stored")).toBe(true);
  return ref;
}

const finish = (ref: string, body: object = { stopped: null, integrity: "clean", note: "" }) =>
  world.ask(world.people.teal, "POST", `/api/evaluations/${ref}/finish`, body);

describe("a run that is sent", () => {
  test("is opened once for its keys, and gone on with", async () => {
    const { teal, finch } = world.people;
    const run = made();
    const ref = await world.open(teal, run);
    expect(ref).toMatch(/^EV-2026-\d{4}$/);
    const again = await world.ask(finch, "POST", "/api/evaluations", run.opening);
    expect(again).toMatchObject({ status: 200, body: { ref, isNew: false, trials: 0 } });
    const other = { ...run.opening, judgeKey: made().opening.runKey };
    const judged = await world.ask(teal, "POST", "/api/evaluations", other);
    expect(judged).toMatchObject({ status: 201, body: { isNew: true } });
  });

  test("is refused under a key that is not of its configuration", async () => {
    const [one, other] = [made(), made()];
    const body = { ...one.opening, runKey: other.opening.runKey };
    const { status, text } = await world.ask(world.people.teal, "POST", "/api/evaluations", body);
    expect(status).toBe(422);
    expect(text).toContain("The run key is not that of the configuration");
  });

  test("is stored line by line, and a line that comes again is known", async () => {
    const { teal } = world.people;
    const run = made();
    const ref = await world.open(teal, run);
    const first = await world.push(teal, ref, run.trials.slice(0, 12));
    expect(first.map(({ status }) => status)).toEqual(Array(12).fill("stored"));
    const again = await world.push(teal, ref, run.trials);
    expect(again.map(({ status }) => status)).toEqual([
      ...Array(12).fill("known"),
      ...Array(18).fill("stored"),
    ]);
    expect(await world.page(teal, ref)).toMatchObject({ trials: 30, judged: 30, unscored: 0 });
  });

  test("takes verdicts after their trials, once", async () => {
    const { teal } = world.people;
    const run = made();
    const ref = await world.open(teal, run);
    const late = run.trials.map(({ trial, verdicts }) => ({ verdictsOf: trial.id, verdicts }));
    const early = await world.push(teal, ref, late.slice(0, 1));
    expect(early[0]?.problem).toContain("Send it before its verdicts");
    await world.push(
      teal,
      ref,
      run.trials.map((one) => ({ ...one, verdicts: null })),
    );
    expect(await world.page(teal, ref)).toMatchObject({ judged: 0, unscored: 30 });
    const statuses = async () =>
      new Set((await world.push(teal, ref, late)).map(({ status }) => status));
    expect(await statuses()).toEqual(new Set(["stored"]));
    expect(await statuses()).toEqual(new Set(["known"]));
    const page = await world.page(teal, ref);
    expect(page).toMatchObject({ judged: 30, unscored: 0 });
    const [one] = late;
    const changed = { ...one, verdicts: one?.verdicts.map((v) => ({ ...v, outcome: "no" })) };
    const refused = await world.push(teal, ref, [changed]);
    expect(refused[0]?.problem).toContain("Another judge has another judge key");
  });

  test("says of each line that it does not take what is wrong with it, and takes the others", async () => {
    const { teal } = world.people;
    const run = made();
    const [one, two] = run.trials;
    const [strange] = made().trials;
    const ref = await world.open(teal, run);
    const lines = [
      one,
      strange,
      { ...two, case: one?.case },
      { ...two, trial: { ...two?.trial, repetition: 3 } },
      { ...two, trial: { ...two?.trial, end: "asleep" } },
      { hello: "there" },
      two,
    ];
    const answers = await world.push(teal, ref, lines);
    expect(answers.map(({ line, status }) => [line, status])).toEqual([
      [1, "stored"],
      ...[2, 3, 4, 5, 6].map((line) => [line, "refused"]),
      [7, "stored"],
    ]);
    expect(answers.slice(1, 6).map(({ problem }) => problem)).toEqual([
      "The trial is of another run.",
      "The trial is not of the case that came with it.",
      "The trial's id is not that of run, case and repetition.",
      expect.stringContaining("/trial/end"),
      expect.stringContaining("The line is no trial and no verdicts."),
    ]);
  });

  test("is finished once, and takes nothing new afterwards", async () => {
    const { teal } = world.people;
    const run = made();
    const ref = await world.open(teal, run);
    await world.push(teal, ref, run.trials.slice(0, 10));
    expect(told(await finish(ref))).toMatchObject({ state: "finished" });
    expect(told(await finish(ref))).toMatchObject({ state: "finished" });
    const other = { stopped: null, integrity: "unreliable", note: "It was watched." };
    expect((await finish(ref, other)).status).toBe(409);
    const answers = await world.push(teal, ref, run.trials.slice(9, 11));
    expect(answers.map(({ status }) => status)).toEqual(["known", "refused"]);
  });

  test("goes on after it stopped", async () => {
    const { teal } = world.people;
    const run = made();
    const ref = await world.open(teal, run);
    await finish(ref, {
      stopped: "The ceiling on calls was reached.",
      integrity: "clean",
      note: "",
    });
    expect(await world.page(teal, ref)).toMatchObject({ state: "stopped" });
    await world.ask(teal, "POST", "/api/evaluations", run.opening);
    expect(await world.page(teal, ref)).toMatchObject({ state: "running", stopped: null });
    expect((await world.push(teal, ref, run.trials)).at(-1)?.status).toBe("stored");
  });

  test("keeps a transcript byte for byte, also what no column takes", async () => {
    const { teal } = world.people;
    const secret = "a\u0000b \ud83d and \u{1f512}";
    const run = made({ cases: 1, secret });
    const ref = await pushed(run);
    const trial = told<TrialPage>(await world.ask(teal, "GET", `/api/evaluations/${ref}/trials/1`));
    expect(trial.trial).toEqual(run.trials[0]?.trial);
    expect(trial.verdicts).toEqual(run.trials[0]?.verdicts);
  });
});

describe("rates", () => {
  test.each([
    ["one trial a case", 1],
    ["several trials a case", 3],
  ])("are those of the verdicts one by one: %s", async (_, repetitions) => {
    const run = made({
      repetitions,
      rule: (at, repetition) =>
        at % 9 === 5 ? "not_applicable" : (at + repetition) % 4 === 0 ? "yes" : "no",
    });
    const { figures } = await world.page(world.people.teal, await pushed(run));
    const verdicts = run.trials.flatMap((one) => one.verdicts);
    const whole = figures.find(({ stance, category }) => stance === null && category === null);
    const { judges: _j, ...rate } = toRate(verdicts);
    expect(whole?.rate).toMatchObject(rate);
    const [name] = run.opening.taxonomy.categories;
    const own = run.trials.filter((one) => one.case.stratum.category === name?.name);
    const { judges: _k, ...part } = toRate(own.flatMap((one) => one.verdicts));
    expect(figures.find(({ category }) => category === name?.name)?.rate).toMatchObject(part);
    expect(figures.map(({ stance, category }) => [stance, category])).toContainEqual([
      "impermissible",
      null,
    ]);
  });

  test("a headline stands in the list once the run is finished", async () => {
    const ref = await pushed(made());
    await finish(ref);
    const { items } = told<{ items: EvaluationLine[] }>(
      await world.ask(world.people.teal, "GET", "/api/evaluations?limit=500"),
    );
    const own = items.find((line) => line.ref === ref);
    expect(own).toMatchObject({ headline: { dimension: DIMENSION, n: 20 } });
  });
});

describe("trials", () => {
  test("are listed page by page, by what is asked for", async () => {
    const { teal } = world.people;
    const run = made({ model: (at) => (at % 5 === 0 ? "yes" : "no"), rule: every(10) });
    const ref = await pushed(run);
    const list = async (query: string) =>
      told<{ items: TrialLine[]; next: string | null }>(
        await world.ask(teal, "GET", `/api/evaluations/${ref}/trials?${query}`),
      );
    const first = await list("limit=12");
    expect(first.items.map(({ number }) => number)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
    expect((await list(`limit=500&after=${first.next}`)).items).toHaveLength(18);
    const count = async (query: string) => (await list(`limit=500&${query}`)).items.length;
    expect(await count("outcome=yes")).toBe(3);
    expect(await count("conflict=true")).toBe(3);
    expect(await count("disagreement=true")).toBe(3);
    expect(await count("unscored=true")).toBe(0);
    expect(await count("stance=permissible")).toBe(10);
    expect(await count("category=Credential%20disclosure")).toBe(10);
    expect(await count("text=ASE%202")).toBe(11);
    const numbers = async (query: string) =>
      told(await world.ask(teal, "GET", `/api/evaluations/${ref}/trial-numbers?${query}`));
    expect(await numbers("")).toEqual({ total: 30, numbers: null });
    expect(await numbers("outcome=yes")).toEqual({ total: 3, numbers: [1, 11, 21] });
  });
});

describe("two runs", () => {
  test("are compared as their outcomes are, with the trials that changed", async () => {
    const { teal } = world.people;
    const cases = 60;
    const before = made({ cases, rule: every(6) });
    const after = made({ cases, rule: every(2) });
    const [a, b] = [await pushed(before), await pushed(after)];
    const page = told<ComparisonPage>(
      await world.ask(teal, "GET", `/api/evaluations/${b}/against/${a}`),
    );
    const outcomes = (run: MadeRun) =>
      toOutcomes(
        run.trials.flatMap((one) => one.verdicts),
        () => 0,
      );
    const { metric: _, ...expected } = comparePaired("", outcomes(before), outcomes(after));
    const whole = page.rows.find(({ stance, category }) => stance === null && category === null);
    expect(whole?.comparison).toMatchObject(expected);
    expect(page.unpaired).toBeNull();
    expect(page.gate.decision).toBe("BLOCK");
    expect(page.differences.map(({ pointer }) => pointer)).toEqual(["/target/system"]);
    expect(page.changed).toEqual({ worse: 20, better: 0 });
    const worse = await world.ask(
      teal,
      "GET",
      `/api/evaluations/${b}/trial-numbers?against=${a}&change=worse`,
    );
    expect(worse.body).toMatchObject({ total: 20 });
    const trial = await world.ask(teal, "GET", `/api/evaluations/${b}/trials/3?against=${a}`);
    expect(trial.body).toMatchObject({ counterpart: { ref: a, number: 3 } });
  });

  test("of other test sets are not paired, and say so", async () => {
    const [a, b] = [await pushed(made()), await pushed(made({ cases: 33 }))];
    const page = told<ComparisonPage>(
      await world.ask(world.people.teal, "GET", `/api/evaluations/${b}/against/${a}`),
    );
    expect(page.unpaired).toContain("test sets");
    expect(page.gate).toMatchObject({ decision: "INCONCLUSIVE", power: null });
  });
});

describe("an evaluation of another party", () => {
  test("is not there, for nobody of another party and no administrator", async () => {
    const ref = await pushed(made({ secret: "kittiwake" }));
    const { rook, keeper, teal } = world.people;
    const ways = [
      "",
      "/trials",
      "/trials/1",
      "/trial-numbers",
      "/samples",
      "/calibration",
      "/live",
    ];
    for (const way of ways) {
      const told = await world.ask(rook, "GET", `/api/evaluations/${ref}${way}`);
      const never = await world.ask(rook, "GET", `/api/evaluations/EV-2026-9999${way}`);
      expect([way, told.status]).toEqual([way, 404]);
      expect(told.text.replace(/urn:assay:request:[^"]+/, "")).toBe(
        never.text.replace(/urn:assay:request:[^"]+/, ""),
      );
      expect([
        way,
        (await world.ask(keeper, "GET", `/api/evaluations/${ref}${way}`)).status,
      ]).toEqual([way, 403]);
    }
    const own = await pushed(made(), rook);
    expect((await world.ask(teal, "GET", `/api/evaluations/${ref}/against/${own}`)).status).toBe(
      404,
    );
    const listed = await world.ask(rook, "GET", "/api/evaluations");
    expect(told<{ items: unknown[] }>(listed).items).toHaveLength(1);
    expect((await world.push(rook, ref, made().trials.slice(0, 1)))[0]).toMatchObject({
      status: 404,
    });
  });
});
