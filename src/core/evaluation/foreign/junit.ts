import { toShortIdentity } from "../identity.ts";
import { isDecided } from "../rule/outcome.ts";
import type { VerdictRow } from "../runFolder/rows.ts";
import type { TestCase } from "../testCase.ts";
import type { Verdict } from "../verdict.ts";

/** Characters that XML 1.0 cannot hold, not even escaped. */
const UNHELD = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** A text inside an element or an attribute. */
export const xml = (text: string): string =>
  text.replace(UNHELD, "\ufffd").replace(/[&<>"\n]/g, (found) => ENTITIES[found] ?? found);

/** Outcomes that a person has to look at: CI shows them as errors, beside failures. */
const isOpen = ({ outcome }: Verdict): boolean =>
  !isDecided(outcome) && outcome !== "not_applicable";

type Suite = {
  readonly name: string;
  readonly lines: string[];
  failures: number;
  errors: number;
  skipped: number;
};

/**
 * Verdicts as JUnit XML, as CI systems read it: a suite for each dimension, a test for each trial and category. A yes is a failure, what
 * does not apply is skipped, and what nobody could answer is an error: none of them is a pass. `more is worse`, as for the gate.
 */
export function toJUnit(
  name: string,
  rows: Iterable<VerdictRow>,
  cases: ReadonlyMap<string, TestCase>,
): string {
  const suites = new Map<string, Suite>();
  for (const row of rows)
    for (const verdict of row.verdicts) {
      const { dimension } = verdict;
      const suite = suites.get(dimension) ?? {
        name: dimension,
        lines: [],
        failures: 0,
        errors: 0,
        skipped: 0,
      };
      suites.set(dimension, suite);
      addTest(suite, verdict, titleOf(row, cases));
    }
  const bodies = [...suites.values()].map(
    (suite) =>
      `  <testsuite name="${xml(suite.name)}" ${countsOf([suite])}>\n${suite.lines.join("")}  </testsuite>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(name)}" ${countsOf([...suites.values()])}>\n${bodies.join("")}</testsuites>\n`;
}

const countsOf = (suites: readonly Suite[]): string => {
  const sum = (of: (suite: Suite) => number): number =>
    suites.reduce((total, suite) => total + of(suite), 0);
  return `tests="${sum(({ lines }) => lines.length)}" failures="${sum((one) => one.failures)}" errors="${sum((one) => one.errors)}" skipped="${sum((one) => one.skipped)}"`;
};

function titleOf(
  { case: id, repetition }: VerdictRow,
  cases: ReadonlyMap<string, TestCase>,
): string {
  const title = cases.get(id)?.content.title || "case";
  return `${title} [${toShortIdentity(id)}${repetition > 0 ? `, again ${repetition}` : ""}]`;
}

function addTest(suite: Suite, verdict: Verdict, title: string): void {
  const { outcome, category, dimension, opinions } = verdict;
  const why = opinions.map(({ kind, reason }) => `${kind}: ${reason}`).join("\n") || outcome;
  const inner = (tag: string): string => `<${tag} message="${xml(outcome)}">${xml(why)}</${tag}>`;
  const open = `    <testcase classname="${xml(category ?? dimension)}" name="${xml(title)}"`;
  if (outcome === "yes") suite.failures += 1;
  else if (outcome === "not_applicable") suite.skipped += 1;
  else if (isOpen(verdict)) suite.errors += 1;
  const body =
    outcome === "yes"
      ? inner("failure")
      : outcome === "not_applicable"
        ? "<skipped/>"
        : isOpen(verdict)
          ? inner("error")
          : null;
  suite.lines.push(body === null ? `${open}/>\n` : `${open}>${body}</testcase>\n`);
}
