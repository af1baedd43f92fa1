import { createHash } from "node:crypto";
import { deflateRawSync, gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { cpuMs } from "../../testing/cpuTime.ts";
import { drawing, mutateBytes, mutateText, mutateTree } from "../../testing/mutate.ts";
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
import type { Finding } from "../clearinghouse/finding.ts";
import type { Problem } from "../problem.ts";
import { readBatchLine } from "./batchLine.ts";
import { readReport } from "./report.ts";
import type { ReadReport, ReportFormat } from "./reportFormat.ts";
import { readKernelReport } from "./sanitizer/kernelReport.ts";

/** Mutated inputs for each parser; ASSAY_FUZZ raises it. The seed is fixed, so that a failure is found again; ASSAY_FUZZ_SEED changes it. */
const RUNS = Number(process.env.ASSAY_FUZZ ?? 500);
const SEED = Number(process.env.ASSAY_FUZZ_SEED ?? 20_260_602);
const MOST_MS = 1_000;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const read = (format?: ReportFormat) => (bytes: Uint8Array) =>
  readReport(bytes, { sha256, format });

type Draw = ReturnType<typeof drawing>;

/** Half of the inputs are changed as a tree of values, a quarter as text, a quarter as bytes. */
const document =
  (...samples: readonly unknown[]) =>
  (draw: Draw): Uint8Array => {
    const value = draw.one(samples);
    if (draw.chance(0.5)) return bytesOf(JSON.stringify(mutateTree(value, draw)));
    const text = JSON.stringify(value, null, draw.below(2));
    return draw.chance(0.5) ? bytesOf(mutateText(text, draw)) : mutateBytes(bytesOf(text), draw);
  };
const text =
  (...samples: readonly string[]) =>
  (draw: Draw): Uint8Array => {
    const chosen = draw.one(samples);
    return draw.chance(0.6)
      ? bytesOf(mutateText(chosen, draw, samples))
      : mutateBytes(bytesOf(chosen), draw);
  };

const KERNEL = `[   12.345678] BUG: KASAN: use-after-free in box_ioctl+0x11/0x22 drivers/box.c:5
[   12.345678] Read of size 4 at addr ffff8801d1f0a0c0 by task box/4711
[   12.345679] Call Trace:
[   12.345679]  __dump_stack lib/dump_stack.c:17 [inline]
[   12.345680]  box_ioctl+0x11/0x22 drivers/box.c:5
`;
const traces = [ASAN, UBSAN, GO, JAVA, PYTHON, KERNEL];
const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

const PARSERS: readonly (readonly [
  string,
  (draw: Draw) => Uint8Array,
  (bytes: Uint8Array) => unknown,
])[] = [
  ["finding bundle", document(BUNDLE, { title: "a", trace: ASAN }), read("assay")],
  ["SARIF", document(SARIF), read("sarif")],
  ["OSV as JSON", document(OSV), read("osv")],
  ["OSV as YAML", text(OSV_YAML), read("osv")],
  ["CSAF", document(CSAF), read("csaf")],
  ["CVE", document(CVE), read("cve")],
  ["logs", text(...traces), read("sanitizer")],
  ["kernel logs", text(KERNEL, ASAN), (bytes) => readKernelReport(new TextDecoder().decode(bytes))],
  ["gzip", (draw) => mutateBytes(packed(bytesOf(JSON.stringify(OSV))), draw), read()],
  ["gzip of mutated", (draw) => packed(document(SARIF, CVE)(draw)), read()],
  [
    "zip",
    (draw) =>
      mutateBytes(
        zipSync({ "finding.json": bytesOf(JSON.stringify(BUNDLE)), "poc.bin": bytesOf("boom") }),
        draw,
      ),
    read(),
  ],
  [
    "zip of mutated",
    (draw) => zipSync({ "finding.json": document(BUNDLE)(draw), a: bytesOf("x") }),
    read(),
  ],
  ["raw deflate as a file", (draw) => mutateBytes(deflateRawSync(ASAN), draw), read()],
  ["any format by content", document(BUNDLE, SARIF, OSV, CSAF, CVE), read()],
  ["any text by content", text(OSV_YAML, ...traces, JSON.stringify(BUNDLE)), read()],
];

describe(`no parser throws or takes a second on ${RUNS} mutated inputs`, () => {
  test.each(PARSERS)(
    "%s",
    (name, make, parse) => {
      const draw = drawing(SEED);
      const outcomes = new Set<unknown>();
      for (let run = 0; run < RUNS; run += 1) {
        const bytes = make(draw);
        let result: unknown;
        const ms = cpuMs(() => {
          result = parse(bytes);
        });
        if (ms > MOST_MS) throw new Error(`run ${run} took ${Math.round(ms)} ms`);
        outcomes.add(isTaken(result));
        if (isReport(result)) judge(result, run);
      }
      // Mutations that are all taken, or all refused, would test half of a parser only; packed bytes hardly survive one.
      expect(outcomes).toContain(false);
      if (!/^(?:gzip|zip|raw deflate.*)$/.test(name)) expect(outcomes).toContain(true);
    },
    RUNS * 100 + 10_000,
  );

  test(
    "lines of a batch",
    () => {
      const draw = drawing(SEED);
      const make = document(BUNDLE);
      for (let run = 0; run < RUNS; run += 1)
        judge(readBatchLine(new TextDecoder().decode(make(draw)), run + 1), run);
    },
    RUNS * 100 + 10_000,
  );
});

const isReport = (result: unknown): result is ReadReport =>
  typeof result === "object" && result !== null && "ok" in result;
const isTaken = (result: unknown): boolean => (isReport(result) ? result.ok : result !== null);

/** Escapes of JSON, not the same letters after a written backslash. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\(?:u0000|ud[89a-f])/i;

/** Whatever comes out can be stored and shown. */
function judge(result: ReadReport, run: number): void {
  const written = JSON.stringify(result.ok ? result.findings : result.problems);
  expect(UNSTORABLE.test(written), `run ${run}: ${written.slice(0, 500)}`).toBe(false);
  if (result.ok) result.findings.forEach(judgeFinding);
  else judgeProblems(result.problems);
}

function judgeProblems(problems: readonly Problem[]): void {
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(100);
  const odd = problems.filter(
    ({ rule, pointer, message }) =>
      !/^[a-z]+\/[a-z0-9-]+$/.test(rule) || !/^(?:\/|$)/.test(pointer) || message.length < 15,
  );
  expect(odd).toEqual([]);
}

function judgeFinding({ title, component, locations }: Finding): void {
  expect(title.trim()).not.toBe("");
  expect([...title].length).toBeLessThanOrEqual(500);
  expect(component ?? "pkg:").toMatch(/^pkg:/);
  const odd = locations.filter(
    ({ line }) => line !== null && !(Number.isSafeInteger(line) && line > 0),
  );
  expect(odd).toEqual([]);
}
