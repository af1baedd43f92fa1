import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CSAF, CVE, OSV, SARIF } from "../../../testing/reportSamples.ts";
import { toPointer } from "../../jsonPointer.ts";
import { readReport } from "../report.ts";
import { isTime } from "./time.ts";

type Steps = readonly (string | number)[];

const problemsOf = (document: unknown): readonly string[] => {
  const read = readReport(new TextEncoder().encode(JSON.stringify(document)));
  return read.ok ? [] : read.problems.map(({ rule, pointer }) => `${rule} ${pointer}`);
};

/** Every value of a document by its place, but for what the formats leave to the sender. */
function placesIn(value: unknown, steps: Steps = []): Steps[] {
  if (steps.includes("database_specific") || steps.includes("properties")) return [];
  const below =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, item]) =>
          placesIn(item, [...steps, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return steps.length === 0 ? below : [steps, ...below];
}

function replaced(value: unknown, steps: Steps, by: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, at) => (at === step ? replaced(item, rest, by) : item));
  const holder = value as Record<string, unknown>;
  return { ...holder, [step]: replaced(holder[step], rest, by) };
}

describe.each([
  ["sarif", SARIF],
  ["osv", OSV],
  ["cve", CVE],
  ["csaf", CSAF],
])("a %s file", (_, document) => {
  test("is refused with the place where any value of it is of a type that is never right there", () => {
    const places = placesIn(document);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(true, [[]]), (steps, wrong) => {
        const problems = problemsOf(replaced(document, steps, wrong));
        expect(problems.map((problem) => problem.split(" ")[1])).toContainEqual(
          expect.stringContaining(toPointer(steps)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

const [RUN] = SARIF.runs;
const sarif = (result: object) => ({
  ...SARIF,
  runs: [{ ...RUN, results: [{ message: { text: "m" }, ...result }] }],
});
const range = (change: object) => ({
  ...OSV,
  affected: [{ ranges: [{ type: "SEMVER", events: [{ introduced: "0" }], ...change }] }],
});
const vulnerability = (item: object) => ({ ...CSAF, vulnerabilities: [item] });

test.each([
  ["a run that is null", { ...SARIF, runs: [null] }, "sarif/type /runs/0"],
  ["a level that is a number", sarif({ level: 7 }), "sarif/type /runs/0/results/0/level"],
  ["a flow in words", sarif({ codeFlows: "a" }), "sarif/type /runs/0/results/0/codeFlows"],
  [
    "a day that the calendar lacks",
    { ...OSV, modified: "2026-02-30T00:00:00Z" },
    "osv/time /modified",
  ],
  ["a range of no kind", range({ type: "ANY" }), "osv/choice /affected/0/ranges/0/type"],
  ["a range in git of no repository", range({ type: "GIT" }), "osv/required /affected/0/ranges/0"],
  [
    "a range without a beginning",
    range({ events: [{ fixed: "1.0.0" }] }),
    "osv/range /affected/0/ranges/0",
  ],
  [
    "an event that says two things",
    range({ events: [{ introduced: "0", fixed: "1.0.0" }] }),
    "osv/event /affected/0/ranges/0/events/0",
  ],
  [
    "a package without a name",
    { ...OSV, affected: [{ package: { ecosystem: "npm" } }] },
    "osv/required /affected/0/package",
  ],
  [
    "a version of no standing",
    {
      ...CVE,
      containers: {
        cna: { ...CVE.containers.cna, affected: [{ product: "a", versions: [{ version: "1" }] }] },
      },
    },
    "cve/required /containers/cna/affected/0/versions/0",
  ],
  [
    "a CVE id of another year",
    vulnerability({ cve: "CVE-26-1" }),
    "csaf/id /vulnerabilities/0/cve",
  ],
  [
    "a CWE id without its prefix",
    vulnerability({ cwe: { id: "79", name: "x" } }),
    "csaf/id /vulnerabilities/0/cwe/id",
  ],
])("%s is refused", (_, document, problem) => {
  expect(problemsOf(document)).toContain(problem);
});

test("an empty list stands for an empty object, and places may be null, as tools write them", () => {
  expect(
    problemsOf(sarif({ properties: [], locations: [null], relatedLocations: [null] })),
  ).toEqual([]);
});

test("a key of the sender's own is not judged", () => {
  expect(problemsOf({ ...OSV, database_specific: { severity: ["any", 1] }, extra: 7 })).toEqual([]);
});

test("every instant that a computer writes is a time, and no day beyond its month is", () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date("0001-01-01T00:00:00Z"),
        max: new Date("9999-12-31T00:00:00Z"),
        noInvalidDate: true,
      }),
      (date) => {
        expect(isTime(date.toISOString())).toBe(true);
        const last = new Date(
          Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
        ).getUTCDate();
        expect(isTime(`${date.toISOString().slice(0, 8)}${last + 1}T00:00:00Z`)).toBe(false);
      },
    ),
  );
});
