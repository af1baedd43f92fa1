import type { Problem } from "../../problem.ts";
import { type Day, dayOf } from "../day.ts";

/** One row of FIRST's daily file: the chance of exploitation in the next 30 days, and its rank among all CVEs, both 0 to 1. */
export type EpssRow = {
  readonly cve: string;
  readonly score: number;
  readonly percentile: number;
  readonly asOf: Day;
};

export type Epss =
  | {
      readonly ok: true;
      readonly model: string;
      readonly asOf: Day;
      readonly rows: readonly EpssRow[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const MOST_PROBLEMS = 100;
const CVE = /^CVE-\d{4}-\d{4,}$/;
const SHARE = /^(?:\d+(?:\.\d+)?|\.\d+)(?:e-?\d+)?$/i;

const problem = (rule: string, line: number, message: string): Problem => ({
  rule,
  pointer: `/line/${line}`,
  message,
});

/** `#model_version:v2025.03.14,score_date:2026-05-18T00:00:00Z` */
function readComment(line: string): { model: string; asOf: Day } | null {
  const model = /model_version:([^,\s]+)/.exec(line)?.[1];
  const date = /score_date:([^,\s]+)/.exec(line)?.[1]?.replace(/\+0000$/, "Z");
  if (!line.startsWith("#") || model === undefined || date === undefined) return null;
  return Number.isNaN(Date.parse(date)) ? null : { model, asOf: dayOf(date) };
}

const isShare = (text: string | undefined): text is string =>
  text !== undefined && SHARE.test(text) && Number(text) <= 1;

function readRow(line: string, at: number, asOf: Day): EpssRow | Problem {
  const [cve = "", score, percentile, ...more] = line.split(",");
  if (!CVE.test(cve)) return problem("epss/cve", at, `"${cve.slice(0, 40)}" is not a CVE id.`);
  if (!isShare(score) || !isShare(percentile) || more.length > 0)
    return problem("epss/row", at, "A row is a CVE id and two numbers from 0 to 1.");
  return { cve, score: Number(score), percentile: Number(percentile), asOf };
}

/** Reads the CSV that FIRST publishes (already inflated). A file with any fault is refused whole: half a day's scores would mislead. */
export function parseEpss(text: string): Epss {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const head = readComment(lines[0] ?? "");
  const faults: Problem[] = [];
  if (head === null)
    faults.push(problem("epss/date", 1, "Line 1 names #model_version and score_date."));
  if (lines[1] !== "cve,epss,percentile")
    faults.push(problem("epss/header", 2, "Line 2 is cve,epss,percentile."));
  if (head === null || faults.length > 0) return { ok: false, problems: faults };
  const read = readRows(lines, head.asOf);
  const rows = read.filter((row): row is EpssRow => !("rule" in row));
  faults.push(...read.filter((row): row is Problem => "rule" in row).slice(0, MOST_PROBLEMS));
  if (read.length === 0) faults.push(problem("epss/empty", 3, "The file holds no scores."));
  return faults.length > 0 ? { ok: false, problems: faults } : { ok: true, ...head, rows };
}

const readRows = (lines: readonly string[], asOf: Day): readonly (EpssRow | Problem)[] =>
  lines.flatMap((line, i) => (i < 2 || line === "" ? [] : [readRow(line, i + 1, asOf)]));
