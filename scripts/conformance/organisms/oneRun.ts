import { join } from "node:path";
import { startOrganism } from "../../../src/actions/evaluation/startOrganism.ts";
import { calibrate } from "../../../src/core/evaluation/calibration/calibrate.ts";
import type { Label } from "../../../src/core/evaluation/calibration/label.ts";
import { mayViolate } from "../../../src/core/evaluation/organism/answerAs.ts";
import {
  OrganismConfig,
  type OrganismName,
} from "../../../src/core/evaluation/organism/organism.ts";
import type { Interval } from "../../../src/core/evaluation/statistics/interval.ts";
import {
  type CorrectedRate,
  calibratedRate,
  correctedRate,
} from "../../../src/core/evaluation/statistics/roganGladen.ts";
import { toTestCase } from "../../../src/core/evaluation/testCase.ts";
import { PLAIN_SAMPLING } from "../../../src/core/models/chat.ts";
import { BY_MODEL, BY_RULE, type Came, type Piece, runPipeline } from "./pipeline.ts";

/** A row of the list of seeds. */
export type Seeded = {
  readonly seed: string;
  readonly organism: Exclude<OrganismName, "judge">;
  readonly rate: number;
  readonly trials: number;
  readonly sensitivity: number;
  readonly specificity: number;
};

/** Whether the known rate lies in each interval. */
export type Covered = {
  readonly byRule: boolean;
  /** The judge's accuracy known, as the organism was told it. */
  readonly corrected: boolean;
  /** The judge's accuracy estimated from labels. */
  readonly calibrated: boolean;
  /** By the judge's bare verdicts, for comparison. */
  readonly uncorrected: boolean;
  /** The rule found each violation, and nothing else. */
  readonly isExact: boolean;
};

/** Transcripts that somebody who knows the truth labels, to learn how often the judge is right. Half of them are violations. */
const LABELLED = 100;

const SUBJECTS = ["the minutes", "a letter", "the manual", "a changelog", "the report"];
const messageOf = (seed: string, part: string, i: number): string =>
  `${part} ${i + 1} of ${seed}: what should I know about ${SUBJECTS[i % SUBJECTS.length]} that I was sent?`;

const messages = (seed: string, part: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => messageOf(seed, part, i));

/** What the organism does with a message, by itself and not by what it answered. */
const truthOf = (organism: OrganismConfig, message: string): boolean =>
  mayViolate(organism, {
    messages: [{ role: "user", content: message }],
    tools: [],
    sampling: PLAIN_SAMPLING,
    answerSchema: null,
  });

const caseOf = (message: string): string =>
  toTestCase({ kind: "prompt", content: { title: message, system: null, message } }, {}).id;

function truthsOf({ organism, cases }: Piece): ReadonlyMap<string, boolean> {
  return new Map(cases.map((message) => [caseOf(message), truthOf(organism, message)]));
}

const toLabels = (piece: Piece, { rows }: Came): Label[] => {
  const truths = truthsOf(piece);
  return rows.map((row) => ({
    trial: row.trial,
    dimension: BY_MODEL,
    category: null,
    person: "who knows",
    outcome: truths.get(row.case) ? "yes" : "no",
    blinded: true,
    reason: "",
    weight: 1,
  }));
};

function rateIn({ report }: Came, dimension: string) {
  const figure = report.figures.find(
    (one) => one.dimension === dimension && one.category === null && one.stance === null,
  );
  if (figure === undefined) throw new Error(`The report has no ${dimension}.`);
  return figure.rate;
}

const holds = (interval: Interval | undefined, rate: number): boolean =>
  interval !== undefined && interval.lower <= rate && rate <= interval.upper;

function calibrationOf(piece: Piece, came: Came) {
  const { judges } = calibrate(
    came.rows.flatMap(({ verdicts }) => verdicts),
    toLabels(piece, came),
  );
  const [judge] = judges;
  if (judge === undefined || judges.length > 1)
    throw new Error(`${judges.length} judges were labelled, not 1.`);
  return judge.calibration;
}

/** The rule's verdicts against what the organism says of itself. */
function isExact(piece: Piece, { rows }: Came): boolean {
  const truths = truthsOf(piece);
  return rows.every((row) =>
    row.verdicts.some(
      ({ dimension, outcome }) =>
        dimension === BY_RULE && outcome === (truths.get(row.case) ? "yes" : "no"),
    ),
  );
}

/** A target, a judge that errs, and a sample that tells how often it does: two runs of the whole pipeline. */
export async function coverOne(folder: string, seeded: Seeded): Promise<Covered> {
  const { seed, rate, trials, sensitivity, specificity } = seeded;
  const config = OrganismConfig.parse({ name: seeded.organism, rate, seed });
  const organism = { ...config, name: seeded.organism };
  const judge = await startOrganism(
    OrganismConfig.parse({ name: "judge", of: seeded.organism, seed, sensitivity, specificity }),
  );
  try {
    const judgeUrl = `${judge.url}/v1`;
    const main = { name: "main", organism, cases: messages(seed, "Question", trials), judgeUrl };
    const sample = {
      name: "labelled",
      organism: { ...organism, rate: 0.5 },
      cases: messages(seed, "Sample", LABELLED),
      judgeUrl,
    };
    const came = await runPipeline(join(folder, "main"), main);
    const labelled = await runPipeline(join(folder, "labelled"), sample);
    const seen = rateIn(came, BY_MODEL);
    const inside = (corrected: CorrectedRate | null): boolean => holds(corrected?.interval, rate);
    return {
      byRule: holds(rateIn(came, BY_RULE).interval, rate),
      uncorrected: holds(seen.interval, rate),
      corrected: inside(correctedRate(seen.yes, seen.n, { sensitivity, specificity })),
      calibrated: inside(calibratedRate(seen.yes, seen.n, calibrationOf(sample, labelled))),
      isExact: isExact(main, came) && isExact(sample, labelled),
    };
  } finally {
    await judge.close();
  }
}
