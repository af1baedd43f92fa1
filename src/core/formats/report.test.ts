import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { cpuMs } from "../../testing/cpuTime.ts";
import { illFormedFiles } from "../../testing/illFormed.ts";
import {
  ASAN,
  BUNDLE,
  CSAF,
  CVE,
  GO,
  JAVA,
  OSV,
  OSV_YAML,
  PYTHON,
  SARIF,
  UBSAN,
} from "../../testing/reportSamples.ts";
import { readReport } from "./report.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

function findingsIn(bytes: Uint8Array, hint = {}) {
  const read = readReport(bytes, { sha256, ...hint });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.findings;
}
const formatOf = (bytes: Uint8Array) => {
  const read = readReport(bytes);
  return [read.format, read.ok];
};

describe("a sound file is known by its content", () => {
  test.each([
    ["assay", json(BUNDLE), 1],
    ["sarif", json(SARIF), 2],
    ["osv", json(OSV), 1],
    ["osv", bytesOf(OSV_YAML), 1],
    ["csaf", json(CSAF), 2],
    ["cve", json(CVE), 1],
    ["sanitizer", bytesOf(ASAN), 1],
    ["sanitizer", bytesOf(GO), 1],
    ["sanitizer", bytesOf(ASAN + UBSAN), 2],
    ["sanitizer", bytesOf(ASAN + ASAN), 1],
    ["sanitizer", bytesOf(JAVA), 1],
    ["sanitizer", bytesOf(PYTHON), 1],
  ])("%s, also gzipped, also pretty-printed", (format, bytes, count) => {
    for (const sent of [bytes, new Uint8Array(gzipSync(bytes))]) {
      expect(formatOf(sent)).toEqual([format, true]);
      expect(findingsIn(sent)).toHaveLength(count);
    }
  });

  test("and the same findings come from it when the sender names the format", () => {
    expect(findingsIn(json(SARIF), { format: "sarif" })).toEqual(findingsIn(json(SARIF)));
    expect(findingsIn(bytesOf(OSV_YAML), { format: "osv" })).toEqual(findingsIn(bytesOf(OSV_YAML)));
    expect(findingsIn(bytesOf(GO), { format: "sanitizer" })).toEqual(findingsIn(bytesOf(GO)));
  });
});

describe("a file without findings is no ill-formed file", () => {
  test.each([
    ["a SARIF log without runs", { ...SARIF, runs: [] }],
    [
      "a run without results",
      { ...SARIF, runs: [{ tool: { driver: { name: "x" } }, results: [] }] },
    ],
    [
      "a run whose results are null",
      { ...SARIF, runs: [{ tool: { driver: { name: "x" } }, results: null }] },
    ],
    [
      "a rejected CVE record",
      {
        ...CVE,
        cveMetadata: { ...CVE.cveMetadata, state: "REJECTED" },
        containers: { cna: { rejectedReasons: [] } },
      },
    ],
    ["a CSAF document without vulnerabilities", { ...CSAF, vulnerabilities: undefined }],
  ])("%s", (_, document) => {
    expect(findingsIn(json(document))).toEqual([]);
  });

  test("a withdrawn OSV record still holds one", () => {
    expect(findingsIn(json({ ...OSV, withdrawn: "2026-06-03T00:00:00Z" }))).toHaveLength(1);
  });
});

describe("an ill-formed file is refused with place and remedy, in at most a second", () => {
  /** Every message ends with what to do. */
  const REMEDY =
    /\b(?:add|compress|convert|correct|did you mean|export|flatten|give|keep|known are|leave|one file holds|pack|put|rename|save|say|send|shorten|split|take|write)\b[^.]*.*[.?)]$/is;
  const files = illFormedFiles();

  test("there are more than forty", () => expect(files.length).toBeGreaterThan(40));

  test.each(files.map((file) => [file.name, file] as const))("%s", (_, { bytes, rule }) => {
    let read = readReport(new Uint8Array());
    const ms = cpuMs(() => {
      read = readReport(bytes, { sha256 });
    });
    expect(ms).toBeLessThan(1_000);
    if (read.ok) throw new Error("was taken");
    expect(read.problems[0]?.rule).toMatch(rule);
    for (const { pointer, message } of read.problems) {
      expect(pointer).toMatch(/^(?:\/|$)/);
      expect(message).toMatch(REMEDY);
    }
    expect(read.problems.length).toBeLessThanOrEqual(100);
  });
});

