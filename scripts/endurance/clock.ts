import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import fc from "fast-check";
import { clockHistory } from "../../src/testing/clockHistory.ts";
import { brokenLaws } from "../../src/testing/clockLaws.ts";

type Share = { readonly histories: number; readonly seed: number };
type Found = { readonly zones: readonly string[]; readonly held: number; readonly broken: string };

/** Draws its share, up to the first history that breaks a law, which fast-check then makes small. */
function draw({ histories, seed }: Share): Found {
  const zones = new Set<string>();
  let held = 0;
  const law = fc.property(clockHistory, (history) => {
    zones.add(history.zone);
    const broken = brokenLaws(history);
    if (broken.length > 0) throw new Error(broken.join("; "));
    held += 1;
  });
  const { counterexample, errorInstance } = fc.check(law, { numRuns: histories, seed });
  const broken = counterexample === null ? "" : JSON.stringify(counterexample[0], null, 1);
  const why = errorInstance instanceof Error ? errorInstance.message : "";
  return { zones: [...zones], held, broken: broken && `${why}\n${broken}` };
}

const onThread = (share: Share): Promise<Found> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { share } });
    worker.once("message", resolve).once("error", reject);
  });

/** See scripts/endurance.ts; `--times N` random histories (100,000) of the review's clock, from `--seed N`. */
export async function run(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { times: { type: "string", default: "100000" }, seed: { type: "string" } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const begun = performance.now();
  const threads = Math.min(4, availableParallelism());
  const histories = Math.ceil(Number(values.times) / threads);
  const found = await Promise.all(
    Array.from({ length: threads }, (_, n) => onThread({ histories, seed: seed + n })),
  );
  const zones = new Set(found.flatMap((one) => one.zones));
  const figures: readonly (readonly [string, number])[] = [
    ["histories that kept every law", found.reduce((sum, { held }) => sum + held, 0)],
    ["zones that they were in", zones.size],
    ["zones that the runtime knows", Intl.supportedValuesOf("timeZone").length],
    ["threads", threads],
    ["seed of the first", seed],
    ["seconds", Math.round((performance.now() - begun) / 1000)],
  ];
  for (const [name, value] of figures)
    console.log(`${name.padEnd(42)} ${value.toLocaleString("en").padStart(13)}`);
  const broken = found.filter((one) => one.broken !== "");
  for (const one of broken) console.log(`  ✗ ${one.broken}`);
  return broken.length === 0;
}

if (!isMainThread) parentPort?.postMessage(draw(workerData.share));
