import type { CalibrationPage, JudgeCalibration } from "#contract/evaluation/label.ts";
import { toBounds, toPercent } from "../plot/forest.ts";

type Share = JudgeCalibration["sensitivity"];
type Kappa = CalibrationPage["people"];

/** A share with its interval and its n; null where there is nothing to tell. */
export const shareSays = ({ value, n, interval }: Share) =>
  value === null ? null : { value: toPercent(value), about: `${toBounds(interval)}, n ${n}` };

const two = (value: number): string =>
  (Math.round(value * 100) / 100 + 0).toFixed(2).replace("-", "−");

/** Cohen's κ with its interval; null where chance agrees always, or nothing was compared. */
export const kappaSays = ({ kappa, interval, n }: Kappa) =>
  kappa === null
    ? null
    : {
        value: two(kappa),
        about: `${interval === null ? "" : `${two(interval.lower)} to ${two(interval.upper)}, `}n ${n}`,
      };

/** What the run's rate comes to once a judge's errors are taken out of it. */
export const correctedSays = ({ corrected }: Pick<JudgeCalibration, "corrected">) =>
  corrected === null
    ? null
    : { value: toPercent(corrected.rate), about: toBounds(corrected.interval) };
