import { type Calibrated, calibrateRun, drawFromRun } from "#actions/evaluation/calibrateRun.ts";
import type { CalibratedJudge } from "#core/evaluation/calibration/calibrate.ts";
import { toJsonLines } from "#core/evaluation/identity.ts";
import type { Interval } from "#core/evaluation/statistics/interval.ts";
import { asking, Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";

const [DONE, NOT_CALIBRATED] = [0, 1] as const;

const HELP = `Usage: assay eval calibrate RUN --labels FILE [--against RUN] [--judge KEY] [--confidence C] [--json]
       assay eval calibrate RUN --draw N --people NAME,NAME [--doubled N] [--seed S] [--judge KEY]

Holds the judges of a run against what people say of the same trials: sensitivity, specificity and kappa of each, the rate
once its errors are taken out, and whether it counts as calibrated. What comes of it is kept in the run's folder, where the
gate finds it: a model that nobody calibrated cannot be the only one to let a run through.

  --draw N           write a sample to label on standard output instead: N trials of each respect, as many of each verdict as
                     there are; fill in "outcome" (yes, no, not_applicable, inconclusive) and "blinded", leave the rest
  --people A,B       who labels
  --doubled N        how many of them two people label (default: a third)
  --seed S           which are drawn (default: 1)
  --labels FILE      the labels, a JSON line each; "-" is standard input
  --against RUN      the same trials, judged at another time by the same judge: says whether it has drifted
  --judge KEY        first digits of the judge's key, where a run has several
  --confidence C     level of the intervals (default: 0.95)
  --json             one JSON object on standard output
  --help             this text

Exit status: 0 every judge is calibrated and none has drifted, 1 one is not or has, 2 it could not be asked.

Examples:
  assay eval calibrate runs/3f2a --draw 120 --people ada,bo > labels.jsonl
  assay eval calibrate runs/3f2a --labels labels.jsonl
`;

const text = { type: "string" } as const;
const OPTIONS = {
  draw: text,
  people: text,
  doubled: text,
  seed: text,
  labels: text,
  against: text,
  judge: text,
  confidence: text,
} as const;
type Values = Partial<Record<keyof typeof OPTIONS, string>>;

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const within = ({ lower, upper, confidence }: Interval): string =>
  `${percent(confidence)} interval ${percent(lower)} to ${percent(upper)}`;

function describeJudge(own: CalibratedJudge): string {
  const { judge, kind, dimension, category, sensitivity, specificity, kappa, observed, corrected } =
    own;
  const share = ({ rate, n, interval }: CalibratedJudge["sensitivity"]): string =>
    rate === null ? "not known" : `${percent(rate)} of ${n} (${within(interval)})`;
  const lines = [
    `${dimension}${category === null ? "" : ` / ${category}`}, ${kind} ${judge.slice(7, 19)}: ${own.calibrated ? "calibrated" : "not calibrated"}`,
    `  sensitivity  ${share(sensitivity)}`,
    `  specificity  ${share(specificity)}`,
    `  kappa        ${kappa.kappa === null ? "not known" : kappa.kappa.toFixed(2)} (n ${kappa.n}); no answer to ${own.silent}`,
    `  rate         ${observed.rate === null ? "not known" : `${percent(observed.rate)} of ${observed.n}`}${corrected === null ? "" : `, corrected ${percent(corrected.rate)} (${within(corrected.interval)})`}`,
    ...own.reasons.map(({ message }) => `  ${message}`),
  ];
  return `${lines.join("\n")}\n`;
}

function describe({ report, drift, file }: Extract<Calibrated, { ok: true }>): string {
  const { agreement, people, labels, disputed, undecided, unmatched } = report;
  const alpha = agreement.alpha === null ? "not known" : agreement.alpha.toFixed(2);
  const head = `${labels} labels by ${people.join(", ")}; ${agreement.doubled} by two or more, alpha ${alpha}; ${disputed} disputed, ${undecided} neither yes nor no, ${unmatched} of nothing that was judged\n`;
  const drifts = drift.flatMap(({ judge, respects }) =>
    respects.map(
      ({ dimension, category, n, b, c, pAdjusted, drifted, leastChanges }) =>
        `${dimension}${category === null ? "" : ` / ${category}`}, model ${judge.slice(7, 19)}: ${drifted ? "has drifted" : "no drift seen"} (${b} yes to no, ${c} no to yes of ${n}, p ${pAdjusted.toPrecision(3)}; fewer than ${leastChanges} one way are not told from chance)\n`,
    ),
  );
  return [head, ...report.judges.map(describeJudge), ...drifts, `kept in ${file}\n`].join("\n");
}

function readNumber(given: string, name: string, least: number, most: number): number {
  const value = Number(given);
  if (given.trim() === "" || !(value >= least && value <= most))
    throw new Unasked(`--${name} must be a number from ${least} to ${most}, not "${given}".`);
  return value;
}

async function readText({ readFile }: CommandContext, path: string): Promise<string> {
  try {
    return Buffer.from(await readFile(path)).toString("utf8");
  } catch (error) {
    throw new Unasked(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

async function draw(folder: string, values: Values, { io }: CommandContext): Promise<number> {
  const size = readNumber(values.draw ?? "", "draw", 1, 1_000_000);
  const people = (values.people ?? "").split(",").map((name) => name.trim());
  if (people.some((name) => name === "")) throw new Unasked("Name who labels: --people ada,bo.");
  const isAlone = new Set(people).size < 2;
  const usual = isAlone ? 0 : Math.ceil(size / 3);
  const doubled =
    values.doubled === undefined ? usual : readNumber(values.doubled, "doubled", 0, size);
  if (isAlone && doubled > 0) throw new Unasked("Two people are to see the same: name two.");
  const plan = {
    seed: values.seed ?? "1",
    size: Math.floor(size),
    doubled: Math.floor(doubled),
    people,
  };
  const { tasks, strata } = await drawFromRun(folder, values.judge ?? null, plan);
  io.out(toJsonLines(tasks.map((task) => ({ ...task, outcome: "", blinded: true, reason: "" }))));
  // What was drawn of which verdict goes where labellers do not look.
  io.err(`${tasks.length} lines for ${people.join(", ")}, of ${strata.length} kinds of verdicts\n`);
  return DONE;
}

async function calibrate(folder: string, values: Values, json: boolean, context: CommandContext) {
  const { io } = context;
  const path = values.labels;
  if (path === undefined)
    throw new Unasked("Give the labels with --labels, or draw some with --draw.");
  const confidence =
    values.confidence === undefined
      ? 0.95
      : readNumber(values.confidence, "confidence", 0.5, 0.9999);
  const done = await calibrateRun({
    folder,
    judge: values.judge ?? null,
    labels: await readText(context, path),
    against: values.against ?? null,
    confidence,
  });
  if (!done.ok)
    throw new Unasked(
      [`${path} cannot be used:`, ...done.problems.map(({ message }) => `  ${message}`)].join("\n"),
    );
  const { ok: _, ...shown } = done;
  io.out(json ? `${JSON.stringify(shown)}\n` : describe(done));
  const isSound =
    done.report.judges.every(({ calibrated }) => calibrated) &&
    done.drift.every(({ drifted }) => !drifted);
  return isSound && done.report.judges.length > 0 ? DONE : NOT_CALIBRATED;
}

/** `assay eval calibrate`. */
export const evalCalibrate = (args: string[], context: CommandContext): Promise<number> =>
  asking("eval calibrate", context, async () => {
    const read = readOptions(args, OPTIONS, 1);
    if (!read.ok) throw new Unasked(read.wrong);
    const { values, positionals } = read;
    if (values.help) {
      context.io.out(HELP);
      return DONE;
    }
    const [folder] = positionals;
    if (folder === undefined) throw new Unasked("Name the folder of a run.");
    return values.draw === undefined
      ? await calibrate(folder, values, values.json === true, context)
      : await draw(folder, values, context);
  });
