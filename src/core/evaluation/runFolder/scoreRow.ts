import type { ScoreRow } from "../assert/rows.ts";
import { toScoreRow } from "../assert/toRun.ts";
import { CATEGORY } from "../design/factor.ts";
import { anyOf, isDecided } from "../rule/outcome.ts";
import type { TestCase } from "../testCase.ts";
import type { Verdict } from "../verdict.ts";
import type { VerdictRow } from "./rows.ts";

/**
 * A trial's verdicts as a row of ASSERT's scores, without texts: for the figures under its names. A dimension without an answer is left out of
 * its row, and takes no other with it.
 */
export function toShortScoreRow(
  { case: id, probed, verdicts }: VerdictRow,
  categories: readonly string[],
  behaviour: string,
): ScoreRow {
  const held: TestCase = {
    id,
    kind: "prompt",
    content: { title: "", system: null, message: "" },
    stratum: probed === null ? {} : { [CATEGORY]: probed },
  };
  const names = { behaviour, target: "", tester: "", judge: "" };
  const all = [...verdicts, ...toWholes(verdicts)];
  const answered = all.filter(({ outcome }) => isDecided(outcome) || outcome === "not_applicable");
  const row = toScoreRow(answered, held, categories, names);
  const nodes = row.verdict?.node_judgments ?? [];
  return {
    test_case_id: row.test_case_id,
    judge_status: row.judge_status,
    judge_error: row.judge_error,
    dimensions: row.dimensions,
    verdict: {
      dimensions: row.verdict?.dimensions,
      dimension_applicability: row.verdict?.dimension_applicability,
      node_judgments: nodes.flatMap(({ node_index = 0, node_name = "", relevant, violated }) =>
        relevant === true ? [{ node_index, node_name, relevant, violated }] : [],
      ),
    },
  };
}

/** What is judged by category alone is judged of the whole too: yes where any is. */
export function toWholes(verdicts: readonly Verdict[]): Verdict[] {
  const dimensions = [...new Set(verdicts.map(({ dimension }) => dimension))];
  return dimensions.flatMap((dimension) => {
    const own = verdicts.filter((verdict) => verdict.dimension === dimension);
    const [first] = own;
    if (first === undefined || own.some(({ category }) => category === null)) return [];
    return [{ ...first, category: null, outcome: anyOf(own.map(({ outcome }) => outcome)) }];
  });
}
