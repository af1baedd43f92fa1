/**
 * `npm run conformance -- [name…]`: external suites and real peers, by scripts/conformance/*.ts.
 * Exit 0: all passed; 1: some failed; 3: the suites are not there, and what needs them was not tested.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseModules } from "./modules.ts";

/** What a module of scripts/conformance answers; `lines` are for people. */
export type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};
/** `suites` is the absolute path of the folder with the external suites. */
export type ConformanceModule = {
  readonly run: (suites: string) => Promise<Conformance>;
  /** Whether it brings everything that it tests with. */
  readonly isAlone?: boolean;
};

const ABSENT = 3;
const root = fileURLToPath(new URL("..", import.meta.url));
const suites = resolve(root, process.env.ASSAY_SUITES ?? "../shared/suites");

async function runAll(): Promise<number> {
  const modules = chooseModules<ConformanceModule>(
    new URL("./conformance/", import.meta.url),
    process.argv.slice(2),
  );
  if (modules.length === 0) throw new Error("There is no suite in scripts/conformance.");
  let failed = 0;
  const untested: string[] = [];
  for (const { name, load } of modules) {
    const begun = performance.now();
    const suite = await load();
    if (suite.isAlone !== true && !existsSync(suites)) {
      untested.push(name);
      continue;
    }
    const result = await suite.run(suites).catch((error: unknown) => ({
      name,
      passed: 0,
      failed: 1,
      lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    for (const line of result.lines) console.log(`  ${line}`);
    console.log(
      `${result.name}: ${result.passed} passed, ${result.failed} failed (${seconds} s)\n`,
    );
    if (result.failed > 0 || result.passed === 0) failed += 1;
  }
  const tested = modules.length - untested.length;
  if (tested > 0) console.log(`${tested - failed} of ${tested} suites agree`);
  if (untested.length > 0) sayUntested(untested, tested);
  if (failed > 0) return 1;
  return untested.length > 0 ? ABSENT : 0;
}

function sayUntested(names: readonly string[], tested: number): void {
  const what = tested === 0 ? "NOTHING WAS TESTED" : `NOT TESTED: ${names.join(", ")}`;
  const why = `the external suites are not in ${suites}. Name their folder in ASSAY_SUITES.`;
  console.error(`\n${what}: ${why}\n`);
}

process.exitCode = await runAll().catch((error: Error) => {
  console.error(error.message);
  return 2;
});
