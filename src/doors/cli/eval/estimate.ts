import { planRun } from "#actions/evaluation/runEvaluation.ts";
import { type Estimate, estimateRun, SUPPOSED } from "#core/evaluation/estimate/estimateRun.ts";
import { Unasked } from "../ask.ts";
import { evalCommand } from "./evalCommand.ts";
import { DONE, EVAL_EXIT, load, sayProblems } from "./evaluating.ts";

const HELP = `Usage: assay eval estimate DIR|FILE [--seconds-per-call N] [--answer-tokens N] [--json]

What a run will take, before anything is asked: calls at most, and a guess of tokens, time and cost. Costs need prices in the file.

  --seconds-per-call N  supposed time of a call (default: ${SUPPOSED.secondsPerCall})
  --answer-tokens N     supposed length of an answer (default: ${SUPPOSED.answerTokens})
  --json                one JSON object on standard output
  --help                this text

${EVAL_EXIT}
Example:
  assay eval estimate evaluation.yaml --seconds-per-call 1.5
`;

const OPTIONS = {
  "seconds-per-call": { type: "string" },
  "answer-tokens": { type: "string" },
} as const;

function readNumber(name: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new Unasked(`--${name} is a number above 0: "${text}" is none.`);
}

const describe = (estimate: Estimate, currency: string | null, over: readonly string[]): string =>
  [
    `${estimate.trials} trials, at most ${estimate.calls} calls (target ${estimate.target.calls}, tester ${estimate.tester.calls}, judges ${estimate.judges.calls})`,
    `about ${estimate.tokens} tokens, if an answer has ${estimate.supposed.answerTokens}`,
    `about ${Math.ceil(estimate.seconds / 60)} min, if a call takes ${estimate.supposed.secondsPerCall} s`,
    estimate.cost === null
      ? "cost not known: write prices into the file"
      : `about ${estimate.cost.toFixed(2)} ${currency ?? ""} for the target`,
    ...over,
    "",
  ].join("\n");

/** `assay eval estimate`. */
export const evalEstimate = evalCommand(
  "eval estimate",
  HELP,
  OPTIONS,
  1,
  async ({ values, positionals: [path] }, context) => {
    const { io } = context;
    const loaded = await load(path, context);
    const { evaluation, file } = loaded;
    const plan = await planRun(loaded);
    if (!plan.ok) throw new Unasked(sayProblems(file, plan.problems));
    const { target, ceilings, prices } = evaluation;
    const isRecorded = target.kind === "traces";
    const estimate = estimateRun(isRecorded ? [] : plan.planned.designed.testSet.cases, {
      repetitions: evaluation.repetitions,
      concurrency: evaluation.concurrency,
      turns: evaluation.limits.turns,
      system: "system" in target ? (target.system ?? null) : null,
      hasTester: evaluation.tester.identity !== null,
      judgings: evaluation.modelJudges.map(({ n }) => n),
      price: prices?.target ?? null,
      supposed: {
        secondsPerCall: readNumber(
          "seconds-per-call",
          values["seconds-per-call"],
          SUPPOSED.secondsPerCall,
        ),
        answerTokens: readNumber("answer-tokens", values["answer-tokens"], SUPPOSED.answerTokens),
      },
    });
    const over = (["calls", "tokens"] as const).flatMap((name) =>
      ceilings[name] !== undefined && estimate[name] > ceilings[name]
        ? [`the ceiling of ${ceilings[name]} ${name} would stop it before the end`]
        : [],
    );
    io.out(
      values.json
        ? `${JSON.stringify({ ...estimate, over })}\n`
        : describe(estimate, prices?.currency ?? null, over),
    );
    return DONE;
  },
);
