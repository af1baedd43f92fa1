import type { Finding } from "../../clearinghouse/finding.ts";
import type { Problem } from "../../problem.ts";
import { readAliases } from "../alias.ts";
import { blankFinding } from "../blankFinding.ts";
import { cutText } from "../cutText.ts";
import { type Limits, sizeText } from "../limits.ts";
import { type Crash, DEFAULT_TRACE_SETTINGS } from "./crash.ts";
import { weaknessOf } from "./crashWeakness.ts";
import { plainLog } from "./plainLog.ts";
import { splitReports, type TraceReport } from "./splitReports.ts";
import { readTrace, toSignature } from "./trace.ts";
import { traceLocations } from "./traceLocations.ts";

export type ReadLog =
  | { readonly ok: true; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const refused = (rule: string, message: string): ReadLog => ({
  ok: false,
  problems: [{ rule: `log/${rule}`, pointer: "/line/1", message }],
});

/** A log of a sanitizer, fuzzer or runtime: one finding for each report in it that differs in type or state. */
export function readLog(text: string, limits: Limits): ReadLog {
  if (text.length > limits.logBytes)
    return refused(
      "too-large",
      `Logs are read up to ${sizeText(limits.logBytes)}. Send the part from the line with the error on.`,
    );
  const distinct = new Map<string, readonly [TraceReport, Crash]>();
  for (const report of splitReports(plainLog(text))) {
    const crash = readTrace(report.text, DEFAULT_TRACE_SETTINGS);
    if (crash === null) continue;
    const key = JSON.stringify([crash.type, crash.access, crash.state]);
    if (!distinct.has(key)) distinct.set(key, [report, crash]);
  }
  if (distinct.size === 0) return refused("no-report", NO_REPORT);
  if (distinct.size > limits.findings)
    return refused(
      "too-many-findings",
      `The log holds more than ${limits.findings} reports. Split it.`,
    );
  return {
    ok: true,
    findings: [...distinct.values()].map(([report, crash]) => toFinding(report, crash)),
  };
}

const NO_REPORT =
  "No report of a sanitizer, fuzzer or runtime was found in this text. Send the whole output, from the line that names the error to the end of the stack; send prose as a finding bundle (JSON).";

const LONGEST_TRACE = 100_000;

function toFinding({ text, line }: TraceReport, crash: Crash): Finding {
  const summary = summaryIn(text);
  return {
    ...blankFinding(titleOf(crash), `/line/${line}`),
    weakness: weaknessOf(crash),
    description: summary ?? "",
    locations: traceLocations(text),
    trace: cutText(text, LONGEST_TRACE),
    signature: toSignature(crash),
    reproducer: inputOf(text),
    foundBy: {
      party: null,
      model: null,
      modelVersion: null,
      harness: text.includes("libFuzzer") ? "libFuzzer" : null,
    },
    aliases: readAliases([summary]),
  };
}

/** "Heap-buffer-overflow WRITE 4 in read_chunk"; "Uncaught exception: IndexError" where a message leads the state. */
function titleOf({ type, access, state, frames }: Crash): string {
  const what = [type.replaceAll("\n", " "), access].filter(Boolean).join(" ");
  const [first] = state;
  if (first === undefined || first === "NULL") return what;
  return first === frames[0] ? `${what} in ${first}` : `${what}: ${first}`;
}

const LONGEST_SUMMARY = 500;

function summaryIn(text: string): string | null {
  const at = text.indexOf("SUMMARY: ");
  if (at < 0) return null;
  const [line = ""] = text.slice(at + "SUMMARY: ".length).split(/\r?\n/, 1);
  return cutText(line, LONGEST_SUMMARY);
}

/** libFuzzer prints small inputs as Base64. */
function inputOf(text: string): Finding["reproducer"] {
  const base64 = /^Base64: ([A-Za-z0-9+/]{1,20000}={0,2})\s*$/m.exec(text)?.[1];
  return base64 === undefined
    ? { kind: "unknown" }
    : { kind: "text", text: `Input of the fuzz target, Base64: ${base64}` };
}
