import { join } from "node:path";
import { toJson } from "#core/evaluation/identity.ts";
import { HARNESS } from "#core/evaluation/run/harness.ts";
import { FILES, type RunRecord, toRunFolderName } from "#core/evaluation/runFolder/rows.ts";
import { type RunConfiguration, toRunKey } from "#core/evaluation/runKey.ts";
import { toTargetIdentity } from "#core/evaluation/target/targetConfig.ts";
import { copyWhole, writeWhole } from "#outside/runFolder/files.ts";
import { type Designed, toCasesFile } from "./design.ts";
import { findJson } from "./findJson.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";
import type { Systematised } from "./systematise.ts";
import { hashTargetFiles } from "./targetFiles.ts";

/** A run with its folder, before or after anything ran. */
export type PreparedRun = {
  readonly folder: string;
  readonly record: RunRecord;
};

/** The run that an evaluation is: known by everything that can change a transcript, before any of it is there. */
export async function prepareRun(
  loaded: LoadedEvaluation,
  { behaviour, taxonomy, ids }: Systematised,
  { testSet }: Designed,
): Promise<PreparedRun> {
  const { evaluation, folder } = loaded;
  const configuration = await toConfiguration(loaded, testSet.id);
  const run = toRunKey(configuration);
  const { target } = evaluation;
  const record: RunRecord = {
    format: "assay-run/1",
    run,
    name: evaluation.name ?? behaviour.name,
    configuration,
    behaviour,
    taxonomy,
    ids: { ...ids, testSet: testSet.id },
    cases: testSet.cases.length,
    trials: testSet.cases.length * configuration.repetitions,
    traced: target.kind === "traces" || ("traced" in target && target.traced),
    currency: evaluation.prices?.currency ?? null,
  };
  const own = join(folder, "runs", toRunFolderName(run));
  await copyWhole(toCasesFile(folder, testSet.id), join(own, FILES.cases));
  if ((await findRunRecord(own).catch(() => null)) === null)
    await writeWhole(join(own, FILES.run), `${JSON.stringify(record, null, 2)}\n`);
  return { folder: own, record };
}

async function toConfiguration(
  { evaluation, folder }: LoadedEvaluation,
  testSet: RunConfiguration["testSet"],
): Promise<RunConfiguration> {
  const { target, tester, toolBox, tool_commands, limits, repetitions } = evaluation;
  const files = await hashTargetFiles(target, tool_commands, folder);
  const isRecorded = target.kind === "traces";
  return {
    testSet,
    target: toJson({
      ...(toTargetIdentity(target, files) as object),
      tools: toolBox.identity,
      ...(Object.keys(tool_commands).length === 0 ? {} : { tool_commands }),
      limits: isRecorded ? null : limits,
    }),
    tester: isRecorded ? null : tester.identity,
    harness: HARNESS,
    repetitions: isRecorded ? 1 : repetitions,
  };
}

/** The record of a run folder; null where it is none of ours. */
export async function findRunRecord(folder: string): Promise<RunRecord | null> {
  const value = (await findJson(join(folder, FILES.run))) as Partial<RunRecord> | null;
  return value?.format === "assay-run/1" ? (value as RunRecord) : null;
}
