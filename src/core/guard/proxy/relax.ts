import type { Pack } from "../pack.ts";
import type { PartFinding } from "./lane.ts";

/** What a person lets go: as it is, or with what was found replaced. */
export type LetGo = "as-is" | "rewritten";

/** The rules that made a person be asked. */
export const askedRules = (findings: readonly PartFinding[]): ReadonlySet<string> =>
  new Set(findings.filter(({ action }) => action === "escalate").map(({ ruleId }) => ruleId));

/**
 * The packs by which an answer is read again once a person let it go: the rules that they decided about find nothing, or rewrite
 * what they find. All others stand.
 */
export const relaxPacks = (
  packs: readonly Pack[],
  rules: ReadonlySet<string>,
  how: LetGo,
): Pack[] =>
  packs.map((pack) => ({
    ...pack,
    rules: pack.rules.flatMap((rule) => {
      if (rule.action !== "escalate" || !rules.has(rule.id)) return [rule];
      return how === "as-is" ? [] : [{ ...rule, action: "rewrite" as const }];
    }),
  }));
