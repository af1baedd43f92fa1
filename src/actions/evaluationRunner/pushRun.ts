import { join } from "node:path";
import {
  type Circumstances,
  modelOf,
  type Strata,
  type ToldModel,
  toOpening,
  toToldJudges,
} from "#core/evaluation/held/toOpening.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import {
  FILES,
  type JudgeRecord,
  type RunRecord,
  type TrialRow,
} from "#core/evaluation/runFolder/rows.ts";
import type { TestCase } from "#core/evaluation/testCase.ts";
import { readLines } from "#outside/runFolder/lines.ts";
import { findRunFolder } from "../evaluation/findRunFolder.ts";
import { findRunRecord } from "../evaluation/prepareRun.ts";
import { chooseJudge, readVerdicts } from "../evaluation/readVerdicts.ts";
import { readCounting, readStanding, type Standing } from "../evaluation/runJournal.ts";
import type { DeskClient } from "./deskClient.ts";

export type Pushed = {
  readonly ref: string;
  readonly trials: number;
  readonly planned: number;
  readonly stored: number;
  readonly known: number;
  readonly refused: number;
  /** The first reasons for lines that were not taken. */
  readonly problems: readonly string[];
  /** Whether the run is whole and the server was told so. */
  readonly finished: boolean;
};

export type PushWish = {
  readonly client: DeskClient;
  readonly folder: string;
  /** First digits of the judge's key, where several judged. */
  readonly judge: string | null;
  readonly onProgress: (sent: number) => void;
};

const CHUNK = 200;
const CHUNK_CHARACTERS = 2_000_000;
const MOST_PROBLEMS = 10;

/** Sends lines in pieces, and counts what comes of them. */
export function openSending(client: DeskClient, ref: string, onProgress: (sent: number) => void) {
  const counts = { stored: 0, known: 0, refused: 0 };
  const problems: string[] = [];
  let waiting: string[] = [];
  let size = 0;
  let sent = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const lines = waiting;
    [waiting, size] = [[], 0];
    for (const { status, problem } of await client.sendLines(
      `/api/evaluations/${ref}/lines`,
      lines,
    )) {
      counts[status] += 1;
      if (problem !== null && problems.length < MOST_PROBLEMS) problems.push(problem);
    }
    sent += lines.length;
    onProgress(sent);
  };
  const send = async (line: object): Promise<void> => {
    const text = JSON.stringify(line);
    waiting.push(text);
    size += text.length;
    if (waiting.length >= CHUNK || size >= CHUNK_CHARACTERS) await flush();
  };
  return { send, flush, counts, problems };
}

/** A trial as a server takes it: what the journal holds besides stays here. */
export const toPushedTrial = ({ held, ...row }: TrialRow) => ({
  trial: {
    id: row.id,
    run: row.run,
    case: row.case,
    repetition: row.repetition,
    end: row.end,
    fault: row.fault,
    events: row.events,
    state: row.state,
    evidence: row.evidence,
    usage: row.usage,
  },
  case: held,
  verdicts: null,
});

/** What the cases of a run are varied by. */
export async function readStrata(folder: string): Promise<Strata> {
  const strata = new Map<string, Set<string>>();
  for await (const { text } of readLines(join(folder, FILES.cases))) {
    const { stratum } = JSON.parse(text) as TestCase;
    for (const [name, level] of Object.entries(stratum))
      strata.set(name, (strata.get(name) ?? new Set()).add(level));
  }
  return strata;
}

/** Models that judged, by what they said: a run's folder names them by what their words come to. */
async function findModels(
  folder: string,
  judge: JudgeRecord,
  standing: Standing,
): Promise<ToldModel[]> {
  if (judge.configuration.model === null) return [];
  const found = new Map<Identity, Map<string, ToldModel["respects"][number]>>();
  for await (const { verdicts } of readVerdicts(folder, judge.judge, standing))
    for (const { dimension, category, opinions } of verdicts)
      for (const { judge: id, kind } of opinions)
        if (kind === "model") {
          const own = found.get(id) ?? new Map();
          found.set(id, own.set(`${dimension} ${category}`, { dimension, category }));
        }
  return [...found].map(([id, respects]) => ({
    id,
    name: `model judge ${id.slice(7, 15)}`,
    respects: [...respects.values()],
  }));
}

const circumstancesOf = ({ configuration }: RunRecord): Circumstances => ({
  model: modelOf(configuration.target),
  scaffold: `${configuration.harness.name} ${configuration.harness.version}`,
  budget: "as its file says",
  seeds: "as its file says",
  environment: "assay eval push",
});

/** Sends a run's folder to a server. Sent again, after an interruption too, what is there is known and the rest is added. */
export async function pushRun({
  client,
  folder: given,
  judge: digits,
  onProgress,
}: PushWish): Promise<Pushed> {
  const folder = await findRunFolder(given);
  const record = await findRunRecord(folder);
  if (record === null)
    throw new Error(`${folder} is no run: it holds no run.json. Name a folder under runs/.`);
  const judge = await chooseJudge(folder, record, digits);
  const standing = await readStanding(folder, record.trials);
  const judges = toToldJudges(
    judge.rules,
    await findModels(folder, judge, standing),
    judge.calibrated,
  );
  const strata = await readStrata(folder);
  const circumstances = circumstancesOf(record);
  const opening = toOpening({ record, judge, judges, strata, circumstances, order: null });
  const { ref } = await client.post<{ ref: string }>("/api/evaluations", opening);
  const sending = openSending(client, ref, onProgress);
  for await (const { text } of readCounting(folder, standing))
    await sending.send(toPushedTrial(JSON.parse(text) as TrialRow));
  let judged = 0;
  for await (const { trial, verdicts } of readVerdicts(folder, judge.judge, standing)) {
    await sending.send({ verdictsOf: trial, verdicts });
    judged += 1;
  }
  await sending.flush();
  const isWhole = standing.done >= record.trials && judged >= record.trials;
  const finished = isWhole && sending.counts.refused === 0;
  if (finished)
    await client.post(`/api/evaluations/${ref}/finish`, {
      stopped: null,
      integrity: "clean",
      note: "",
    });
  const { counts, problems } = sending;
  return { ref, trials: standing.done, planned: record.trials, ...counts, problems, finished };
}
