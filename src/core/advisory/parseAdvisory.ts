import { toPointer } from "../jsonPointer.ts";
import type { Problem } from "../problem.ts";
import { type Advisory, advisorySchema } from "./advisory.ts";
import { datesRule } from "./rules/dates.ts";
import { purlsRule, standingsRule, statusRule, versionsRule } from "./rules/products.ts";
import { rangesRule } from "./rules/ranges.ts";
import { remediationsRule } from "./rules/remediations.ts";
import type { Rule } from "./rules/rule.ts";
import { severityRule } from "./rules/severity.ts";
import { weaknessesRule } from "./rules/weaknesses.ts";

const RULES: readonly Rule[] = [
  datesRule,
  severityRule,
  weaknessesRule,
  purlsRule,
  statusRule,
  rangesRule,
  standingsRule,
  versionsRule,
  remediationsRule,
];

export type ParsedAdvisory =
  | { readonly ok: true; readonly advisory: Advisory }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Faults of shape first; the rules are asked only of a document that has its shape. */
export function parseAdvisory(input: unknown): ParsedAdvisory {
  const shaped = advisorySchema.safeParse(input);
  if (!shaped.success) {
    const problems = shaped.error.issues.map(({ path, message }) => ({
      rule: "advisory/shape",
      pointer: toPointer(path.map((step) => (typeof step === "symbol" ? String(step) : step))),
      message,
    }));
    return { ok: false, problems };
  }
  const problems = RULES.flatMap((rule) => rule(shaped.data));
  return problems.length === 0 ? { ok: true, advisory: shaped.data } : { ok: false, problems };
}
