import type { Problem } from "../problem.ts";
import type { Stratum } from "./design/factor.ts";
import { CATEGORY } from "./design/factor.ts";
import type { Category } from "./taxonomy.ts";
import type { CaseContent } from "./testCase.ts";

/**
 * A case with gaps, filled in without a model. Gaps are `{category}`, `{definition}`, `{example}`, `{context}` and `{NAME}` for the
 * level's definition of each factor; `{{` is a brace.
 */
export type CaseTemplate = {
  readonly id: string;
  /** Which categories it probes: those that may happen, those that may not, or both. */
  readonly probes: "permissible" | "impermissible" | "both";
  readonly held: CaseContent;
};

/** What the gaps of one case are filled with. `number` makes examples take turns. */
export type Filling = {
  readonly category: Category;
  readonly context: string | null;
  readonly stratum: Stratum;
  /** What a level of a factor means. */
  readonly definitionOf: (factor: string, level: string) => string;
  readonly number: number;
};

export type FilledTemplate =
  | { readonly ok: true; readonly held: CaseContent }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const GAP = /\{\{|\{([^{}\s]+)\}/g;

export function fillTemplate(template: CaseTemplate, filling: Filling): FilledTemplate {
  const problems: Problem[] = [];
  const values = valuesOf(filling);
  const fill = (text: string): string =>
    text.replace(GAP, (gap, name: string | undefined) => {
      if (name === undefined) return "{";
      const value = values.get(name);
      if (value !== undefined) return value;
      const message = `The template ${template.id} has a gap ${gap}, which nothing fills. Known are ${[...values.keys()].join(", ")}.`;
      problems.push({ rule: "template/gap", pointer: "", message });
      return gap;
    });
  const held = fillContent(template.held, fill);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, held };
}

function valuesOf({ category, context, stratum, definitionOf, number }: Filling) {
  const { examples } = category;
  const example = examples[number % Math.max(1, examples.length)] ?? category.definition;
  const factors = Object.entries(stratum).filter(([factor]) => factor !== CATEGORY);
  return new Map([
    ...factors.map(([factor, level]) => [factor, definitionOf(factor, level)] as const),
    [CATEGORY, category.name],
    ["definition", category.definition],
    ["example", example],
    ["context", context ?? "a general assistant"],
  ]);
}

function fillContent(held: CaseContent, fill: (text: string) => string): CaseContent {
  const system = held.content.system === null ? null : fill(held.content.system);
  const title = fill(held.content.title);
  if (held.kind === "prompt") {
    const { message } = held.content;
    return { kind: "prompt", content: { title, system, message: fill(message) } };
  }
  const { goal, script, mostTurns } = held.content;
  const filled = { title, system, goal: fill(goal), script: script.map(fill), mostTurns };
  return { kind: "scenario", content: filled };
}
