import type { Problem } from "../../problem.ts";
import { type Day, dayOf, isDay } from "../day.ts";

/** One entry of CISA's catalogue of known exploited vulnerabilities. `asOf`: the day of the catalogue. */
export type KevRow = {
  readonly cve: string;
  readonly dateAdded: Day;
  readonly dueDate: Day | null;
  readonly ransomware: string | null;
  readonly asOf: Day;
};

export type Kev =
  | {
      readonly ok: true;
      readonly version: string;
      readonly asOf: Day;
      readonly rows: readonly KevRow[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const MOST_PROBLEMS = 100;
const CVE = /^CVE-\d{4}-\d{4,}$/;

type Members = { readonly [name: string]: unknown };
const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const problem = (rule: string, pointer: string, message: string): Problem => ({
  rule,
  pointer,
  message,
});

function readEntry(entry: unknown, at: number, asOf: Day): KevRow | Problem {
  const pointer = `/vulnerabilities/${at}`;
  if (!isMembers(entry)) return problem("kev/entry", pointer, "An entry is an object.");
  const cve = textOf(entry.cveID);
  const dateAdded = textOf(entry.dateAdded);
  const dueDate = textOf(entry.dueDate) || null;
  if (cve === null || !CVE.test(cve))
    return problem("kev/cve", `${pointer}/cveID`, "cveID is a CVE id.");
  if (dateAdded === null || !isDay(dateAdded))
    return problem("kev/date", `${pointer}/dateAdded`, "dateAdded is a day, such as 2026-05-18.");
  if (dueDate !== null && !isDay(dueDate))
    return problem("kev/date", `${pointer}/dueDate`, "dueDate is a day, such as 2026-06-08.");
  const ransomware = textOf(entry.knownRansomwareCampaignUse);
  return { cve, dateAdded, dueDate, ransomware, asOf };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function head(json: Members): { version: string; asOf: Day } | Problem {
  const version = textOf(json.catalogVersion);
  const released = textOf(json.dateReleased);
  if (version === null)
    return problem("kev/version", "/catalogVersion", "The catalogue names its version.");
  if (released === null || Number.isNaN(Date.parse(released)))
    return problem("kev/date", "/dateReleased", "The catalogue names its date.");
  return { version, asOf: dayOf(released) };
}

/** Reads the JSON catalogue. A file with any fault is refused whole: a missing entry would read as "not listed". */
export function parseKev(text: string): Kev {
  const json = readJson(text);
  if (!isMembers(json) || !Array.isArray(json.vulnerabilities)) {
    const message = "The KEV catalogue is a JSON object with a list named vulnerabilities.";
    return { ok: false, problems: [problem("kev/json", "", message)] };
  }
  const top = head(json);
  if ("rule" in top) return { ok: false, problems: [top] };
  const entries: readonly unknown[] = json.vulnerabilities;
  const read = entries.map((entry, i) => readEntry(entry, i, top.asOf));
  const faults = read.filter((row): row is Problem => "rule" in row).slice(0, MOST_PROBLEMS);
  const rows = read.filter((row): row is KevRow => !("rule" in row));
  if (typeof json.count === "number" && json.count !== entries.length)
    faults.push(
      problem("kev/count", "/count", `It says ${json.count}, and holds ${entries.length}.`),
    );
  if (entries.length === 0)
    faults.push(problem("kev/empty", "/vulnerabilities", "The catalogue holds no entries."));
  return faults.length > 0 ? { ok: false, problems: faults } : { ok: true, ...top, rows };
}
