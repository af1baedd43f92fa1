import { z } from "zod";
import type { NodeJudgment, ScoreRow, Taxonomy } from "./rows.ts";

/** The same rows as far as figures need them: what else stands in a published run, in whatever shape, does not keep it from being counted. */

const id = z.union([z.string(), z.number()]).transform(String);
const members = z.record(z.string(), z.unknown()).nullish();

const BareNode = z.looseObject({
  node_index: z.number().nullish(),
  node_name: z.string().nullish(),
  relevant: z.boolean().nullish(),
  violated: z.boolean().nullish(),
});

const BareScore = z.looseObject({
  test_case_id: id,
  judge_model: z.string().nullish(),
  judge_status: z.string().nullish(),
  verdict: z
    .looseObject({
      dimensions: members,
      dimension_applicability: members,
      node_judgments: z.array(BareNode).nullish(),
    })
    .nullish(),
  dimensions: members,
});

/** Without its texts, which are most of it. */
export const BareScoreRow = BareScore.transform(
  ({ test_case_id, judge_model, judge_status, verdict, dimensions }): ScoreRow => ({
    test_case_id,
    judge_model,
    judge_status,
    dimensions: toNames(dimensions),
    verdict: verdict && {
      dimensions: verdict.dimensions ?? {},
      dimension_applicability: verdict.dimension_applicability,
      node_judgments: (verdict.node_judgments ?? []).map(toNode),
    },
  }),
);

const toNode = ({
  node_index,
  node_name,
  relevant,
  violated,
}: z.infer<typeof BareNode>): NodeJudgment => ({
  ...(node_index == null ? {} : { node_index }),
  ...(node_name == null ? {} : { node_name }),
  relevant,
  violated,
});

/** Levels by factor; what is no plain value is none. */
const toNames = (dimensions: z.infer<typeof members>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(dimensions ?? {}).flatMap(([name, level]) =>
      typeof level === "string" || typeof level === "number" || typeof level === "boolean"
        ? [[name, String(level)]]
        : [],
    ),
  );

export const BareTranscriptRow = z.looseObject({
  test_case_id: id,
  events: z.array(z.unknown()).nullish(),
});

export const BareCaseRow = z.looseObject({ test_case_id: id });

const NOT_PERMISSIBLE = ["", "0", "false", "no"];

/** Categories and whether they are permissible, which some files say as a word. */
export const BareTaxonomy = z
  .looseObject({
    behavior_categories: z.array(
      z.looseObject({ name: z.string(), permissible: z.unknown().optional() }),
    ),
  })
  .transform(({ behavior_categories }): Taxonomy["behavior_categories"] =>
    behavior_categories.map(({ name, permissible }) => ({
      name,
      permissible:
        typeof permissible === "string"
          ? !NOT_PERMISSIBLE.includes(permissible.toLowerCase())
          : Boolean(permissible),
    })),
  );
