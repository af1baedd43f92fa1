import type { EvaluationPage } from "#contract/evaluation/run.ts";

type Judge = EvaluationPage["judges"][number];

/** "11 rules, then 2 models": in the order in which they have the say. */
export function judgesSay(judges: readonly Pick<Judge, "id" | "kind">[]): string {
  const count = (kind: Judge["kind"]) =>
    new Set(judges.filter((judge) => judge.kind === kind).map(({ id }) => id)).size;
  const parts = (["person", "rule", "model"] as const).flatMap((kind) => {
    const n = count(kind);
    return n === 0 ? [] : [`${n} ${n === 1 ? kind : PLURAL[kind]}`];
  });
  return parts.length === 0 ? "none" : parts.join(", then ");
}

const PLURAL = { person: "people", rule: "rules", model: "models" } as const;

/** Each model once; checked if it was in every respect in which it judges. */
export function modelsOf(
  judges: readonly Pick<Judge, "id" | "kind" | "name" | "calibrated">[],
): readonly { readonly id: string; readonly name: string; readonly calibrated: boolean }[] {
  const models = judges.filter(({ kind }) => kind === "model");
  return [...new Map(models.map((judge) => [judge.id, judge])).values()].map(({ id, name }) => ({
    id,
    name,
    calibrated: models.every((one) => one.id !== id || one.calibrated),
  }));
}
