import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CONFIDENCE_SAYS, EVIDENCE_SAYS, INTEGRITY_SAYS, SEVERITY_SCALE } from "./severityScale.ts";

test("the published scale is the one that results are written by, word for word", () => {
  const rows = (says: Readonly<Record<string, string>>) =>
    Object.entries(says).map(([word, meaning]) => `| ${word} | ${meaning} |`);
  const page = readFileSync("docs/severity.md", "utf8").split("\n");
  const ours = [SEVERITY_SCALE, EVIDENCE_SAYS, CONFIDENCE_SAYS, INTEGRITY_SAYS].flatMap(rows);
  expect(
    page.filter((line) => /^\| (?!severity|evidence|confidence|integrity)/.test(line)),
  ).toEqual(ours);
});
