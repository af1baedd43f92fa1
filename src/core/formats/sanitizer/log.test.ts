import { describe, expect, test } from "vitest";
import { ASAN, GO, PYTHON, UBSAN } from "../../../testing/reportSamples.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import { readLog } from "./log.ts";

function findingsIn(text: string) {
  const read = readLog(text, DEFAULT_LIMITS);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.findings;
}

test("a report becomes a finding with title, weakness, places, trace and signature", () => {
  expect(findingsIn(ASAN)).toMatchObject([
    {
      title: "Heap-buffer-overflow WRITE 4 in chunkbox::read_chunk",
      weakness: "CWE-787",
      description:
        "AddressSanitizer: heap-buffer-overflow /src/chunkbox/src/chunk.c:88:9 in read_chunk",
      locations: [
        { file: "/src/chunkbox/src/chunk.c", line: 88, function: "chunkbox::read_chunk" },
        { file: "/src/chunkbox/src/box.c", line: 12, function: "open_box" },
      ],
      trace: ASAN,
      signature: { type: "Heap-buffer-overflow", access: "WRITE 4" },
      pointer: "/line/1",
    },
  ]);
});

describe("a log holds as many findings as it has distinct reports", () => {
  test("two different ones", () => {
    const findings = findingsIn(`starting\n${ASAN}\n\n${UBSAN}`);
    expect(findings.map(({ pointer, title }) => [pointer, title])).toEqual([
      ["/line/2", "Heap-buffer-overflow WRITE 4 in chunkbox::read_chunk"],
      [`/line/${ASAN.split("\n").length + 3}`, "Integer-overflow in count_up"],
    ]);
  });

  test("the same one again, at another address", () => {
    expect(findingsIn(ASAN + ASAN.replaceAll("0x602000000014", "0x602000009994"))).toHaveLength(1);
  });

  test("three of UBSan, which goes on after each", () => {
    const third = UBSAN.replaceAll("count_up", "count_down");
    expect(
      findingsIn(UBSAN + UBSAN.replace("signed integer overflow", "division by zero") + third),
    ).toHaveLength(3);
  });

  test("a panic and the signal that ends it are one", () => {
    const signal =
      "==3==ERROR: AddressSanitizer: ABRT on unknown address 0x3 (pc 0x1 T0)\n    #0 0x1 in raise /libc/raise.c:1\nSUMMARY: AddressSanitizer: ABRT\n";
    expect(findingsIn(GO + signal).map(({ title }) => title)).toEqual([
      "Index out of range in chunk.(*Reader).next",
    ]);
    expect(findingsIn(GO + signal + ASAN)).toHaveLength(2);
  });
});

test("places are named for Go and Python, innermost first", () => {
  expect(findingsIn(GO)[0]?.locations).toEqual([
    { file: "/build/box/internal/chunk/reader.go", line: 41, function: "chunk.(*Reader).next" },
  ]);
  expect(findingsIn(PYTHON)[0]?.locations).toEqual([
    { file: "/build/unbox/unpack.py", line: 19, function: "unpack" },
    { file: "/build/unbox/__main__.py", line: 4, function: "run" },
  ]);
});

test("the input that libFuzzer prints is the reproducer", () => {
  const fuzzed = `INFO: libFuzzer\n${ASAN}Base64: SGVsbG8=\n`;
  expect(findingsIn(fuzzed)[0]).toMatchObject({
    reproducer: { kind: "text", text: "Input of the fuzz target, Base64: SGVsbG8=" },
    foundBy: { harness: "libFuzzer" },
  });
});
