import { repositoryPurl } from "../purl/component.ts";
import type { Cursor } from "./cursor.ts";

/** What the results of one run share. */
export type SarifRun = {
  /** What was read from each rule, so that ten thousand results of one rule read it once. */
  readonly ruleFacts: Map<Cursor, RuleFacts>;
  /** "CodeQL 2.4.0" */
  readonly tool: string | null;
  readonly component: string | null;
  readonly commit: string | null;
  readonly artifacts: readonly Cursor[];
  readonly logicalLocations: readonly Cursor[];
  /** Rules by tool component: first the driver's, then each extension's. */
  readonly rules: readonly (readonly Cursor[])[];
  readonly rulesById: ReadonlyMap<string, Cursor>;
};

/** What a rule says about each of its results. */
export type RuleFacts = {
  readonly id: string | null;
  readonly name: string | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly weakness: string | null;
  readonly vectors: readonly string[];
};

export function readRun(run: Cursor): SarifRun {
  const tool = run.required("tool", 'an object with "driver"') === null ? null : run.object("tool");
  const driver = tool?.required("driver", 'an object with "name"') ? tool.object("driver") : null;
  const source = run.objects("versionControlProvenance")[0] ?? null;
  const rules = [driver, ...(tool?.objects("extensions") ?? [])].map(
    (component) => component?.objects("rules") ?? [],
  );
  return {
    ruleFacts: new Map(),
    tool: driver === null ? null : toolName(driver),
    component: repositoryPurl(source?.text("repositoryUri") ?? ""),
    commit: source?.text("revisionId") ?? null,
    artifacts: run.objects("artifacts"),
    logicalLocations: run.objects("logicalLocations"),
    rules,
    rulesById: new Map(rules.flat().map((rule) => [rule.label("id") ?? "", rule])),
  };
}

function toolName(driver: Cursor): string | null {
  const name = driver.required("name", "the tool's name") === null ? null : driver.label("name");
  const version = driver.label("semanticVersion") ?? driver.label("version");
  return name === null || version === null ? name : `${name} ${version}`;
}

/** A result's rule: by its index in the tool component it names, else by its id. */
export function ruleOf(result: Cursor, run: SarifRun): Cursor | null {
  const reference = result.object("rule");
  const component = reference?.object("toolComponent")?.number("index") ?? null;
  const index = reference?.number("index") ?? result.number("ruleIndex") ?? -1;
  const rules = run.rules[component === null ? 0 : component + 1];
  const id = reference?.label("id") ?? result.label("ruleId");
  const byIndex = rules?.[index] ?? null;
  if (byIndex !== null && (id === null || matches(byIndex.label("id"), id))) return byIndex;
  return run.rulesById.get(id ?? "") ?? run.rulesById.get(id?.split("/")[0] ?? "") ?? byIndex;
}

/** "CA1000/1" is a sub-rule of "CA1000" (SARIF 3.27.5). */
const matches = (rule: string | null, id: string): boolean =>
  rule === id || (rule !== null && id.startsWith(`${rule}/`));
