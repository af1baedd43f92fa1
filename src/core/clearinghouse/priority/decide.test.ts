import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, type InputFacts, possibleOutcomes } from "./decide.ts";
import { table as build, type DecisionTable, rowAt, valuesOfRow } from "./decisionTable.ts";
import { DECISION_TABLES, tableNamed } from "./tables/all.ts";
import { bod2604 } from "./tables/remediation.ts";

const known = (value: string | null) => ({ value, source: "test", asOf: "2026-09-01" });

/** Every assignment of a value, or of "unknown", to every input. */
const assignments = (table: DecisionTable): fc.Arbitrary<readonly (string | null)[]> =>
  fc.tuple(
    ...table.inputs.map(({ values }) => fc.constantFrom(null, ...values.map(({ value }) => value))),
  );
const factsOf = (table: DecisionTable, given: readonly (string | null)[]): InputFacts =>
  Object.fromEntries(table.inputs.map(({ name }, i) => [name, known(given[i] ?? null)]));

/** The rows that agree with what is known, found by looking at each. */
const openRows = (table: DecisionTable, given: readonly (string | null)[]): readonly number[] =>
  table.rows.filter((_, row) =>
    valuesOfRow(table, row).every(({ value }, i) => given[i] === null || given[i] === value),
  );

describe.each(DECISION_TABLES)("$title $version", (table) => {
  test("answers as the most urgent of the rows that the known inputs leave open", () => {
    fc.assert(
      fc.property(assignments(table), (given) => {
        const decision = decide(table, factsOf(table, given));
        const open = openRows(table, given);
        expect(decision.outcome).toBe(table.outcomes[Math.max(...open)]);
        expect(decision.least).toBe(table.outcomes[Math.min(...open)]);
        expect(decision.rank).toBe(table.outcomes.length - Math.max(...open));
      }),
      { numRuns: 60 },
    );
  });

  test("names every unknown with the value it was read as, and that row gives the answer", () => {
    fc.assert(
      fc.property(assignments(table), (given) => {
        const decision = decide(table, factsOf(table, given));
        const unknown = table.inputs.filter((_, i) => given[i] === null).map(({ name }) => name);
        expect(decision.assumed.map(({ input }) => input)).toEqual(unknown);
        const read = decision.inputs.map(({ readAs }, i) =>
          (table.inputs[i]?.values ?? []).findIndex(({ value }) => value === readAs),
        );
        expect(rowAt(table, read)).toBe(decision.row);
        expect(table.outcomes[table.rows[decision.row] ?? -1]).toBe(decision.outcome);
      }),
      { numRuns: 60 },
    );
  });

  test("is never lowered by knowing less", () => {
    fc.assert(
      fc.property(assignments(table), fc.nat(), (given, n) => {
        const less = given.map((value, i) => (i === n % given.length ? null : value));
        const [more, fewer] = [
          decide(table, factsOf(table, given)),
          decide(table, factsOf(table, less)),
        ];
        expect(fewer.rank).toBeLessThanOrEqual(more.rank);
      }),
      { numRuns: 60 },
    );
  });

  test("says of an unknown whether knowing it could change the answer", () => {
    fc.assert(
      fc.property(assignments(table), (given) => {
        const decision = decide(table, factsOf(table, given));
        decision.inputs.forEach(({ name, value, matters }, i) => {
          const answers = (table.inputs[i]?.values ?? []).map(
            (one) => decide(table, { ...factsOf(table, given), [name]: known(one.value) }).rank,
          );
          expect(matters).toBe(value === null && answers.some((rank) => rank !== decision.rank));
        });
      }),
      { numRuns: 30 },
    );
  });

  test("gives another table exactly the outcomes that are still open", () => {
    fc.assert(
      fc.property(assignments(table), (given) => {
        const open = new Set(openRows(table, given).map((row) => table.outcomes[row]?.value));
        expect(new Set(possibleOutcomes(table, factsOf(table, given)))).toEqual(open);
      }),
      { numRuns: 30 },
    );
  });
});

describe("BOD 26-04", () => {
  const of = (
    exposed: string | null,
    kev: string | null,
    automatable: string | null,
    impact: string | null,
  ) => decide(bod2604, factsOf(bod2604, [exposed, kev, automatable, impact]));

  test.each([
    ["yes", "yes", "yes", "total", "3-days-forensic", 3],
    ["yes", "no", "yes", "total", "3-days", 3],
    ["yes", "no", "no", "partial", "60-days", 60],
    ["no", "no", "no", "total", "system-upgrade", null],
    ["no", "yes", "no", "total", "14-days", 14],
  ])("exposed %s, KEV %s, automatable %s, impact %s: %s", (e, k, a, i, outcome, days) => {
    expect(of(e, k, a, i)).toMatchObject({ outcome: { value: outcome }, dueInDays: days });
  });

  test("with nothing known it is three days with forensic investigation, and says what it read", () => {
    const decision = of(null, null, null, null);
    expect(decision.outcome).toMatchObject({ value: "3-days-forensic", forensic: true });
    expect(decision.least.value).toBe("system-upgrade");
    expect(decision.assumed).toEqual([
      { input: "publicly-exposed", readAs: "yes" },
      { input: "in-kev", readAs: "yes" },
      { input: "automatable", readAs: "yes" },
      { input: "technical-impact", readAs: "total" },
    ]);
  });

  test("a value that the table does not know is unknown, and so is an input left out", () => {
    expect(of("maybe", "toString", "", "total").assumed.map(({ input }) => input)).toEqual([
      "publicly-exposed",
      "in-kev",
      "automatable",
    ]);
    expect(decide(bod2604, {}).inputs[0]).toMatchObject({ value: null, source: "not stated" });
  });

  test("an input that is half known is read as the most urgent of what is left", () => {
    const facts = {
      ...factsOf(bod2604, ["yes", "no", "yes", null]),
      "technical-impact": { ...known(null), possible: ["partial"] },
    };
    expect(decide(bod2604, facts).outcome.value).toBe("14-days");
  });
});

describe("a table", () => {
  test("with a row too few, or an outcome it does not name, is a bug", () => {
    const { rows: _, ...head } = bod2604;
    expect(() => build(head, "FSU FSU")).toThrow(/2 rows of 16/);
    expect(() => build(head, "XXX ".repeat(16))).toThrow(/bod-26-04/);
  });
  test("is found by its name", () => {
    expect(tableNamed("supplier")?.title).toBe("SSVC supplier");
    expect(tableNamed("toString")).toBeUndefined();
  });
});
