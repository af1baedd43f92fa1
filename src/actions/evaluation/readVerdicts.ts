import { join } from "node:path";
import type { Identity } from "#core/evaluation/identity.ts";
import { readVerdictHead } from "#core/evaluation/runFolder/head.ts";
import {
  type JudgeRecord,
  type RunRecord,
  toVerdictsFile,
  type VerdictRow,
} from "#core/evaluation/runFolder/rows.ts";
import { listNames } from "#outside/runFolder/files.ts";
import { readLines } from "#outside/runFolder/lines.ts";
import { findJson } from "./findJson.ts";
import { damaged, type Standing } from "./runJournal.ts";

/** Verdicts of one judge key on the trials that count, one after the other. */
export async function* readVerdicts(
  folder: string,
  judge: Identity,
  { attempts }: Pick<Standing, "attempts">,
): AsyncGenerator<VerdictRow> {
  const path = join(folder, toVerdictsFile(judge));
  const seen = new Uint8Array(attempts.length);
  for await (const { text, number } of readLines(path)) {
    const head = readVerdictHead(text);
    if (head === null || head.ordinal >= attempts.length) throw damaged(path, number);
    if (attempts[head.ordinal] !== head.attempt + 1 || seen[head.ordinal] === 1) continue;
    seen[head.ordinal] = 1;
    yield JSON.parse(text) as VerdictRow;
  }
}

/** Whoever judged a run, by the records in its folder. */
export async function listJudges(folder: string): Promise<JudgeRecord[]> {
  const names = (await listNames(folder)).filter((name) => /^judge-\w+\.json$/.test(name));
  const records: JudgeRecord[] = [];
  for (const name of names) {
    const record = await findJson(join(folder, name));
    if (record !== null) records.push(record as JudgeRecord);
  }
  return records;
}

/** The judge that is asked for by the first digits of its key; of several, one must be. */
export async function chooseJudge(
  folder: string,
  run: RunRecord,
  digits: string | null,
): Promise<JudgeRecord> {
  const judges = await listJudges(folder);
  const fitting = judges.filter(
    ({ judge }) => digits === null || judge.startsWith(`sha256:${digits.replace(/^sha256:/, "")}`),
  );
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const known = judges.map(({ judge }) => judge.slice(7, 19)).join(", ") || "none";
  throw new Error(
    fitting.length === 0
      ? `${run.name} was not judged${digits === null ? "" : ` by ${digits}`}. Judges there are: ${known}. assay eval judge judges it.`
      : `${run.name} was judged by several: ${known}. Name one with --judge.`,
  );
}
