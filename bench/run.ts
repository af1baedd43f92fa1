/**
 * `npm run bench -- [name…]`: measures by bench/*.ts, prints a table with ratios to a reference of the same run,
 * and writes docs/figures/bench.json and, from it, docs/figures.md. Exit 1 when a target is missed or nothing was measured.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { short, writeFigures } from "../scripts/figures.ts";
import { chooseModules } from "../scripts/modules.ts";

export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** In words with its comparison, such as "≤ 20". */
  readonly target: string;
  /** The same work done by the named reference, in the same unit and the same run. */
  readonly reference?: { readonly name: string; readonly value: number };
  /** value / reference. */
  readonly ratio?: number;
  readonly met: boolean;
};
export type BenchModule = { readonly run: () => Promise<Figure[]> };

const FILE = new URL("../docs/figures/bench.json", import.meta.url);
/** Files of bench/ that measure nothing themselves. */
const NOT_MODULES = [
  "run",
  "generate",
  "findings",
  "proxy",
  "proxyStub",
  "proxyPipe",
  "guardCorpus",
];

function printTable(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, value, unit, target, reference, ratio, met }) => [
    met ? "✓" : "✗",
    name,
    `${short(value)} ${unit}`,
    target,
    reference ? `${reference.name}: ${short(reference.value)} ${unit}` : "",
    ratio === undefined ? "" : `${short(ratio)} ×`,
  ]);
  const table = [["", "figure", "value", "target", "reference", "ratio"], ...rows];
  const widths =
    table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  for (const row of table) {
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}

type Saved = Record<string, { readonly at: string; readonly machine: string; figures: Figure[] }>;

const readSaved = (): Saved => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {});

const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;

const modules = chooseModules<BenchModule>(
  new URL("./", import.meta.url),
  process.argv.slice(2),
  NOT_MODULES,
);
const saved = readSaved();
const all: Figure[] = [];
for (const { name, load } of modules) {
  console.error(`measuring ${name} …`);
  const figures = await (await load()).run();
  saved[name] = { at: new Date().toISOString(), machine, figures };
  all.push(...figures);
}
const sorted = Object.fromEntries(Object.entries(saved).sort(([a], [b]) => (a < b ? -1 : 1)));
mkdirSync(new URL("./", FILE), { recursive: true });
writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
writeFigures();
printTable(all);
process.exitCode = all.length > 0 && all.every(({ met }) => met) ? 0 : 1;
