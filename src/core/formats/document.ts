import type { Finding } from "../clearinghouse/finding.ts";
import type { Problem } from "../problem.ts";
import { withinBounds } from "./blankFinding.ts";
import { type BundleFiles, readBundle } from "./bundle.ts";
import { readCsaf } from "./csaf.ts";
import { readCve } from "./cve.ts";
import { detectDocument } from "./detectFormat.ts";
import { collectFaults, type Faults } from "./faults.ts";
import type { Parsed } from "./json.ts";
import type { Limits } from "./limits.ts";
import { readOsv } from "./osv.ts";
import { type ReadReport, type ReportFormat, refusedReport } from "./reportFormat.ts";
import { readSarif } from "./sarif.ts";
import { CSAF_SHAPE } from "./shape/csafShape.ts";
import { CVE_SHAPE } from "./shape/cveShape.ts";
import { OSV_SHAPE } from "./shape/osvShape.ts";
import { SARIF_SHAPE } from "./shape/sarifShape.ts";
import { judgeShape, type Shape } from "./shape/shape.ts";

const UNKNOWN: Problem = {
  rule: "format/unknown",
  pointer: "",
  message:
    "The document is none of the formats read here: an Assay finding bundle (with title), SARIF 2.1.0, OSV, CSAF 2.0, CVE JSON 5. Send one of these, or say which with the format parameter to see what is missing.",
};

/** A parsed document of the format that it shows or that the sender named. */
export function readDocument(
  parsed: Parsed,
  named: ReportFormat | null,
  files: BundleFiles,
  limits: Limits,
): ReadReport {
  const format = named ?? detectDocument(parsed.value);
  if (format === null) return refusedReport(null, [UNKNOWN]);
  if (format === "assay") {
    const read = readBundle(parsed.value, files);
    return read.ok
      ? { ok: true, format, findings: [read.finding], attachments: [] }
      : refusedReport(format, withLines(read.problems, parsed));
  }
  const faults = collectFaults(format);
  const findings = readForeign(parsed.value, format, faults, limits);
  if (!holdsTooMuch(faults)) judgeShape(parsed.value, shapeOf(format), faults);
  return faults.problems.length === 0
    ? { ok: true, format, findings: findings.map(withinBounds), attachments: [] }
    : refusedReport(format, withLines(faults.problems, parsed));
}

/** A document of more findings than are read is told so, and nothing else of it is looked at. */
const holdsTooMuch = ({ problems }: Faults): boolean =>
  problems.some(({ rule }) => rule.endsWith("/too-many-findings"));

function readForeign(
  document: unknown,
  format: ReportFormat,
  faults: Faults,
  limits: Limits,
): Finding[] {
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    faults.add("type", "", "The document is no object. Write one object in braces.");
    return [];
  }
  if (format === "sarif") return readSarif(document, faults, limits);
  if (format === "csaf") return readCsaf(document, faults, limits);
  return format === "cve" ? readCve(document, faults) : readOsv(document, faults);
}

const shapeOf = (format: ReportFormat): Shape => {
  if (format === "sarif") return SARIF_SHAPE;
  if (format === "csaf") return CSAF_SHAPE;
  return format === "cve" ? CVE_SHAPE : OSV_SHAPE;
};

/** Tells the line of each fault, for whoever has the file open in an editor. */
function withLines(problems: readonly Problem[], parsed: Parsed): Problem[] {
  const lines = parsed.linesOf(problems.map(({ pointer }) => pointer));
  return problems.map((problem) => {
    const line = lines.get(problem.pointer);
    return line === undefined
      ? problem
      : { ...problem, message: `Line ${line}: ${problem.message}` };
  });
}
