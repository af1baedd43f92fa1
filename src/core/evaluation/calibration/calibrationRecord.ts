import type { Identity } from "../identity.ts";
import { toIdentity, toJson } from "../identity.ts";
import type { CalibrationReport } from "./calibrate.ts";
import type { CalibrationDemand } from "./decideCalibrated.ts";
import { keyOfRespect, type Label } from "./label.ts";

/** calibration-….json in a run folder: what labels said of the judges under one judge key. A gate goes by the last. */
export type CalibrationRecord = {
  readonly format: "assay-calibration/1";
  readonly judge: Identity;
  /** Of the labels, in their order. */
  readonly labels: Identity;
  readonly demand: CalibrationDemand;
  readonly report: CalibrationReport;
};

export const toCalibrationRecord = (
  judge: Identity,
  labels: readonly Label[],
  demand: CalibrationDemand,
  report: CalibrationReport,
): CalibrationRecord => ({
  format: "assay-calibration/1",
  judge,
  labels: toIdentity("labels", toJson(labels)),
  demand,
  report,
});

export const toCalibrationFile = (judge: Identity): string =>
  `calibration-${judge.slice(7, 19)}.json`;

/** What `hasCalibratedJudge` asks. A judge that was labelled in one respect is calibrated in that one alone. */
export function isCalibratedBy(record: CalibrationRecord | null) {
  const known = new Set(
    (record?.report.judges ?? [])
      .filter(({ calibrated }) => calibrated)
      .map((own) => `${own.judge} ${keyOfRespect(own)}`),
  );
  return (judge: Identity, dimension: string, category: string | null): boolean =>
    known.has(`${judge} ${keyOfRespect({ dimension, category })}`);
}
