import type { CrashSignature } from "../../clearinghouse/finding.ts";
import { cutText } from "../cutText.ts";
import { addressFallbackRules, addressRules } from "./addressSanitizer.ts";
import { androidRules, isJniFrame, OUTRANKS_ABORT } from "./android.ts";
import { castRules } from "./badCast.ts";
import { type Crash, DEFAULT_TRACE_SETTINGS, type TraceSettings } from "./crash.ts";
import { finishCrash } from "./crashState.ts";
import {
  debuggerFallbackRules,
  debuggerRules,
  injectionRules,
  otherFallbackRules,
  stackStartRules,
} from "./debugger.ts";
import { type CrashDraft, newDraft, STATE_LINES, setMessage, type TraceOrigin } from "./draft.ts";
import { assertRules, checkRules, sanitizerCheckRules, securityCheckRules } from "./failedCheck.ts";
import { readFrame } from "./frame.ts";
import { engineRules, exhaustionRules, isOutOfMemory } from "./fuzzEngine.ts";
import { golangFatalRules, golangRules } from "./golang.ts";
import { kernelRules } from "./kernelCrash.ts";
import { readKernelCrash } from "./kernelReport.ts";
import { leakRules } from "./leakSanitizer.ts";
import { javaRules, PYTHON_START, rustRules, scriptRules } from "./managed.ts";
import { memoryRules } from "./memorySanitizer.ts";
import { plainLog } from "./plainLog.ts";
import { readPlainRuntime } from "./plainRuntime.ts";
import { applyRules } from "./rule.ts";
import { isRuntimeFrame } from "./runtimeFrames.ts";
import { endsStack } from "./stackEnd.ts";
import { undefinedRules } from "./undefinedBehavior.ts";
import { v8DetailRules, v8Rules, v8SandboxRules } from "./v8.ts";

/** In this order: what comes later may replace what came before, and a rule that ends the line hides those after it. */
const RULES = [
  ...assertRules,
  ...rustRules,
  ...debuggerRules,
  ...memoryRules,
  ...leakRules,
  ...castRules,
  ...golangRules,
  ...undefinedRules,
  ...scriptRules,
  ...addressRules,
  ...androidRules,
  ...kernelRules,
  ...injectionRules,
  ...sanitizerCheckRules,
  ...securityCheckRules,
  ...exhaustionRules,
  ...v8SandboxRules,
  ...debuggerFallbackRules,
  ...addressFallbackRules,
  ...checkRules.filter(({ mark }) => mark.startsWith("GPU")),
  ...javaRules,
  ...checkRules.filter(({ mark }) => !mark.startsWith("GPU")),
  ...v8Rules,
  ...golangFatalRules,
  ...engineRules,
  ...otherFallbackRules,
  ...v8DetailRules,
  ...stackStartRules,
];

const LONGEST_LINE = 8_000;
/** Enough frames to compare by; a stack overflow needs more to show what repeats. */
const MOST_FRAMES = 24;
const MOST_OVERFLOW_FRAMES = 200;

/**
 * The crash that a trace tells of, after the published behaviour of ClusterFuzz's stack analyser (its vocabulary of types and
 * its state of three lines). Null when the text tells of none. Reads line by line, in time linear in the text.
 */
export function readTrace(
  trace: string,
  settings: TraceSettings = DEFAULT_TRACE_SETTINGS,
): Crash | null {
  const text = plainLog(trace);
  const origin = originOf(text);
  const draft = newDraft(settings, origin);
  for (const line of linesOf(text, origin)) {
    if (draft.ended) break;
    if (line === "" || isNoise(line)) continue;
    // Where exhaustion is no crash, nothing else that such a trace says is one either.
    if (!settings.exhaustion && isOutOfMemory(line)) return null;
    readLine(draft, line);
  }
  const crash = finishCrash(draft);
  return crash === null
    ? (readPlainRuntime(text) ?? readKernelCrash(text))
    : withKernelStack(crash, text);
}

/** Kernels since 2016 print their stacks without addresses, which ClusterFuzz does not know. */
function withKernelStack(crash: Crash, text: string): Crash {
  if (crash.tool !== "kernel" || crash.state.join() !== "NULL") return crash;
  const read = readKernelCrash(text);
  return read === null || read.state.length === 0
    ? crash
    : { ...crash, frames: read.frames, state: read.state };
}

export const toSignature = (crash: Crash | null): CrashSignature | null =>
  crash === null
    ? null
    : { ...crash, frames: crash.frames.length > 0 ? crash.frames : crash.state };

