import { expect, test } from "vitest";
import { reportFromTrial } from "#contract/evaluation/trial.ts";
import { BLANK_REPORT, toReport } from "./reportDraft.ts";

test("what was not told of a flaw is sent as not told", () => {
  const body = toReport({
    ...BLANK_REPORT,
    title: " Reads past the end ",
    description: "The parser reads one byte past its buffer.",
    component: "pkg:generic/libharbor",
    version: "  ",
  });
  expect(body).toMatchObject({ title: "Reads past the end", version: null, reproducer: null });
  expect(reportFromTrial.body.safeParse(body).success).toBe(true);
  expect(reportFromTrial.body.safeParse(toReport(BLANK_REPORT)).success).toBe(false);
});
