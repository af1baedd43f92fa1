import { basename, dirname, join } from "node:path";
import type { z } from "zod";
import {
  BareCaseRow,
  BareScoreRow,
  BareTaxonomy,
  BareTranscriptRow,
} from "#core/evaluation/assert/bareRows.ts";
import { toExclusions } from "#core/evaluation/assert/integrity.ts";
import { toAssertMetrics } from "#core/evaluation/assert/judgedAssertRun.ts";
import { toJudgeMetrics } from "#core/evaluation/assert/metrics.ts";
import type { Taxonomy } from "#core/evaluation/assert/rows.ts";
import { splitByPermissibility } from "#core/evaluation/assert/split.ts";
import { type Identity, toIdentity, toJson } from "#core/evaluation/identity.ts";
import { readJsonLines } from "#core/evaluation/jsonLines.ts";
import type { JudgedRun } from "#core/evaluation/judgedRun.ts";
import { VIOLATION } from "#core/evaluation/panel.ts";
import { isThere, readLines } from "#outside/runFolder/lines.ts";
import { findJson } from "./findJson.ts";

/** Names under which ASSERT keeps a run's files. */
const [SCORES, TRANSCRIPTS, CASES, TAXONOMY] = [
  "scores.jsonl",
  "inference_set.jsonl",
  "test_set.jsonl",
  "taxonomy.json",
] as const;

/** Judged, or only run. */
export const isAssertRun = async (folder: string): Promise<boolean> =>
  (await isThere(join(folder, SCORES))) || (await isThere(join(folder, TRANSCRIPTS)));

export type AssertRun = JudgedRun & {
  /** What each case asks; null where nothing tells. ASSERT's own ids are places in a list. */
  readonly contents: ReadonlyMap<string, Identity | null>;
};

/** Rows of a file, each kept as `keep` makes it: transcripts are long, and none of them is held whole. */
async function readRows<T, K>(
  path: string,
  schema: z.ZodType<T>,
  keep: (row: T) => K,
): Promise<K[]> {
  const rows: K[] = [];
  for await (const { text, number } of readLines(path, true)) {
    const read = readJsonLines(text, schema);
    const [row] = read.rows;
    if (row !== undefined) rows.push(keep(row));
    else {
      const why = read.problems[0]?.message.replace(/^Line 1: /, "") ?? "The line is no JSON.";
      throw new Error(`${path}, line ${number}: ${why}`);
    }
  }
  return rows;
}

/** In the run's folder, or in that of its suite. */
async function findBeside(folder: string, name: string): Promise<string | null> {
  for (const place of [folder, dirname(folder)])
    if (await isThere(join(place, name))) return join(place, name);
  return null;
}

/** A run folder of ASSERT's, as it lies in its suite. */
export async function readAssertRun(folder: string): Promise<AssertRun> {
  const scores = await readRows(join(folder, SCORES), BareScoreRow, (row) => row);
  const transcripts = await readRows(join(folder, TRANSCRIPTS), BareTranscriptRow, (row) => ({
    id: row.test_case_id,
    asked: firstAsked(row.events ?? []),
  }));
  const list = await findBeside(folder, CASES);
  const cases =
    list === null
      ? null
      : await readRows(list, BareCaseRow, (row) => [row.test_case_id, toContent(row)] as const);
  const categories = await readCategories(folder);
  const exclusions = toExclusions(
    scores,
    transcripts.map(({ id }) => id),
    cases?.length ?? null,
  );
  const judge = [...new Set(scores.flatMap(({ judge_model }) => judge_model ?? []))].sort();
  const metrics = toAssertMetrics(scores, exclusions);
  return {
    name: basename(folder),
    judge: judge.join(", ") || "unknown",
    metrics,
    gated: metrics.has(VIOLATION) ? [VIOLATION] : [...metrics.keys()],
    demand: {},
    unscored: [],
    // Nobody checked it against people's labels: a configuration of ASSERT's has no place for that.
    calibrated: false,
    exclusions,
    judgeMetrics: (confidence) => toJudgeMetrics(scores, confidence),
    split: splitByPermissibility(scores, categories),
    contents: new Map([
      ...transcripts.map(({ id, asked }) => [id, asked] as const),
      ...(cases ?? []),
    ]),
  };
}

const toContent = ({ type, seed, dimensions }: Readonly<Record<string, unknown>>): Identity =>
  toIdentity("assert-case", toJson({ type, seed, dimensions }));

type Said = { readonly edit?: { readonly message?: { role?: unknown; content?: unknown } } };

function firstAsked(events: readonly unknown[]): Identity | null {
  const first = (events as readonly (Said | null)[]).find(
    (event) => event?.edit?.message?.role === "user",
  );
  const content = first?.edit?.message?.content;
  return content === undefined ? null : toIdentity("asked", toJson(content));
}

async function readCategories(folder: string): Promise<Taxonomy["behavior_categories"]> {
  const path = await findBeside(folder, TAXONOMY);
  const value = path === null ? null : await findJson(path);
  if (value === null) return [];
  const read = BareTaxonomy.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${path}, /${issue?.path.join("/")}: ${issue?.message}`);
}
