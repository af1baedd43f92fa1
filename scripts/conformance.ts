/**
 * `npm run conformance -- [name…]`: external suites and real peers, by scripts/conformance/*.ts.
 * Exit 0: all passed; 1: some failed; 3: the suites are not there, and nothing was tested.
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
export type ConformanceModule = { readonly run: (suites: string) => Promise<Conformance> };

const ABSENT = 3;
const root = fileURLToPath(new URL("..", import.meta.url));
const suites = resolve(root, process.env.ASSAY_SUITES ?? "../shared/suites");

async function runAll(): Promise<number> {
  const modules = chooseModules<ConformanceModule>(
    new URL("./conformance/", import.meta.url),
    process.argv.slice(2),
  );
  if (!existsSync(suites)) {
    console.error(
      `\nNOTHING WAS TESTED: the external suites are not in ${suites}. Name their folder in ASSAY_SUITES.\n`,
    );
    return ABSENT;
  }
  if (modules.length === 0) throw new Error("There is no suite in scripts/conformance.");
  let failed = 0;
  for (const { name, load } of modules) {
    const begun = performance.now();
    const result = await (await load()).run(suites).catch((error: unknown) => ({
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
  console.log(`${modules.length - failed} of ${modules.length} suites agree`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await runAll().catch((error: Error) => {
  console.error(error.message);
  return 2;
});
