import { rmSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeFolder } from "../../src/testing/folder.ts";
import { watchOver } from "../../src/testing/watchdog.ts";
import { campaign, type Report } from "./sealed/campaign.ts";
import { runInBrowser } from "./sealed/inBrowser.ts";
import { openStandIn } from "./sealed/place.ts";
import { openReal } from "./sealed/realPlace.ts";

/** Resident memory that a run of the command may take at most, and that the server may grow by: megabytes. */
const MOST_MB = 150;
/** The server's parts, and one sealed file. */
const COPIES = 2;
const ROOM_TO_SPARE = 2e9;

/** See scripts/endurance.ts; `--size GB` of content for the command (10), `--browser GB` for a page (1; 0 for none), `--seed N`; `--stand-in` without a database. */
export async function run(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: "string", default: "10" },
      browser: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
      "stand-in": { type: "boolean", default: false },
    },
  });
  const folder = makeFolder("assay-sealed-");
  const watchdog = watchOver(folder);
  const size = sizeThatFits(Number(values.size) * 1e9, folder);
  const seed = Number(values.seed);
  try {
    const report = await byCommand({ folder, seed, size, isReal: !values["stand-in"] });
    const page = sizeThatFits(Number(values.browser) * 1e9, folder);
    const inPage = page > 0 ? await runInBrowser(folder, seed, page) : undefined;
    const rates = { ...report.rates, ...inPage?.rates };
    const peaks = { ...report.peaks, ...inPage?.peaks };
    const faults = [...report.faults, ...(inPage?.faults ?? []), ...tooLarge(peaks)];
    print({ faults, rates, peaks }, size);
    return faults.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    watchdog.release();
  }
}

type Wanted = {
  readonly folder: string;
  readonly seed: number;
  readonly size: number;
  readonly isReal: boolean;
};

async function byCommand({ folder, seed, size, isReal }: Wanted): Promise<Report> {
  const store = join(folder, "store");
  const place = isReal ? await openReal() : await openStandIn(store);
  try {
    return await campaign({ size, seed, folder, place, say: (line) => console.log(line) });
  } finally {
    await place.close();
    rmSync(store, { recursive: true, force: true });
  }
}

function sizeThatFits(wanted: number, folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  const room = Math.floor((bavail * bsize - ROOM_TO_SPARE) / COPIES);
  if (room >= wanted) return wanted;
  const size = Math.max(0, room);
  console.log(
    `The disk has room for ${(size / 1e9).toFixed(1)} GB, not for ${wanted / 1e9}: so much is taken.`,
  );
  return size;
}

const tooLarge = (peaks: Report["peaks"]): string[] =>
  Object.entries(peaks).flatMap(([what, mb]) =>
    mb > MOST_MB ? [`${what}: ${mb.toFixed(0)} MB resident, more than ${MOST_MB}`] : [],
  );

function print({ faults, rates, peaks }: Report, size: number): void {
  const line = (name: string, value: string) =>
    console.log(`${name.padEnd(42)} ${value.padStart(12)}`);
  line("content", `${(size / 1e9).toFixed(2)} GB`);
  for (const [name, rate] of Object.entries(rates)) line(name, `${rate.toFixed(0)} MB/s`);
  for (const [name, mb] of Object.entries(peaks))
    line(`resident at most: ${name}`, `${mb.toFixed(0)} MB`);
  line("faults", String(faults.length));
  for (const fault of faults) console.log(`  ✗ ${fault}`);
}
