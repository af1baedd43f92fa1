import type { Problem } from "../problem.ts";
import { looksLikeJson, looksLikeMarkup, looksLikeYaml } from "./detectFormat.ts";
import { readDocument } from "./document.ts";
import { gunzip, isGzip } from "./gzip.ts";
import { parseJson } from "./json.ts";
import { DEFAULT_LIMITS, type Limits, sizeText } from "./limits.ts";
import { placeAt, placePointer } from "./place.ts";
import { type ReadReport, type ReportFormat, refusedReport } from "./reportFormat.ts";
import { readLog } from "./sanitizer/log.ts";
import { decodeUtf8 } from "./text.ts";
import { parseYaml } from "./yaml.ts";
import { isZip } from "./zipDirectory.ts";
import { BYTE_ORDER_MARK, readZipReport } from "./zipReport.ts";

/** What the sender said, and the hash that names a zip's files (`core` has no cryptography of its own). */
export type ReportHint = {
  readonly format?: ReportFormat | undefined;
  /** The file's name; looked at only where the content does not tell. */
  readonly name?: string | undefined;
  readonly sha256?: ((bytes: Uint8Array) => Uint8Array) | undefined;
};

/**
 * One submitted file, whatever its format: its findings, or all that is wrong with it. Never throws on any bytes; costs at most
 * about a second within the default limits. A zip that names a file as reproducer needs `hint.sha256`.
 */
export function readReport(
  bytes: Uint8Array,
  hint: ReportHint = {},
  limits: Limits = DEFAULT_LIMITS,
): ReadReport {
  const format = hint.format ?? null;
  if (bytes.length > limits.fileBytes)
    return refusedReport(format, [tooLarge(bytes.length, limits)]);
  if (isZip(bytes) || format === "zip") return readZipReport(bytes, hint.sha256, limits);
  if (!isGzip(bytes)) return readText(bytes, hint, limits);
  const unpacked = gunzip(bytes, limits.fileBytes);
  return unpacked.ok
    ? readText(unpacked.bytes, hint, limits)
    : refusedReport(format, unpacked.problems);
}

const tooLarge = (size: number, limits: Limits): Problem => ({
  rule: "file/too-large",
  pointer: "",
  message: `The file has ${sizeText(size)}; at most ${sizeText(limits.fileBytes)} are read. Split the report into smaller files.`,
});

function readText(bytes: Uint8Array, hint: ReportHint, limits: Limits): ReadReport {
  const format = hint.format ?? null;
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return refusedReport(format, decoded.problems);
  const { text, byteOrderMark } = decoded;
  const way = wayToRead(text, hint);
  if (way !== "json" && text.includes("\u0000")) return refusedReport(format, [nulProblem(text)]);
  if (way === "markup") return refusedReport(format, [MARKUP]);
  if (way === "log") return readLogReport(text, limits);
  if (byteOrderMark) return refusedReport(format, [BYTE_ORDER_MARK]);
  const document = way === "json" ? parseJson(text, limits) : parseYaml(text, limits);
  return document.ok
    ? readDocument(document.parsed, way === "yaml" ? "osv" : format, new Map(), limits)
    : refusedReport(format, document.problems);
}

type Way = "json" | "yaml" | "log" | "markup";

function wayToRead(text: string, { format, name }: ReportHint): Way {
  if (looksLikeMarkup(text)) return "markup";
  if (format === "sanitizer") return "log";
  if (looksLikeJson(text)) return "json";
  if (looksLikeYaml(text) && (format === "osv" || format === undefined)) return "yaml";
  if (format !== undefined || /\.(?:json|sarif)(?:\.gz)?$/i.test(name ?? "")) return "json";
  return /\.ya?ml(?:\.gz)?$/i.test(name ?? "") ? "yaml" : "log";
}

const MARKUP: Problem = {
  rule: "file/markup",
  pointer: "/line/1/column/1",
  message:
    "This is an HTML or XML page, perhaps an error page of the server it was fetched from. Send the file itself.",
};
function nulProblem(text: string): Problem {
  const place = placeAt(text, text.indexOf("\u0000"));
  return {
    rule: "text/nul",
    pointer: placePointer(place),
    message: `Line ${place.line}, column ${place.column}: the text holds a NUL character, which cannot be stored. Take it out, or send the file in a zip.`,
  };
}

function readLogReport(text: string, limits: Limits): ReadReport {
  const read = readLog(text, limits);
  return read.ok
    ? { ok: true, format: "sanitizer", findings: read.findings, attachments: [] }
    : refusedReport("sanitizer", read.problems);
}
