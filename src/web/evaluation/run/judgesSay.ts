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
