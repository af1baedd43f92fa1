import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Conformance } from "../conformance.ts";
import { type Covered, coverOne, type Seeded } from "./organisms/oneRun.ts";

const SEEDS = new URL("./organisms/seeds.json", import.meta.url);
/** Of 200 intervals of 95 %: what chance leaves room for (2.6 standard deviations), and no more. */
const [LEAST, MOST] = [182, 198];

const { runs } = JSON.parse(readFileSync(SEEDS, "utf8")) as { readonly runs: readonly Seeded[] };

const CHECKS: readonly (readonly [keyof Covered, string])[] = [
  ["byRule", "the known rate lies in the interval"],
  ["corrected", "judged by a model of known accuracy, it lies in the corrected interval"],
  ["calibrated", "judged by a model whose accuracy labels tell, it lies in the corrected interval"],
];

export const isAlone = true;

/** The whole pipeline must recover rates that are known, as often as its intervals say, and no oftener. */
export async function run(): Promise<Conformance> {
  const base = await mkdtemp(join(tmpdir(), "assay-organisms-"));
  const covered: Covered[] = [];
  try {
    for (const [i, seeded] of runs.entries()) {
      const folder = join(base, String(i));
      covered.push(await coverOne(folder, seeded));
      await rm(folder, { recursive: true });
      if ((i + 1) % 20 === 0) console.error(`  ${i + 1} of ${runs.length} runs`);
    }
  } finally {
    await rm(base, { recursive: true, force: true });
  }
  const count = (name: keyof Covered): number => covered.filter((one) => one[name]).length;
  const exact = count("isExact");
  const results = [
    ...CHECKS.map(([name, says]) => {
      const n = count(name);
      return { holds: n >= LEAST && n <= MOST, line: `${says}: ${n} of ${runs.length}` };
    }),
    {
      holds: exact === runs.length,
      line: `the rule finds each violation and nothing else: ${exact} of ${runs.length}`,
    },
  ];
  const failed = results.filter(({ holds }) => !holds).length;
  return {
    name: "organisms",
    passed: results.length - failed,
    failed,
    lines: [
      ...results.map(({ holds, line }) => `${holds ? "✓" : "✗"} ${line}`),
      `  (${LEAST} to ${MOST} are asked for; by the judge's bare verdicts: ${count("uncorrected")})`,
    ],
  };
}
