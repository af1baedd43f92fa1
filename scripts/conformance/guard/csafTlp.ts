import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTlpFaults } from "#core/guard/document/csafTlp.ts";
import type { Measured } from "./judge.ts";

/** OASIS numbers documents that break a rule from 01 and those that keep it from 11. */
export function measureCsafTlp(folder: string): Measured {
  const files = readdirSync(join(folder, "csaf-tlp")).filter((file) => file.endsWith(".json"));
  const wrong = files.flatMap((file) => {
    const [, rule = "", number = ""] = /6-1-(\d+)-(\d+)\.json$/.exec(file) ?? [];
    const document: unknown = JSON.parse(readFileSync(join(folder, "csaf-tlp", file), "utf8"));
    const found = readTlpFaults(document).map((fault) => fault.rule);
    const expected = Number(number) < 11 ? [`csaf/6.1.${rule}`] : [];
    return found.join() === expected.join() ? [] : [`  ${file}: found [${found.join()}]`];
  });
  return {
    aims: [
      {
        what: "CSAF 2.1 rules 6.1.38, 39, 45: every document",
        isMet: files.length > 0 && wrong.length === 0,
      },
    ],
    lines: [
      `CSAF 2.1 rules 6.1.38, 39, 45: ${files.length - wrong.length} of ${files.length} documents`,
      ...wrong,
    ],
  };
}
