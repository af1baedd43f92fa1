import type { Json } from "../../canonicalJson.ts";
import type { Identity } from "../identity.ts";
import type { Respect } from "../judgeTrial.ts";
import { EACH_CATEGORY, RuleJudge, toRuleId } from "../rule/rule.ts";
import type { JudgeRecord, RunRecord } from "../runFolder/rows.ts";
import type { Opinion } from "../verdict.ts";

/** A judge as a server is told of it. */
export type ToldJudge = {
  readonly id: Identity;
  readonly kind: Opinion["kind"];
  readonly name: string;
  readonly dimension: string;
  readonly category: string | null;
  readonly calibrated: boolean;
};

/** A model that judges, and in which respects. */
export type ToldModel = {
  readonly id: Identity;
  readonly name: string;
  readonly respects: readonly Respect[];
};

/** How a run was made, for people; lines of a result in a report. */
export type Circumstances = {
  readonly model: string;
  readonly scaffold: string;
  readonly budget: string;
  readonly seeds: string;
  readonly environment: string;
};

const LONGEST = 300;
const cut = (text: string): string => text.slice(0, LONGEST);

export function toToldJudges(
  rules: Json,
  models: readonly ToldModel[],
  calibrated: boolean,
): ToldJudge[] {
  const read = RuleJudge.array().safeParse(rules);
  const ruled = (read.success ? read.data : []).map((rule): ToldJudge => {
    const { dimension, category, says, yes_if } = rule;
    return {
      id: toRuleId(rule),
      kind: "rule",
      name: cut(says === "" ? yes_if.rule : says),
      dimension,
      category: category === EACH_CATEGORY ? null : category,
      calibrated: true,
    };
  });
  const told = models.flatMap(({ id, name, respects }) =>
    respects.map(
      (respect): ToldJudge => ({ id, kind: "model", name: cut(name), ...respect, calibrated }),
    ),
  );
  const all = [...ruled, ...told];
  return [
    ...new Map(all.map((one) => [`${one.id} ${one.dimension} ${one.category}`, one])).values(),
  ];
}

/** Names of what cases are varied by, each with its levels. */
export type Strata = ReadonlyMap<string, ReadonlySet<string>>;

const MOST_FACTORS = 50;
const MOST_LEVELS = 1_000;

export type Opened = {
  readonly record: RunRecord;
  readonly judge: JudgeRecord;
  readonly judges: readonly ToldJudge[];
  readonly strata: Strata;
  readonly circumstances: Circumstances;
  readonly order: string | null;
};

/** What a server is told of a run before its first trial. What the run is known by is its first dimension. */
export function toOpening({ record, judge, judges, strata, circumstances, order }: Opened) {
  const dimensions = [...new Set([...judge.metrics, ...judge.dimensions])];
  return {
    title: cut(record.name),
    runKey: record.run,
    judgeKey: judge.judge,
    configuration: record.configuration,
    circumstances,
    taxonomy: record.taxonomy,
    testSet: {
      id: record.ids.testSet,
      cases: record.cases,
      factors: [...strata].slice(0, MOST_FACTORS).map(([name, levels]) => ({
        name: cut(name),
        levels: [...levels].slice(0, MOST_LEVELS).map(cut),
      })),
      method: `${record.cases} cases`,
    },
    judges,
    dimensions: dimensions.filter((name) => name !== ""),
    planned: record.trials,
    order,
  };
}

const isFields = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The name of the target's model, where its configuration has one; else what kind of target it is. */
export function modelOf(target: Json): string {
  if (!isFields(target)) return "unknown";
  const { model, kind } = target;
  const named = isFields(model) ? model.model : model;
  if (typeof named === "string" && named !== "") return cut(named);
  return typeof kind === "string" ? kind : "unknown";
}