describe("a file that is cut is refused wherever it is cut", () => {
  test.each([
    ["bundle", json(BUNDLE)],
    ["SARIF", json(SARIF)],
    ["OSV", json(OSV)],
    ["CVE", json(CVE)],
    ["CSAF", json(CSAF)],
    ["gzip", new Uint8Array(gzipSync(json(OSV)))],
    ["zip", zipSync({ "finding.json": json(BUNDLE), "poc.bin": bytesOf("boom") })],
  ])("%s", (_, whole) => {
    expect(readReport(whole, { sha256 }).ok).toBe(true);
    for (let length = 0; length < whole.length; length += 1) {
      const read = readReport(whole.subarray(0, length), { sha256 });
      expect(read.ok, `cut after ${length} bytes`).toBe(false);
    }
  });
});

describe("a zip of a finding with its files", () => {
  const files = { "finding.json": json(BUNDLE), "fix.patch": bytesOf("--- a\n+++ b\n") };

  test("gives the finding and the other files", () => {
    const read = readReport(zipSync(files), { sha256 });
    expect(read).toMatchObject({ ok: true, format: "zip", attachments: [{ name: "fix.patch" }] });
  });

  test("names the reproducer by its file, size and hash", () => {
    const proof = bytesOf("boom");
    const [finding] = findingsIn(
      zipSync({
        ...files,
        "finding.json": json({ ...BUNDLE, reproducer: { file: "crash-1" } }),
        "crash-1": proof,
      }),
    );
    const hash = createHash("sha256").update(proof).digest("hex");
    expect(finding?.reproducer).toEqual({ kind: "file", name: "crash-1", size: 4, sha256: hash });
  });

  test("takes the one file that is called a proof for the reproducer when the finding names none", () => {
    const bare = { ...files, "finding.json": json({ title: "a" }), "poc.bin": bytesOf("boom") };
    expect(findingsIn(zipSync(bare))[0]?.reproducer).toMatchObject({
      kind: "file",
      name: "poc.bin",
    });
    const two = { ...bare, "poc2.bin": bytesOf("bang") };
    expect(findingsIn(zipSync(two))[0]?.reproducer).toEqual({ kind: "unknown" });
  });
});

test("what stands before the first word costs nothing to read over", () => {
  for (const blank of [
    "\n".repeat(100_000),
    " \n".repeat(50_000),
    "#\n".repeat(50_000),
    " ".repeat(100_000),
  ]) {
    const ms = cpuMs(() => expect(readReport(bytesOf(`${blank}: no format`), {}).ok).toBe(false));
    expect(ms).toBeLessThan(500);
  }
});

test("all faults of a document are told at once, each with its line", () => {
  const text = `{\n  "title": 1,\n  "version": 2,\n  "locations": [\n    { "line": 0 },\n    { "file": [] }\n  ]\n}`;
  const read = readReport(bytesOf(text));
  if (read.ok) throw new Error("was taken");
  expect(read.problems.map(({ pointer }) => pointer)).toEqual([
    "/title",
    "/version",
    "/locations/0/line",
    "/locations/1/file",
  ]);
  expect(read.problems.map(({ message }) => message.slice(0, 7))).toEqual([
    "Line 2:",
    "Line 3:",
    "Line 5:",
    "Line 6:",
  ]);
});

test("a format that the sender names is asked for, whatever the content looks like", () => {
  const read = readReport(json({ title: "a" }), { format: "sarif" });
  expect(read).toMatchObject({
    ok: false,
    format: "sarif",
    problems: [{ rule: "sarif/required" }, { rule: "sarif/required" }],
  });
});
