import { join } from "node:path";
import { addUsed, NOTHING_USED, type Used } from "#core/evaluation/run/budget.ts";
import { readTrialHead, type TrialHead } from "#core/evaluation/runFolder/head.ts";
import { FILES, type TrialRow } from "#core/evaluation/runFolder/rows.ts";
import { mayJudge } from "#core/evaluation/trial.ts";
import { readLines } from "#outside/runFolder/lines.ts";

/** Which trials of a run are on disk: a few bytes each, whatever their length. */
export type Standing = {
  /** Lines that stand for the ordinal so far; 0 where none does. */
  readonly attempts: Uint16Array;
  /** 1 where the last of them broke off. */
  readonly broken: Uint8Array;
  readonly done: number;
  readonly failed: number;
  readonly used: Used;
};

/** Thrown where a journal was changed by something else: its line, and what to do. */
export class DamagedJournal extends Error {}

export const damaged = (path: string, line: number): DamagedJournal =>
  new DamagedJournal(
    `${path}, line ${line}: this is no line of ours; something else changed the file. Remove the line: its trial is then run again.`,
  );

/** Reads which trials are there. A line that is not whole (yet) is none; whoever writes next cuts it off and runs its trial again. */
export async function readStanding(folder: string, total: number): Promise<Standing> {
  const path = join(folder, FILES.trials);
  const attempts = new Uint16Array(total);
  const broken = new Uint8Array(total);
  let used = NOTHING_USED;
  for await (const { head } of readHeads(path, total)) {
    attempts[head.ordinal] = head.attempt + 1;
    broken[head.ordinal] = mayJudge(head) ? 0 : 1;
    used = addUsed(used, head.used);
  }
  const done = attempts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const failed = broken.reduce((sum, one) => sum + one, 0);
  return { attempts, broken, done, failed, used };
}

/** Why a trial broke off, of those that did the last one; null where none did. */
export async function findLastFault(folder: string, total: number): Promise<string | null> {
  let last: string | null = null;
  for await (const { head, text } of readHeads(join(folder, FILES.trials), total))
    if (!mayJudge(head)) last = text;
  return last === null ? null : (JSON.parse(last) as Pick<TrialRow, "fault">).fault;
}

async function* readHeads(
  path: string,
  total: number,
): AsyncGenerator<{ readonly head: TrialHead; readonly text: string }> {
  for await (const { text, number } of readLines(path)) {
    const head = readTrialHead(text);
    if (head === null || head.ordinal >= total) throw damaged(path, number);
    yield { head, text };
  }
}

/** The line that counts of every trial that is there, in the order in which they came. */
export async function* readCounting(
  folder: string,
  { attempts }: Pick<Standing, "attempts">,
): AsyncGenerator<{ readonly head: TrialHead; readonly text: string }> {
  for await (const one of readHeads(join(folder, FILES.trials), attempts.length))
    if (attempts[one.head.ordinal] === one.head.attempt + 1) yield one;
}
