import type { Identity } from "../identity.ts";
import { isDecided } from "../rule/outcome.ts";
import { CONFIDENCE } from "../statistics/interval.ts";
import { type CorrectedRate, calibratedRate } from "../statistics/roganGladen.ts";
import type { Opinion, Verdict } from "../verdict.ts";
import { type JudgeAccuracy, type Measured, toAccuracy } from "./accuracy.ts";
import { type LabelAgreement, toAgreement } from "./agreement.ts";
import {
  type CalibrationAnswer,
  type CalibrationDemand,
  DEFAULT_CALIBRATION,
  decideCalibrated,
} from "./decideCalibrated.ts";
import { keyOfRespect, keyOfUnit, type Label } from "./label.ts";
import { toTruths } from "./truth.ts";

/** One judge in one respect: how often it is right, whether that is known well enough, and what its rate comes to. */
export type CalibratedJudge = JudgeAccuracy &
  CalibrationAnswer & {
    /** By this judge alone, over all trials of the run. */
    readonly observed: { readonly yes: number; readonly n: number; readonly rate: number | null };
    /** Once its errors are taken out; null where it cannot be told. */
    readonly corrected: CorrectedRate | null;
  };

/** What labels say of a run's judges. */
export type CalibrationReport = {
  readonly confidence: number;
  readonly labels: number;
  readonly people: readonly string[];
  readonly agreement: LabelAgreement;
  readonly disputed: number;
  readonly undecided: number;
  /** Labels of trials, or in respects, that no verdict is of. */
  readonly unmatched: number;
  readonly judges: readonly CalibratedJudge[];
};

type Respect = { readonly dimension: string; readonly category: string | null };

/** Every judge of the verdicts in every respect that anything was labelled in. */
export function calibrate(
  verdicts: readonly Verdict[],
  labels: readonly Label[],
  demand: CalibrationDemand = DEFAULT_CALIBRATION,
  confidence: number = CONFIDENCE,
): CalibrationReport {
  const truths = toTruths(labels);
  const labelled = new Set(labels.map(keyOfRespect));
  const units = new Set(verdicts.map(keyOfUnit));
  const judges = opinionsByJudge(verdicts.filter((verdict) => labelled.has(keyOfRespect(verdict))));
  return {
    confidence,
    labels: labels.length,
    people: [...new Set(labels.map(({ person }) => person))].sort(),
    agreement: toAgreement(labels, confidence),
    disputed: truths.disputed.length,
    undecided: truths.undecided,
    unmatched: labels.filter((label) => !units.has(keyOfUnit(label))).length,
    judges: judges.map(({ respect, judge, kind, given }) => {
      const measured = given.flatMap(({ unit, opinion }): Measured[] => {
        const truth = truths.known.get(unit);
        return truth === undefined ? [] : [{ truth, outcome: opinion.outcome }];
      });
      const accuracy = toAccuracy({ judge, kind, ...respect }, measured, confidence);
      const own = labels.filter((label) => keyOfRespect(label) === keyOfRespect(respect));
      const answers = given.filter(({ opinion }) => isDecided(opinion.outcome));
      const yes = answers.filter(({ opinion }) => opinion.outcome === "yes").length;
      const n = answers.length;
      return {
        ...accuracy,
        ...decideCalibrated(accuracy, own, demand),
        observed: { yes, n, rate: n === 0 ? null : yes / n },
        corrected: calibratedRate(yes, n, accuracy.calibration, confidence),
      };
    }),
  };
}

type Given = {
  readonly respect: Respect;
  readonly judge: Identity;
  readonly kind: Opinion["kind"];
  readonly given: { readonly unit: string; readonly opinion: Opinion }[];
};

/** People are not judged by people here. */
function opinionsByJudge(verdicts: readonly Verdict[]): Given[] {
  const found = new Map<string, Given>();
  for (const verdict of verdicts)
    for (const opinion of verdict.opinions.filter(({ kind }) => kind !== "person")) {
      const { dimension, category } = verdict;
      const key = `${keyOfRespect(verdict)} ${opinion.judge}`;
      const own = found.get(key) ?? {
        respect: { dimension, category },
        judge: opinion.judge,
        kind: opinion.kind,
        given: [],
      };
      own.given.push({ unit: keyOfUnit(verdict), opinion });
      found.set(key, own);
    }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, own]) => own);
}
