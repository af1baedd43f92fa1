import { readBundle } from "./bundle.ts";
import { parseJson } from "./json.ts";
import { DEFAULT_LIMITS, type Limits, sizeText } from "./limits.ts";
import { type ReadReport, refusedReport } from "./reportFormat.ts";

const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * One line of a batch: one finding bundle as JSON. `lineNumber` counts from 1; pointers of syntax faults name it as their line.
 * The caller splits the lines, leaves blank ones out and has decoded them as strict UTF-8.
 */
export function readBatchLine(
  line: string,
  lineNumber: number,
  limits: Limits = DEFAULT_LIMITS,
): ReadReport {
  if (line.length > LONGEST_LINE) return refusedReport("assay", [tooLong(lineNumber)]);
  const document = parseJson(line, limits);
  if (!document.ok)
    return refusedReport(
      "assay",
      document.problems.map(({ rule, pointer, message }) => ({
        rule,
        pointer: pointer.replace(/^\/line\/1\//, `/line/${lineNumber}/`),
        message: message.replace(/^Line 1,/, `Line ${lineNumber},`),
      })),
    );
  const read = readBundle(document.parsed.value, new Map());
  return read.ok
    ? { ok: true, format: "assay", findings: [read.finding], attachments: [] }
    : refusedReport("assay", read.problems);
}

const tooLong = (lineNumber: number) => ({
  rule: "file/too-large",
  pointer: `/line/${lineNumber}`,
  message: `The line has more than ${sizeText(LONGEST_LINE)}. Send the finding as a zip with its files.`,
});
