import { expect, test } from "vitest";
import { traceMarks } from "./traceMarks.ts";

const TRACE = `==41==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602
WRITE of size 8 at 0x602 thread T0
    #0 0x4f in hb_index_read src/index.c:213:12
    #1 0x50 in hb_open src/open.c:88`;

test("the error and the reported place are marked, nothing else", () => {
  expect([...traceMarks(TRACE, [{ file: "src/index.c", line: 213 }])]).toEqual([
    [1, { mark: "bad" }],
    [3, { mark: "looked-at" }],
  ]);
});
test("a place without a line marks every line of its file", () => {
  expect([...traceMarks(TRACE, [{ file: "src/open.c", line: null }]).keys()]).toEqual([1, 4]);
});
test("an unknown place marks nothing", () => {
  expect([...traceMarks(TRACE, [{ file: null, line: 3 }]).keys()]).toEqual([1]);
});
