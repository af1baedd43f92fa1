import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Crash } from "../../src/core/formats/sanitizer/crash.ts";
import { readKernelReport } from "../../src/core/formats/sanitizer/kernelReport.ts";
import { readTrace } from "../../src/core/formats/sanitizer/trace.ts";

/** See scripts/conformance.ts. */
type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};

type Row = {
  readonly source: "clusterfuzz" | "syzkaller";
  readonly test: string;
  readonly needs_env?: readonly string[];
  readonly raw: string;
  readonly expected: {
    readonly type?: string;
    readonly address?: string;
    readonly state?: string;
    readonly title?: string;
    readonly alt?: readonly string[];
  };
};

type Outcome = { readonly row: Row; readonly tool: string; readonly crash: Crash | null };
type Timed<T> = { readonly value: T | null; readonly fault: string | null };

const MOST_MS = 1_000;
const LEAST_SHARE = 0.9;
/** Whose types and addresses must be right. */
const REQUIRED = ["ASan", "UBSan", "MSan", "LSan", "libFuzzer", "Go", "Rust", "Java", "Python"];

/** What a trace comes from, told from its own words and not by the reader under test. */
const TOOLS: readonly (readonly [string, RegExp])[] = [
  ["Rust", /thread '.*' panicked at/],
  ["Go", /^(?:.* )?panic(?: in \S+)?: .*[\s\S]*\.go:\d+|^fatal error: [\s\S]*\.go:\d+/m],
  ["Python", /Uncaught Python exception|\.py", line/],
  ["Java", /== Java Exception: |FATAL EXCEPTION|\.java:\d+\)/],
  ["LSan", /ERROR: LeakSanitizer: |^(?:Direct|Indirect) leak of /m],
  ["ASan", /(?:HW)?AddressSanitizer: /],
  ["MSan", /MemorySanitizer: /],
  ["UBSan", /: runtime error: |UndefinedBehaviorSanitizer: /],
  ["libFuzzer", /libFuzzer: /],
];

const toolOf = (raw: string): string => TOOLS.find(([, words]) => words.test(raw))?.[0] ?? "other";

/** ClusterFuzz's and syzkaller's own expectations of their own test data. */
export async function run(suites: string): Promise<Conformance> {
  const file = join(suites, "intake", "stack_conformance.dev.jsonl");
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
  const traces = rows.filter(({ source }) => source === "clusterfuzz");
  const kernel = rows.filter(({ source }) => source === "syzkaller");
  const faults: string[] = [];
  const outcomes = traces.map((row) => {
    const { value, fault } = timed(() => readTrace(row.raw, settingsOf(row)));
    if (fault !== null) faults.push(`${row.test}: ${fault}`);
    return { row, tool: toolOf(row.raw), crash: value };
  });
  const kernelLines = readKernel(kernel, faults);
  const judged = outcomes.filter(({ tool, row }) => REQUIRED.includes(tool) && isComplete(row));
  const share = judged.filter(isRight).length / judged.length;
  if (!(share >= LEAST_SHARE))
    faults.push(`type and address: ${percent(share)}, at least 90 % asked`);
  return {
    name: "traces",
    passed: rows.length - faults.length,
    failed: faults.length,
    lines: [
      ...perTool(outcomes),
      `required tools, type and address: ${percent(share)} of ${judged.length}`,
      ...kernelLines,
      ...faults,
    ],
  };
}

function settingsOf({ needs_env: needs = [] }: Row) {
  const environment = needs.join("\n");
  return {
    exhaustion: environment.includes("REPORT_OOMS_AND_HANGS"),
    v8RuntimeErrors: environment.includes("DETECT_V8_RUNTIME_ERRORS"),
    fuzzTarget: /FUZZ_TARGET'\] = '([^']+)'/.exec(environment)?.[1] ?? null,
  };
}

function timed<T>(read: () => T): Timed<T> {
  const begun = performance.now();
  try {
    const value = read();
    const ms = performance.now() - begun;
    return { value, fault: ms > MOST_MS ? `took ${Math.round(ms)} ms` : null };
  } catch (error) {
    return { value: null, fault: `threw ${String(error)}` };
  }
}

/** Some rows tell the state only. */
const isComplete = ({ expected }: Row): boolean =>
  expected.type !== undefined && expected.address !== undefined;

const typeOf = (crash: Crash | null): string =>
  crash === null ? "" : [crash.type, crash.access].filter((part) => part !== null).join("\n");

const isRight = ({ row, crash }: Outcome): boolean =>
  typeOf(crash) === row.expected.type && (crash?.address ?? "") === row.expected.address;

function stateIsRight({ row, crash }: Outcome): boolean {
  const state = crash?.state ?? [];
  const written = state[0] === "NULL" ? "NULL" : state.map((line) => `${line}\n`).join("");
  return written === row.expected.state;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function perTool(outcomes: readonly Outcome[]): string[] {
  return [...REQUIRED, "other"].flatMap((tool) => {
    const own = outcomes.filter((outcome) => outcome.tool === tool);
    const complete = own.filter(({ row }) => isComplete(row));
    const wrong = complete.filter((outcome) => !isRight(outcome));
    const states = own.filter(({ row }) => row.expected.state !== undefined);
    const line = `${tool.padEnd(10)} type and address ${complete.length - wrong.length} of ${complete.length}, state ${states.filter(stateIsRight).length} of ${states.length}`;
    return own.length === 0 ? [] : [line, ...wrong.map(describe)];
  });
}

const CUT_AT = 60_000;

function describe({ row, crash }: Outcome): string {
  const got = JSON.stringify([typeOf(crash), crash?.address ?? ""]);
  const asked = JSON.stringify([row.expected.type, row.expected.address]);
  const cut = row.raw.length === CUT_AT ? " (the suite's copy is cut at 60,000 characters)" : "";
  return `  ${row.test}: ${got}, asked ${asked}${cut}`;
}

/** Printed only: kernels are the matter of a later issue. */
function readKernel(rows: readonly Row[], faults: string[]): string[] {
  let [types, titles] = [0, 0];
  for (const { test, raw, expected } of rows) {
    const { value, fault } = timed(() => readKernelReport(raw));
    if (fault !== null) faults.push(`${test}: ${fault}`);
    if ((value?.type ?? "") === expected.type) types += 1;
    if ([expected.title, ...(expected.alt ?? [])].includes(value?.title ?? "")) titles += 1;
  }
  const [type, title] = [types, titles].map((count) => percent(count / rows.length));
  return [`kernel     type ${type}, title ${title} of ${rows.length}`];
}
