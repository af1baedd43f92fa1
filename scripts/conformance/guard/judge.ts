import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { CHECKS } from "#core/guard/detect/checks.ts";
import { compileGuard } from "#core/guard/engine/compileGuard.ts";
import { evaluateText, type TextVerdict } from "#core/guard/evaluateText.ts";
import { DEFAULT_PACKS } from "#core/guard/packs/catalogue.ts";

/** The default set of packs, for everybody: what `assay guard scan` does without options. */
const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);
export const judge = (text: string): TextVerdict => evaluateText(text, { kind: "public" }, guard);

export const unzipped = (path: string): string => gunzipSync(readFileSync(path)).toString("utf8");
export const recordsIn = <T>(path: string): T[] =>
  unzipped(path)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

export const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;

/** One aim of the design page, and whether it is met. */
export type Aim = { readonly what: string; readonly isMet: boolean };
export type Measured = { readonly aims: readonly Aim[]; readonly lines: readonly string[] };
