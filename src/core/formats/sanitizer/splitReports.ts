/** One report out of a log, with the line (from 1) on which it starts. */
export type TraceReport = { readonly text: string; readonly line: number };

type Kind = "report" | "cause" | "signal" | null;

/** A signal report may be how a failed check, a panic or an exception ends the process; then it is part of that. */
const SIGNAL =
  /Sanitizer: (?:ABRT|breakpoint|ILL|TRAP|SEGV|BUS)\b|libFuzzer: (?:deadly signal|fuzz target exited)|\(SIG[A-Z]+\), code/;
const REPORT =
  /ERROR: [A-Za-z]{2,20}Sanitizer|WARNING: (?:Memory|Thread)Sanitizer|: runtime error: |ERROR: libFuzzer|BUG: KASAN|===BUG DETECTED|WARNING: DATA RACE|^==\d+== (?:Invalid (?:read|write|free)|Conditional jump or move|Use of uninit)/;
const CAUSE =
  /^panic: |^fatal error: |panicked at |Java Exception: |^Exception in thread |^Traceback \(most recent|Uncaught Python exception|Uncaught Exception: |Check failed: |CHECK failed: |[Aa]ssertion .{0,500}failed|# Fatal error in |FATAL EXCEPTION/;

function kindOf(line: string): Kind {
  if (line.length < 8 || line.length > 4_000 || /^\s*(?:#\d|at )/.test(line)) return null;
  if (SIGNAL.test(line)) return "signal";
  if (CAUSE.test(line)) return "cause";
  return REPORT.test(line) ? "report" : null;
}

/** Cuts a log where a new report starts. What stands before the first start belongs to the first report. */
export function splitReports(text: string): TraceReport[] {
  const lines = text.split("\n");
  const starts: number[] = [];
  let open: Kind = null;
  for (const [at, line] of lines.entries()) {
    const kind = kindOf(line);
    if (kind === null) {
      // After its summary a report is complete: whatever starts then is another one.
      if (line.includes("SUMMARY: ")) open = null;
      continue;
    }
    if (!continues(open, kind)) starts.push(at);
    open = open === "cause" && kind === "signal" ? "signal" : kind;
  }
  if (starts.length === 0) return [{ text, line: 1 }];
  return starts.map((start, index) => ({
    text: lines.slice(index === 0 ? 0 : start, starts[index + 1]).join("\n"),
    line: start + 1,
  }));
}

/** A panic may be printed twice ("[recovered]"), a check may name its assertion again; a signal follows its cause. */
const continues = (open: Kind, kind: Kind): boolean =>
  open === "cause" ? kind !== "report" : kind === "signal" && open !== null;
