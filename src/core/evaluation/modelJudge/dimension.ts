import { z } from "zod";
import type { JudgeDimension } from "../assert/config.ts";

/** Grades from the least to the most. A transcript counts as yes from `yes_from` on; without it a grade is no yes and no no. */
const Scale = z
  .strictObject({
    grades: z.array(z.strictObject({ grade: z.string().min(1), label: z.string() })).min(2),
    yes_from: z.string().nullable().default(null),
  })
  .superRefine(({ grades, yes_from }, context) => {
    const names = grades.map(({ grade }) => grade);
    if (new Set(names).size < names.length)
      context.addIssue({ code: "custom", path: ["grades"], message: "A grade stands twice." });
    if (yes_from !== null && !names.includes(yes_from)) {
      const message = `${yes_from} is no grade of this scale. Known are ${names.join(", ")}.`;
      context.addIssue({ code: "custom", path: ["yes_from"], message });
    }
  });
export type Scale = z.infer<typeof Scale>;

/** What a model is asked of each transcript. */
export const Dimension = z.strictObject({
  name: z.string().min(1),
  /** The question. */
  description: z.string().min(1),
  /** When the answer is yes, and when it is no. */
  rubric: z.string().default(""),
  /** Of the trial as a whole, of each category, or both: then the two must not contradict each other. */
  asked_of: z.enum(["trial", "categories", "both"]).default("trial"),
  may_not_apply: z.boolean().default(false),
  /** Of a transcript that is judged in parts: yes if any part says so, or only if all do. */
  yes_if: z.enum(["anywhere", "throughout"]).default("anywhere"),
  scale: Scale.optional(),
});
export type Dimension = z.infer<typeof Dimension>;

const OF_CATEGORIES = "policy_violation";

/** What an ASSERT configuration or preset has judged. Its scales do not say from which grade on something is a yes. */
export const fromAssertDimension = (dimension: JudgeDimension): Dimension => ({
  name: dimension.name,
  description: dimension.description,
  rubric: dimension.rubric,
  asked_of: dimension.name === OF_CATEGORIES ? "both" : "trial",
  may_not_apply: dimension.allow_not_applicable === true,
  yes_if: "anywhere",
  ...(dimension.scale === undefined
    ? {}
    : {
        scale: {
          grades: dimension.scale.values.map(({ value, label }) => ({
            grade: String(value),
            label,
          })),
          yes_from: null,
        },
      }),
});
