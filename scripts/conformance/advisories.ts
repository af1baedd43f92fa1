import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { advisories } from "../../src/testing/advisory.ts";
import { type AdvisoryCheck, advisoryChecks } from "./advisory/checks.ts";

const COUNT = 500;
const SEED = 20_260_922;

/** See scripts/conformance.ts. */
type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};

/**
 * 500 drawn advisories: each rendering against its standard's official schema, CSAF also against its validator. Every
 * check is first shown a document without one of its required parts, and fails itself when it lets that pass.
 */
export async function run(suites: string): Promise<Conformance> {
  const folder = join(suites, "standards", "schemas");
  const name = "advisories";
  if (!existsSync(folder))
    return { name, passed: 0, failed: 1, lines: [`absent: ${folder}; nothing was checked`] };
  const drawn = fc.sample(advisories, { numRuns: COUNT, seed: SEED });
  const results = [];
  for (const check of advisoryChecks(folder)) results.push(await runCheck(check, drawn));
  return {
    name,
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    lines: results.flatMap(({ lines }) => lines),
  };
}

async function runCheck(
  { standard, render, check, required }: AdvisoryCheck,
  drawn: readonly Parameters<AdvisoryCheck["render"]>[0][],
) {
  const documents = drawn.flatMap((advisory) => {
    const document = render(advisory);
    return document === undefined ? [] : [{ id: advisory.id, document }];
  });
  const faulty: string[] = [];
  const from = performance.now();
  for (const { id, document } of documents) {
    const faults = await check(document);
    if (faults.length > 0) faulty.push(`${standard} ${id}: ${faults.slice(0, 3).join("; ")}`);
  }
  const each = ((performance.now() - from) / documents.length).toFixed(2);
  const sound = documents[0]?.document ?? {};
  const { [required]: _, ...broken } = sound as Record<string, unknown>;
  if ((await check(broken)).length === 0)
    faulty.push(`${standard}: a document without ${required} passes, so this check shows nothing`);
  return {
    passed: documents.length - faulty.length,
    failed: faulty.length,
    lines: [...faulty, `${standard}: ${documents.length} renderings, ${each} ms each`],
  };
}
