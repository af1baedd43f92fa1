import { basename, dirname, join, resolve } from "node:path";
import {
  type CalibrationRecord,
  toCalibrationFile,
} from "#core/evaluation/calibration/calibrationRecord.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import { listNames } from "#outside/runFolder/files.ts";
import { findJson } from "./findJson.ts";

/** What labels said of a judge: in the run's own folder, or in that of another run of the evaluation that the same judge judged. */
export async function findCalibration(
  folder: string,
  judge: Identity,
): Promise<CalibrationRecord | null> {
  const beside = dirname(resolve(folder));
  const others = basename(beside) === "runs" ? await listNames(beside) : [];
  const folders = [folder, ...others.map((name) => join(beside, name))];
  for (const own of folders) {
    const read = await findJson(join(own, toCalibrationFile(judge)));
    const record = read as CalibrationRecord | null;
    if (record?.format === "assay-calibration/1" && record.judge === judge) return record;
  }
  return null;
}
