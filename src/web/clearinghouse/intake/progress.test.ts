import { expect, test } from "vitest";
import type { BatchLine } from "#contract/clearinghouse/report.ts";
import { add, NOTHING, pace, withBatch } from "./progress.ts";

const line = (given: Partial<BatchLine>): BatchLine => ({
  line: 1,
  status: "stored",
  report: "RP-2026-0001",
  findings: [],
  problems: [],
  ...given,
});

test("answers are counted by what became of them, findings by where they went", () => {
  const findings = [
    { id: "FD-2026-0001", match: "new" as const },
    { id: "FD-2026-0002", match: "proposed" as const },
    { id: "FD-2026-0003" },
  ];
  const tally = add(add(NOTHING, line({ findings }), 0), line({ line: 2, status: "known" }), 0);
  expect(tally).toMatchObject({
    done: 2,
    stored: 1,
    known: 1,
    refused: 0,
    new: 1,
    proposed: 1,
    same: 0,
  });
});

test("a refused line is named by its place in the whole file, and only the first few are kept", () => {
  const problems = [{ rule: "missing", pointer: "/component", message: "Give a purl." }];
  let tally = NOTHING;
  for (let at = 1; at <= 9; at++)
    tally = add(tally, line({ line: at, status: "refused", report: null, problems }), 1_000);
  expect(tally.refused).toBe(9);
  expect(tally.first.map((each) => each.line)).toEqual([1001, 1002, 1003, 1004, 1005]);
});

test("while a part is being sent, the server’s own counts stand on top of the parts before it", () => {
  const before = add(NOTHING, line({}), 0);
  const batch = {
    id: "b",
    name: "sweep.ndjson",
    from: "Kestrel Lab",
    startedAt: "2026-09-22T09:40:00Z",
    finishedAt: null,
    lines: 10,
    stored: 7,
    known: 2,
    refused: 1,
    matched: null,
  };
  expect(withBatch(before, batch)).toMatchObject({
    done: 11,
    stored: 8,
    known: 2,
    refused: 1,
    new: 0,
  });
});

test.each([
  [7214, 10_000, 61, "7,214 of 10,000, 118 a second, 24 s left"],
  [10, 10_000, 10, "10 of 10,000, 1 a second, 167 min left"],
  [0, 50, 0, "0 of 50"],
  [50, 50, 2, "50 of 50, 25 a second"],
  [900, undefined, 3, "900, 300 a second"],
])("%d of %s after %d s reads “%s”", (done, total, seconds, text) => {
  expect(pace(done, total, seconds)).toBe(text);
});
