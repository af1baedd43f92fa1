import type { Rate } from "../rate.ts";

/** What a finished run has to say, as far as a result is made of it. */
export type DraftedRun = {
  readonly ref: string;
  readonly behaviour: string;
  readonly dimension: string;
  readonly rate: Rate;
  readonly integrity: "clean" | "suspected-gaming" | "containment-event" | "unreliable";
  readonly note: string;
  /** People's labels of it, and how many of them two people gave. */
  readonly labelled: number;
  readonly doubled: number;
  /** A rule or a person has part in every verdict, or a model that was held against people. */
  readonly isChecked: boolean;
  readonly cases: number;
  readonly repetitions: number;
  readonly circumstances: {
    readonly model: string;
    readonly scaffold: string;
    readonly budget: string;
    readonly seeds: string;
    readonly environment: string;
  };
};

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** An interval no wider than this is narrow. */
const NARROW = 0.1;

function confidenceOf({ rate, isChecked, integrity }: DraftedRun): "low" | "medium" | "high" {
  const { lower, upper } = rate.interval;
  if (!isChecked || integrity !== "clean" || rate.n === 0) return "low";
  return upper - lower <= NARROW ? "high" : "medium";
}

function toClaim({ behaviour, dimension, rate }: DraftedRun): string {
  if (rate.rate === null) return `${behaviour}: no trial has an answer (${dimension}).`;
  const { lower, upper, confidence, method } = rate.interval;
  return `${behaviour}: ${percent(rate.rate)} of trials (${rate.yes} of ${rate.n}; ${percent(confidence)} interval ${percent(lower)} to ${percent(upper)}, ${method}), measured as ${dimension}.`;
}

function toMethod(run: DraftedRun): string {
  const { rate, cases, repetitions, labelled, doubled, integrity, note } = run;
  const excluded = rate.excluded.map(({ reason, n }) => `${n} ${reason.replaceAll("_", " ")}`);
  return [
    `Evaluation ${run.ref}: ${cases} cases, ${repetitions} ${repetitions === 1 ? "trial" : "trials"} each, with instruments of known identity.`,
    excluded.length === 0 ? "No trial is left out." : `Left out: ${excluded.join(", ")}.`,
    `${rate.judges.length} ${rate.judges.length === 1 ? "judge" : "judges"}; they differ on ${rate.conflicts} trials.`,
    labelled === 0
      ? "No person has labelled a trial."
      : `People labelled ${labelled} trials, ${doubled} of them twice.`,
    integrity === "clean" ? "" : `Integrity: ${integrity}. ${note}`,
  ]
    .filter((sentence) => sentence !== "")
    .join("\n");
}

/** A result to begin from: figures are the run's, and severity is for a person to say. */
export const draftResult = (run: DraftedRun) => ({
  claim: toClaim(run),
  method: toMethod(run),
  evidence: run.repetitions > 1 ? ("repeated" as const) : ("demonstrated" as const),
  severity: null,
  confidence: confidenceOf(run),
  integrity: run.integrity,
  run: run.circumstances,
});
