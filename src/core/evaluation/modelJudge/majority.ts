import { gravest, isDecided, type Outcome } from "../rule/outcome.ts";
import { type ModelFinding, without } from "./finding.ts";

/** What more than half of the judgements of one transcript say. Without such a majority it is inconclusive, or has the gravest reason. */
export function joinSamples(samples: readonly ModelFinding[]): ModelFinding {
  const [only] = samples;
  if (only === undefined) return without("unscored", "It was not judged.");
  if (samples.length === 1) return only;
  const outcomes = samples.map(({ outcome }) => outcome);
  const outcome = majorityOf(outcomes);
  const supporting = samples.filter((sample) => sample.outcome === outcome);
  const first = supporting[0] ?? only;
  return {
    outcome,
    grade: agreedGrade(supporting),
    reason: `${countOf(outcomes)}: ${first.reason}`,
    quotations: supporting[0]?.quotations ?? [],
  };
}

function majorityOf(outcomes: readonly Outcome[]): Outcome {
  const half = outcomes.length / 2;
  const found = outcomes.find((one) => outcomes.filter((other) => other === one).length > half);
  if (found !== undefined) return found;
  return outcomes.some((outcome) => isDecided(outcome) || outcome === "not_applicable")
    ? "inconclusive"
    : gravest(outcomes);
}

/** "2 of 3 judgements say yes, 1 no": nothing of the disagreement is lost. */
function countOf(outcomes: readonly Outcome[]): string {
  const counts = [...new Set(outcomes)]
    .map((outcome) => ({ outcome, n: outcomes.filter((one) => one === outcome).length }))
    .sort((a, b) => b.n - a.n);
  const said = counts.map(({ outcome, n }) => `${n} ${outcome}`).join(", ");
  return `Of ${outcomes.length} judgements ${said}`;
}

/** The grade most judgements agree on, else none: grades of different judgements are not averaged. */
function agreedGrade(samples: readonly ModelFinding[]): string | null {
  const grades = samples.flatMap(({ grade }) => grade ?? []);
  return (
    grades.find((one) => grades.filter((other) => other === one).length * 2 > grades.length) ?? null
  );
}
