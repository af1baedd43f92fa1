import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysBetween, weekOf } from "./day.ts";
import { EVIDENCE_LEVELS } from "./evidence.ts";
import {
  DEFAULT_PREFERENCE,
  decideDelivery,
  type Preference,
  parsePreference,
  type Waiting,
} from "./preference.ts";

const MONDAY = "2026-09-21T09:00:00Z";
const TUESDAY = "2026-09-22T09:00:00Z";
const waiting = (caseId: string, change: Partial<Waiting> = {}): Waiting => ({
  caseId,
  evidence: "reproduced",
  rank: 2,
  dueAt: null,
  readySince: "2026-09-01T00:00:00Z",
  ...change,
});
const wants = (change: Partial<Preference>): Preference => ({ ...DEFAULT_PREFERENCE, ...change });
const queueOf = (n: number) => Array.from({ length: n }, (_, i) => waiting(`c${i}`));

describe("delivery to an owner", () => {
  test("goes by decision, then by deadline, then by age", () => {
    const queue = [
      waiting("old", { readySince: "2026-08-01T00:00:00Z" }),
      waiting("due", { dueAt: "2026-09-25" }),
      waiting("urgent", { rank: 1 }),
    ];
    const order = decideDelivery(wants({ weeklyBudget: null }), 0, queue, TUESDAY);
    expect(order).toEqual(["urgent", "due", "old"].map((caseId) => ({ caseId, when: "now" })));
  });

  test("keeps to the weekly budget and says when the rest can go", () => {
    const answers = decideDelivery(wants({ weeklyBudget: 2 }), 1, queueOf(5), TUESDAY);
    expect(answers).toEqual([
      { caseId: "c0", when: "now" },
      { caseId: "c1", when: "queued", until: "2026-09-28", position: 1 },
      { caseId: "c2", when: "queued", until: "2026-09-28", position: 2 },
      { caseId: "c3", when: "queued", until: "2026-10-05", position: 3 },
      { caseId: "c4", when: "queued", until: "2026-10-05", position: 4 },
    ]);
  });

  test("waits for the day the owner takes reports on", () => {
    const monday = wants({ batchDay: "monday", weeklyBudget: 1 });
    expect(decideDelivery(monday, 0, queueOf(1), MONDAY)).toEqual([{ caseId: "c0", when: "now" }]);
    expect(decideDelivery(monday, 1, queueOf(2), TUESDAY)).toEqual([
      { caseId: "c0", when: "queued", until: "2026-09-28", position: 1 },
      { caseId: "c1", when: "queued", until: "2026-10-05", position: 2 },
    ]);
    const friday = decideDelivery(wants({ batchDay: "friday" }), 0, queueOf(1), TUESDAY);
    expect(friday).toMatchObject([{ until: "2026-09-25" }]);
  });

  test.each([
    ["verified-only", "asserted", "not-verified"],
    ["verified-only", "refuted", "not-verified"],
    ["none", "reproduced", "owner-wants-none"],
    ["public-tracker", "reproduced", "owner-uses-public-tracker"],
  ] as const)("an owner that wants %s does not get what is %s", (mode, evidence, why) => {
    const answers = decideDelivery(wants({ mode }), 0, [waiting("c", { evidence })], TUESDAY);
    expect(answers).toEqual([{ caseId: "c", when: "withheld", why }]);
  });

  test("with a budget of none everything waits, visibly", () => {
    const answers = decideDelivery(wants({ weeklyBudget: 0 }), 0, queueOf(2), TUESDAY);
    expect(answers.map(({ when }) => when)).toEqual(["queued", "queued"]);
  });

  test("never exceeds the budget of any week, answers for every case, and never leaves one day empty while it queues", () => {
    const preference = fc.record({
      mode: fc.constantFrom<Preference["mode"]>("verified-only", "everything"),
      weeklyBudget: fc.integer({ min: 1, max: 4 }),
      batchDay: fc.constantFrom<Preference["batchDay"]>("any", "monday", "wednesday", "friday"),
    });
    const queue = fc.array(
      fc.record({
        evidence: fc.constantFrom(...EVIDENCE_LEVELS),
        rank: fc.integer({ min: 1, max: 5 }),
      }),
      { maxLength: 20 },
    );
    const today = fc.integer({ min: 0, max: 6 }).map((n) => `2026-09-${21 + n}`);
    fc.assert(
      fc.property(preference, fc.nat({ max: 5 }), queue, today, (some, sent, list, day) => {
        const cases = list.map((one, i) => waiting(`c${i}`, one));
        const answers = decideDelivery(wants(some), sent, cases, `${day}T12:00:00Z`);
        expect(answers.map(({ caseId }) => caseId).sort()).toEqual(
          cases.map(({ caseId }) => caseId).sort(),
        );
        const weeks = new Map([[weekOf(day), Math.min(sent, some.weeklyBudget)]]);
        for (const answer of answers) {
          if (answer.when === "withheld") continue;
          const on = answer.when === "now" ? day : answer.until;
          expect(daysBetween(day, on)).toBeGreaterThanOrEqual(0);
          weeks.set(weekOf(on), (weeks.get(weekOf(on)) ?? 0) + 1);
        }
        for (const count of weeks.values()) expect(count).toBeLessThanOrEqual(some.weeklyBudget);
        const positions = answers.flatMap((a) => (a.when === "queued" ? [a.position] : []));
        expect(positions).toEqual(positions.map((_, i) => i + 1));
      }),
    );
  });
});

describe("a preference file", () => {
  test("states what differs from the default", () => {
    expect(parsePreference({ mode: "everything", weeklyBudget: null, language: "pt-BR" })).toEqual({
      ok: true,
      preference: {
        ...DEFAULT_PREFERENCE,
        mode: "everything",
        weeklyBudget: null,
        language: "pt-BR",
      },
    });
  });

  test("with faults names every one of them with its place", () => {
    const read = parsePreference({
      mode: "some",
      weeklyBudget: -1,
      contact: "nobody",
      language: "english",
      "a/b~c": 1,
      toString: 1,
    });
    expect(read.ok ? [] : read.problems.map(({ pointer }) => pointer)).toEqual([
      "/mode",
      "/weeklyBudget",
      "/contact",
      "/language",
      "/a~1b~0c",
      "/toString",
    ]);
  });

  test("of any shape is read or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.anything(), (document) => {
        const read = parsePreference(document);
        expect(read.ok || read.problems.length > 0).toBe(true);
      }),
    );
  });
});
