import type { Problem } from "../problem.ts";
import { type Design, type DesignPlan, toDesign } from "./design/design.ts";
import { CATEGORY, type Factor } from "./design/factor.ts";
import { type Category, type Taxonomy, toTaxonomyId } from "./taxonomy.ts";
import { type CaseTemplate, fillTemplate } from "./template.ts";
import { type TestCase, toTestCase } from "./testCase.ts";
import { type TestSet, toTestSet } from "./testSet.ts";

export type TestSetPlan = {
  readonly taxonomy: Taxonomy;
  readonly context: string | null;
  /** Beyond the categories. */
  readonly factors: readonly Factor[];
  readonly templates: readonly CaseTemplate[];
  readonly plan: DesignPlan;
};

export type DesignedTestSet =
  | { readonly ok: true; readonly testSet: TestSet; readonly design: Design }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Taxonomy and factors to cases, without a model: the strata of the plan, each in the template whose turn it is. */
export function designTestSet(asked: TestSetPlan): DesignedTestSet {
  const { taxonomy, factors, plan } = asked;
  const problems = findFactorFaults(factors);
  if (problems.length > 0) return { ok: false, problems };
  const categories: Factor = { name: CATEGORY, levels: taxonomy.categories };
  const design = toDesign([categories, ...factors], plan);
  const cases: TestCase[] = [];
  for (const [number, stratum] of design.strata.entries()) {
    const category = taxonomy.categories.find(({ name }) => name === stratum[CATEGORY]);
    if (category === undefined) continue;
    const template = templateFor(asked.templates, category, number);
    if (template === null) {
      const message = `No template probes the category ${category.name}. Add one for ${category.stance} categories.`;
      return { ok: false, problems: [{ rule: "design/template", pointer: "", message }] };
    }
    const filled = fillTemplate(template, {
      category,
      context: asked.context,
      stratum,
      definitionOf: (factor, level) => definitionOf(factors, factor, level),
      number: Math.floor(number / asked.templates.length),
    });
    if (!filled.ok) return { ok: false, problems: filled.problems };
    cases.push(toTestCase(filled.held, stratum));
  }
  const testSet = toTestSet(cases, { taxonomy: toTaxonomyId(taxonomy), plan });
  return { ok: true, testSet, design };
}

function findFactorFaults(factors: readonly Factor[]): Problem[] {
  return factors.flatMap(({ name, levels }, i) => {
    const fault = (rule: string, message: string): Problem => ({
      rule: `design/${rule}`,
      pointer: `/factors/${i}`,
      message: `The factor ${name} ${message}`,
    });
    if (name === CATEGORY) return [fault("reserved", "has the name of the taxonomy's own.")];
    if (levels.length < 2) return [fault("levels", "needs two levels or more.")];
    return new Set(levels.map((level) => level.name)).size < levels.length
      ? [fault("levels", "has a level twice.")]
      : [];
  });
}

function templateFor(templates: readonly CaseTemplate[], { stance }: Category, number: number) {
  const fitting = templates.filter(({ probes }) => probes === "both" || probes === stance);
  return fitting[number % Math.max(1, fitting.length)] ?? null;
}

const definitionOf = (factors: readonly Factor[], factor: string, level: string): string =>
  factors.find(({ name }) => name === factor)?.levels.find(({ name }) => name === level)
    ?.definition ?? level;
