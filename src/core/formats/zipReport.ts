import type { Finding } from "../clearinghouse/finding.ts";
import type { Problem } from "../problem.ts";
import type { BundleFiles } from "./bundle.ts";
import { readDocument } from "./document.ts";
import { parseJson } from "./json.ts";
import type { Limits } from "./limits.ts";
import { type Attachment, type ReadReport, refusedReport } from "./reportFormat.ts";
import { decodeUtf8 } from "./text.ts";
import { unzip } from "./zip.ts";

const FINDING = "finding.json";
type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** A zip with `finding.json` (an Assay finding bundle) and the files that belong to it: proof, patch. */
export function readZipReport(
  bytes: Uint8Array,
  sha256: Sha256 | undefined,
  limits: Limits,
): ReadReport {
  const unzipped = unzip(bytes, limits);
  if (!unzipped.ok) return refusedReport("zip", unzipped.problems);
  const bundle = unzipped.files.find(({ name }) => name === FINDING);
  if (bundle === undefined) return refusedReport("zip", [NO_FINDING]);
  const attachments = unzipped.files.filter((file) => file !== bundle);
  const read = readFinding(bundle.bytes, filesOf(attachments, sha256), limits);
  return read.ok ? { ...read, format: "zip", attachments } : { ...read, format: "zip" };
}

const NO_FINDING: Problem = {
  rule: "zip/no-finding",
  pointer: "",
  message:
    "The zip holds no finding.json at its top. Add it: one finding with its proof and patch is a zip; several reports in a zip go to /api/reports/batch.",
};

function filesOf(attachments: readonly Attachment[], sha256: Sha256 | undefined): BundleFiles {
  if (attachments.length === 0) return new Map();
  if (sha256 === undefined)
    throw new Error("readReport needs hint.sha256 to read a zip with files");
  return new Map(
    attachments.map(({ name, bytes }) => [
      name,
      { size: bytes.length, sha256: hex(sha256(bytes)) },
    ]),
  );
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function readFinding(bytes: Uint8Array, files: BundleFiles, limits: Limits): ReadReport {
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return refusedReport("zip", inside(decoded.problems));
  if (decoded.byteOrderMark) return refusedReport("zip", inside([BYTE_ORDER_MARK]));
  const document = parseJson(decoded.text, limits);
  if (!document.ok) return refusedReport("zip", inside(document.problems));
  const read = readDocument(document.parsed, "assay", files, limits);
  if (!read.ok) return refusedReport("zip", inside(read.problems));
  return { ...read, findings: read.findings.map((finding) => withProof(finding, files)) };
}

export const BYTE_ORDER_MARK: Problem = {
  rule: "encoding/byte-order-mark",
  pointer: "/line/1/column/1",
  message:
    "The file begins with a byte-order mark, which JSON forbids (RFC 8259, 8.1). Save it as UTF-8 without one.",
};

/** The pointer goes into finding.json; the message says so. */
const inside = (problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => ({ ...problem, message: `In finding.json: ${problem.message}` }));

const PROOF = /^(?:proof|poc|reproducer|testcase|crash)[^/]*$/i;

/** A file that is called a proof is the reproducer, unless the finding names another. */
function withProof(finding: Finding, files: BundleFiles): Finding {
  const proofs = [...files].filter(([name]) => PROOF.test(name));
  const [only] = proofs;
  if (finding.reproducer.kind !== "unknown" || proofs.length !== 1 || only === undefined)
    return finding;
  return { ...finding, reproducer: { kind: "file", name: only[0], ...only[1] } };
}