const originOf = (text: string): TraceOrigin => ({
  golang: text.includes(".go:"),
  python: text.includes('.py", line'),
  javascript: text.includes("Uncaught Exception: "),
  kasan: text.includes("KASAN"),
  trusty: text.includes("Trusted App crash stacktrace"),
});

/** Centipede marks the lines of the target's report. */
const CRASH_LOG = "CRASH LOG: ";
/** A sanitizer's "DEADLYSIGNAL" may stick to the line before it. */
const STUCK_SIGNAL =
  /(\S)((?:HWAddress|Address|Leak|Memory|UndefinedBehavior|Thread)Sanitizer:DEADLYSIGNAL)/g;

function linesOf(text: string, origin: TraceOrigin): string[] {
  const unstuck = text.includes(":DEADLYSIGNAL") ? text.replaceAll(STUCK_SIGNAL, "$1\n$2") : text;
  // Consoles end lines with carriage returns on either side; empty lines are skipped anyway.
  const plain = unstuck.includes("\r") ? unstuck.replaceAll("\r", "\n") : unstuck;
  const lines = plain.split("\n").map(cleanLine);
  return origin.python ? pythonLines(lines) : lines;
}

function cleanLine(line: string): string {
  const from = line.startsWith(CRASH_LOG) ? CRASH_LOG.length : 0;
  return from === 0 && line.length <= LONGEST_LINE ? line : cutText(line.slice(from), LONGEST_LINE);
}

/** Python prints the innermost call last; a native report that follows is only how the process ended. */
function pythonLines(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => PYTHON_START.test(line));
  if (start < 0) return [];
  const end = lines.findIndex(
    (line, at) => at > start && (line.includes("=========") || line.includes("== ERROR: ")),
  );
  const traceback = lines.slice(start + 1, end < 0 ? lines.length : end);
  return [lines[start] ?? "", ...traceback.toReversed()];
}

const NOISE = [
  ":INFO:CONSOLE",
  "SUMMARY:",
  "WARNING: AddressSanitizer",
  "failed to mprotect 0x00010000",
  "text run at (",
  "Please include Java exception stack in crash report",
  "Sanitizer:DEADLYSIGNAL",
];

const isNoise = (line: string): boolean => NOISE.some((text) => line.includes(text));

/** Lines that begin like a numbered frame, which are most, need none of the rules but exhaustion's. */
const LIKE_FRAME = /^\s*#\d+\s+0x/;

function readLine(draft: CrashDraft, line: string): void {
  const isRead = LIKE_FRAME.test(line) ? readFrameLine(draft, line) : readStatement(draft, line);
  if (!isRead && draft.type !== "" && !isJniFrame(draft, line)) addFrame(draft, line);
}

function readFrameLine(draft: CrashDraft, line: string): boolean {
  return draft.settings.exhaustion && applyRules(exhaustionRules, draft, line);
}

/** True when the line has been dealt with and is no frame. */
function readStatement(draft: CrashDraft, line: string): boolean {
  if (draft.messageNext) {
    draft.messageNext = false;
    setMessage(draft, line.trim());
    return true;
  }
  if (isAbortAfterCause(draft, line)) return true;
  if (draft.origin.trusty && draft.type === "") draft.type = "Trusted app crash";
  if (applyRules(RULES, draft, line)) return true;
  if (draft.type === "Unknown-crash") draft.type = "UNKNOWN";
  const ends = draft.state.length > 0 && endsStack(line);
  if (ends) draft.stackEnded = true;
  return ends;
}

/** The report of the signal by which a failed check ends the process. */
const isAbortAfterCause = ({ type }: CrashDraft, line: string): boolean =>
  OUTRANKS_ABORT.has(type) && /[a-zA-Z]Sanitizer: (?:ABRT|breakpoint|ILL|TRAP) /.test(line);

function addFrame(draft: CrashDraft, line: string): void {
  if (draft.stackEnded) return;
  const most = draft.type === "Stack-overflow" ? MOST_OVERFLOW_FRAMES : MOST_FRAMES;
  if (draft.frames.length >= most && draft.counted >= STATE_LINES) return;
  const frame = readFrame(draft, line);
  if (frame === null || isRuntimeFrame(frame.text)) return;
  if (draft.frames.length < most) draft.frames.push(frame.name);
  if (draft.counted >= STATE_LINES) return;
  draft.state.push(frame.name);
  draft.counted += 1;
  if (draft.counted === 1 && frame.address && !draft.origin.kasan)
    draft.address = `0x${frame.address}`;
}
