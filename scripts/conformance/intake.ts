import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readReport } from "../../src/core/formats/report.ts";

/** See scripts/conformance.ts. */
type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};

/** Of the suite `intake`, those whose files are reports. */
export const FOLDERS = ["sarif", "osv", "cve", "csaf", "oss-fuzz"];
const MOST_MS = 1_000;

/** Every file of the suite is well-formed: each must be read, with as many findings as it holds. */
export async function run(suites: string): Promise<Conformance> {
  const faults: string[] = [];
  const lines: string[] = [];
  let files = 0;
  for (const folder of FOLDERS) {
    const path = join(suites, "intake", folder);
    const names = readdirSync(path).toSorted();
    const begun = performance.now();
    let findings = 0;
    for (const name of names) {
      const bytes = readFileSync(join(path, name));
      const { found, fault } = readOne(bytes, name, countIn(bytes, name, folder));
      findings += found;
      if (fault !== null) faults.push(`${folder}/${name}: ${fault}`);
    }
    const ms = Math.round(performance.now() - begun);
    files += names.length;
    lines.push(`${folder.padEnd(9)} ${names.length} files, ${findings} findings, ${ms} ms`);
  }
  const failed = faults.length;
  return { name: "intake", passed: files - failed, failed, lines: [...lines, ...faults] };
}

function readOne(bytes: Uint8Array, name: string, held: number) {
  const begun = performance.now();
  const read = readReport(bytes, { name });
  const ms = performance.now() - begun;
  if (!read.ok) {
    const [first] = read.problems;
    return { found: 0, fault: `refused: ${first?.rule} at ${first?.pointer}: ${first?.message}` };
  }
  const found = read.findings.length;
  if (found !== held) return { found, fault: `${found} findings, the file holds ${held}` };
  return { found, fault: ms > MOST_MS ? `took ${Math.round(ms)} ms` : null };
}

type Document = {
  readonly runs?: readonly { readonly results?: readonly unknown[] | null }[];
  readonly vulnerabilities?: readonly unknown[];
  readonly cveMetadata?: { readonly state?: string };
};

/** Counted without the reader under test: results of all runs, vulnerabilities, one for a record that is not rejected. */
export function countIn(bytes: Uint8Array, name: string, folder: string): number {
  if (folder === "osv" || folder === "oss-fuzz") return 1;
  const plain = extname(name) === ".gz" ? gunzipSync(bytes) : bytes;
  const document = JSON.parse(new TextDecoder().decode(plain)) as Document;
  if (folder === "cve") return document.cveMetadata?.state === "PUBLISHED" ? 1 : 0;
  if (folder === "csaf") return document.vulnerabilities?.length ?? 0;
  return (document.runs ?? []).reduce((sum, { results }) => sum + (results?.length ?? 0), 0);
}
