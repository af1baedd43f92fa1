import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { TEMPLATES } from "./embargo.ts";
import { DECISION_TABLES } from "./priority/tables/all.ts";

describe("the pages about cases and priority", () => {
  test("name every embargo template and every table with its version", () => {
    const cases = readFileSync("docs/cases.md", "utf8");
    const priority = readFileSync("docs/priority.md", "utf8");
    for (const name of Object.keys(TEMPLATES)) expect(cases).toContain(`| \`${name}\` |`);
    for (const { name, version } of DECISION_TABLES) {
      const row = priority
        .split("\n")
        .find((line) => line.startsWith("|") && line.includes(`\`${name}\``));
      expect(row, name).toContain(version);
    }
  });
});
