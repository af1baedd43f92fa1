/** Writes docs/figures.md from docs/figures/bench.json; `npm run bench` does so too. A test fails when the page is old. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Figure } from "../bench/run.ts";

/** As bench/run.ts saves it: by the name of what was measured. */
type Saved = Readonly<
  Record<
    string,
    { readonly at: string; readonly machine: string; readonly figures: readonly Figure[] }
  >
>;
const SOURCE = new URL("../docs/figures/bench.json", import.meta.url);
const PAGE = new URL("../docs/figures.md", import.meta.url);

/** Three digits, or whole thousands. */
export const short = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(+value.toPrecision(3));

const row = ({ name, value, unit, target, reference, ratio, met }: Figure): string =>
  `| ${[
    name,
    `${short(value)} ${unit}`,
    `${target} ${unit}`,
    met ? "met" : "**missed**",
    reference ? `${reference.name}: ${short(reference.value)} ${unit}` : "",
    ratio === undefined ? "" : `${short(ratio)} ×`,
  ]
    .map((cell) => cell.replaceAll("|", "\\|").trim())
    .join(" | ")} |`;

const part = ([name, { at, machine, figures }]: [string, Saved[string]]): string[] => [
  "",
  `## ${name}`,
  "",
  `${at.slice(0, 10)}, ${machine}.`,
  "",
  "| figure | value | target | | reference of the same run | ratio |",
  "|---|---|---|---|---|---|",
  ...figures.map(row),
];

/** The page for what was measured; of nothing, one that says so. */
export function renderFigures(saved: Saved): string {
  const parts = Object.entries(saved);
  return [
    "# Figures",
    "",
    "<!-- Written by scripts/figures.ts from docs/figures/bench.json. Do not edit. -->",
    "",
    "What `npm run bench` measured last. Times are those of the machine named; what counts is the ratio to the reference, which did",
    "comparable work in the same run. `npm run bench -- NAME` measures one part anew.",
    ...(parts.length === 0 ? ["", "Nothing has been measured yet."] : parts.flatMap(part)),
    "",
  ].join("\n");
}

export const readFigures = (): Saved =>
  existsSync(SOURCE) ? (JSON.parse(readFileSync(SOURCE, "utf8")) as Saved) : {};

export const writeFigures = (): void => writeFileSync(PAGE, renderFigures(readFigures()));

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFigures();
