import type { Json } from "../../canonicalJson.ts";
import type { Behaviour } from "../behaviour.ts";
import type { Identity } from "../identity.ts";
import type { Used } from "../run/budget.ts";
import type { JudgeConfiguration, RunConfiguration } from "../runKey.ts";
import type { Taxonomy } from "../taxonomy.ts";
import type { TestCase } from "../testCase.ts";
import type { Trial } from "../trial.ts";
import type { Verdict } from "../verdict.ts";

/**
 * A line of trials.jsonl. `ordinal` is the place of the trial among all of the run: the case's place in the test set times the number of
 * repetitions, and the repetition. A trial that broke off may be run again: the last line of an ordinal is the one that counts.
 */
export type TrialRow = Trial & {
  readonly ordinal: number;
  /** 0 for the first. */
  readonly attempt: number;
  readonly used: Used;
  /** The case, so that a row can be read alone. */
  readonly held: TestCase;
  /** When it began, ISO 8601 in UTC. */
  readonly at: string;
  /** Every question to a model of the tester or the tools, and its answer, as they went over the wire. */
  readonly calls: readonly Json[];
  /** What the target called that is not there or does not fit its schema. */
  readonly toolFaults: readonly string[];
  /** Calls of tools for which the harness had no sound result. */
  readonly harnessFaults?: readonly string[];
};

/** A line of a verdicts file: all that one judge key says of one trial. */
export type VerdictRow = {
  readonly ordinal: number;
  readonly attempt: number;
  readonly used: Used;
  readonly repetition: number;
  readonly trial: Identity;
  readonly case: Identity;
  /** The category that the case probes; null where it probes none. */
  readonly probed: string | null;
  readonly verdicts: readonly Verdict[];
  /** Ways of the conversation that the tester took back, each judged like any other. */
  readonly branches?: readonly {
    readonly path: readonly number[];
    readonly verdicts: readonly Verdict[];
  }[];
  /** Questions to judging models, as they went over the wire. */
  readonly calls: readonly Json[];
};

/** run.json: everything that the run is. It is written once. */
export type RunRecord = {
  readonly format: "assay-run/1";
  readonly run: Identity;
  readonly name: string;
  readonly configuration: RunConfiguration;
  readonly behaviour: Behaviour;
  readonly taxonomy: Taxonomy;
  readonly ids: {
    readonly behaviour: Identity;
    readonly taxonomy: Identity;
    readonly testSet: Identity;
  };
  readonly cases: number;
  readonly trials: number;
  /** Whether spans were to come from the target. */
  readonly traced: boolean;
  /** Of what costs are in; null where no price is known. */
  readonly currency: string | null;
};

/** What a gate may be asked to ask for. */
export type GateChoice = {
  readonly rise?: number | undefined;
  readonly power?: number | undefined;
  readonly coverage?: number | undefined;
  readonly limit?: number | undefined;
  readonly alpha?: number | undefined;
  readonly least_difference?: number | undefined;
};

/** judge-….json: everything that a judge key is. */
export type JudgeRecord = {
  readonly format: "assay-judge/1";
  readonly judge: Identity;
  readonly configuration: JudgeConfiguration;
  /** The rules, whole. */
  readonly rules: Json;
  readonly dimensions: readonly string[];
  /** What a gate asks for, the first of them what the run is known by. */
  readonly metrics: readonly string[];
  /** What the gate asks for beyond its defaults; shares between 0 and 1. */
  readonly demand?: GateChoice;
  /** Categories that no judge looks at, by dimension that goes by category. */
  readonly unscored: readonly string[];
  /** Whether a rule, a person or a calibrated model has part in every verdict. */
  readonly calibrated: boolean;
};

export const FILES = {
  run: "run.json",
  cases: "cases.jsonl",
  trials: "trials.jsonl",
  history: "history.jsonl",
  report: "report.json",
  markdown: "report.md",
  page: "report.html",
} as const;

const digitsOf = (id: Identity): string => id.slice(7, 19);
export const toRunFolderName = (run: Identity): string => digitsOf(run);
export const toVerdictsFile = (judge: Identity): string => `verdicts-${digitsOf(judge)}.jsonl`;
export const toJudgeFile = (judge: Identity): string => `judge-${digitsOf(judge)}.json`;
export const toArtefactFile = (kind: string, id: Identity): string =>
  `${kind}-${digitsOf(id)}.json`;
