import type { Crash } from "./crash.ts";
import { STATE_LINES } from "./draft.ts";
import { KERNEL_HEADINGS, type KernelHeading, type NamedBy } from "./kernelHeadings.ts";
import { kernelCall, kernelFunction, skipsKernelFrame } from "./kernelStack.ts";

/** What a kernel printed, titled as syzkaller titles it; the type is syzkaller's too, "" where it has none. */
export type KernelReport = {
  readonly title: string;
  readonly type: string;
  /** The function that the title names. */
  readonly function: string | null;
  readonly frames: readonly string[];
};

const KASAN = /BUG: KASAN: ((?:double-free or )?[\w-]+)(?: in ([\w.]+))?/;
/** Headings are short; patterns that look twice at a line must not get a long one. */
const LONGEST_LINE = 300;
const MOST_LINES = 20_000;

/** The first report in a kernel's console log; null when none of the headings is there. */
export function readKernelReport(log: string): KernelReport | null {
  const lines = log.split(/\r?\n/, MOST_LINES).map((line) => line.slice(0, LONGEST_LINE));
  for (const [at, line] of lines.entries()) {
    const kasan = KASAN.exec(line);
    if (kasan !== null) return kasanReport(kasan, lines.slice(at));
    const heading = KERNEL_HEADINGS.find(([pattern]) => pattern.test(line));
    if (heading !== undefined) return headedReport(heading, line, lines.slice(at));
  }
  return null;
}

function kasanReport(match: RegExpExecArray, lines: readonly string[]): KernelReport {
  const kind = (match[1] ?? "").replace("double-free or ", "");
  const access = lines
    .slice(0, 6)
    .flatMap((line) => /(Read|Write) of size/.exec(line)?.[1] ?? [])[0];
  const heading = access === undefined ? `KASAN: ${kind}` : `KASAN: ${kind} ${access}`;
  return reportIn(heading, kasanType(kind, access ?? ""), lines, "stack", match[2] ?? null);
}

function kasanType(kind: string, access: string): string {
  if (/invalid-free|double-free/.test(kind)) return "KASAN-INVALID-FREE";
  const family = /use-after-free/.test(kind)
    ? "USE-AFTER-FREE-"
    : /null-ptr-deref/.test(kind)
      ? "NULL-POINTER-DEREFERENCE-"
      : "";
  return `KASAN-${family}${access === "Write" ? "WRITE" : "READ"}`;
}

function headedReport(
  [pattern, title, type, by]: KernelHeading,
  line: string,
  lines: readonly string[],
): KernelReport {
  const match = pattern.exec(line);
  const filled = title.replace(/\$(\d)/g, (_, at: string) => (match?.[Number(at)] ?? "").trim());
  const named = / (?:in|at) (?:\S+ )?([\w.]+)\+0x/.exec(line)?.[1] ?? null;
  return reportIn(filled, type, lines, by, named);
}

function reportIn(
  heading: string,
  type: string,
  lines: readonly string[],
  by: NamedBy,
  named: string | null,
): KernelReport {
  const calls = lines.flatMap((line) => kernelCall(line) ?? []);
  const frames = [...new Set(calls.filter((name) => !skipsKernelFrame(name)))].slice(0, 24);
  const name = named === null ? null : kernelFunction(named);
  const own = name !== null && !skipsKernelFrame(name) ? name : null;
  const found =
    by === "none" ? null : ((by === "stack" ? frames[0] : own) ?? own ?? frames[0] ?? null);
  return {
    title: found === null ? heading : `${heading} in ${found}`,
    type,
    function: found,
    frames,
  };
}

/** Other texts speak of leaks and locks too: a kernel's log shows a stack of its own. */
const KERNEL_STACK = /\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}|Call [Tt]race:|RIP: 0010:|Kernel panic - /;

/** A kernel's report as a crash; the title without its function is the type. */
export function readKernelCrash(log: string): Crash | null {
  const report = KERNEL_STACK.test(log) ? readKernelReport(log) : null;
  if (report === null) return null;
  const { title, function: name, frames } = report;
  return {
    tool: "kernel",
    type: name === null ? title : title.slice(0, -` in ${name}`.length),
    access: null,
    address: null,
    frames,
    state: [...new Set(name === null ? frames : [name, ...frames])].slice(0, STATE_LINES),
  };
}
