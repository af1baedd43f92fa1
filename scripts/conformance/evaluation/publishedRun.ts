import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import {
  ScoreRow,
  Taxonomy,
  TestCaseRow,
  TranscriptRow,
} from "../../../src/core/evaluation/assert/rows.ts";
import { readJsonLines } from "../../../src/core/evaluation/jsonLines.ts";
import { check, readJson, type Tally } from "./tally.ts";

export const RUNS = ["variant-a-unguarded", "variant-b-guarded"] as const;

/** A run of the published suite, every line of it read. */
export type PublishedRun = {
  readonly scores: readonly ScoreRow[];
  readonly transcripts: readonly TranscriptRow[];
};

function readLines<T>(file: string, schema: z.ZodType<T>, tally: Tally): readonly T[] {
  const { rows, problems, torn } = readJsonLines(readFileSync(file, "utf8"), schema);
  check(tally, problems.length === 0 && !torn, () => `${file}: ${JSON.stringify(problems[0])}`);
  return rows;
}

export function readRun(folder: string, run: string, tally: Tally): PublishedRun {
  const own = join(folder, "results", run);
  return {
    scores: readLines(join(own, "scores.jsonl"), ScoreRow, tally),
    transcripts: readLines(join(own, "inference_set.jsonl"), TranscriptRow, tally),
  };
}

export const readTestSet = (folder: string, tally: Tally): readonly TestCaseRow[] =>
  readLines(join(folder, "results", "test_set.jsonl"), TestCaseRow, tally);

export const readTaxonomy = (folder: string): Taxonomy =>
  Taxonomy.parse(readJson(join(folder, "results", "taxonomy.json")));
