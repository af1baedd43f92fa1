import { estimateTokens } from "../../models/estimate.ts";
import { costOf, type Price } from "../run/budget.ts";
import type { TestCase } from "../testCase.ts";

/** What is supposed where nothing is known. Tokens of an answer, and seconds until it is there. */
export type Supposed = {
  readonly answerTokens: number;
  readonly secondsPerCall: number;
};

export const SUPPOSED: Supposed = { answerTokens: 300, secondsPerCall: 3 };

export type EstimatePlan = {
  readonly repetitions: number;
  readonly concurrency: number;
  /** Of each conversation, at most. */
  readonly turns: number;
  readonly system: string | null;
  /** Whether a model plays the user where a case has no script. */
  readonly hasTester: boolean;
  /** Samples of each judging model. */
  readonly judgings: readonly number[];
  /** Of the target; null where it is not known. */
  readonly price: Price | null;
  readonly supposed: Supposed;
};

type Part = { readonly calls: number; readonly inputTokens: number; readonly outputTokens: number };

/** What a run will take, before anything is asked: an upper bound of calls, and a guess of the rest. */
export type Estimate = {
  readonly trials: number;
  readonly target: Part;
  readonly tester: Part;
  readonly judges: Part;
  readonly calls: number;
  readonly tokens: number;
  /** With the evaluation's concurrency. */
  readonly seconds: number;
  /** Of the target alone; null where no price is known. */
  readonly cost: number | null;
  readonly supposed: Supposed;
};

const NOTHING: Part = { calls: 0, inputTokens: 0, outputTokens: 0 };
const add = (one: Part, other: Part): Part => ({
  calls: one.calls + other.calls,
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
});
const times = (part: Part, n: number): Part => ({
  calls: part.calls * n,
  inputTokens: part.inputTokens * n,
  outputTokens: part.outputTokens * n,
});

/** A conversation is sent again with every turn, so that its tokens grow with the square of its turns. */
function ofCase(held: TestCase, plan: EstimatePlan) {
  const { answerTokens } = plan.supposed;
  const script = held.kind === "prompt" ? [held.content.message] : held.content.script;
  const isScripted = script.length > 0;
  const most = held.kind === "prompt" ? 1 : Math.min(held.content.mostTurns, plan.turns);
  const turns = isScripted ? script.length : most;
  const saidTokens = isScripted
    ? script.reduce((sum, text) => sum + estimateTokens(text), 0) / turns
    : answerTokens;
  const system = estimateTokens(held.content.system ?? plan.system ?? "");
  const before = system * turns + (saidTokens * turns * (turns + 1)) / 2;
  const again = (answerTokens * turns * (turns - 1)) / 2;
  const target: Part = {
    calls: turns,
    inputTokens: before + again,
    outputTokens: answerTokens * turns,
  };
  const tester = !isScripted && plan.hasTester ? target : NOTHING;
  const whole = system + (saidTokens + answerTokens) * turns;
  const judges = plan.judgings.reduce(
    (sum, n) =>
      add(sum, { calls: n, inputTokens: n * (whole + 1000), outputTokens: n * answerTokens }),
    NOTHING,
  );
  return { target, tester, judges };
}

export function estimateRun(cases: Iterable<TestCase>, plan: EstimatePlan): Estimate {
  let [target, tester, judges, trials] = [NOTHING, NOTHING, NOTHING, 0];
  for (const held of cases) {
    const own = ofCase(held, plan);
    trials += plan.repetitions;
    target = add(target, times(own.target, plan.repetitions));
    tester = add(tester, times(own.tester, plan.repetitions));
    judges = add(judges, times(own.judges, plan.repetitions));
  }
  const all = add(add(target, tester), judges);
  const round = ({ calls, inputTokens, outputTokens }: Part): Part => ({
    calls,
    inputTokens: Math.round(inputTokens),
    outputTokens: Math.round(outputTokens),
  });
  return {
    trials,
    target: round(target),
    tester: round(tester),
    judges: round(judges),
    calls: all.calls,
    tokens: Math.round(all.inputTokens + all.outputTokens),
    seconds: Math.ceil((all.calls * plan.supposed.secondsPerCall) / plan.concurrency),
    cost: costOf(plan.price, target.inputTokens, target.outputTokens),
    supposed: plan.supposed,
  };
}
