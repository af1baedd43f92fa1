import type { PackRuleLine } from "#contract/guard/pack.ts";

const textOf = ({ id, type, action, message, citation, looksFor }: PackRuleLine): string =>
  [id, type, action, message, citation.standard, citation.clause, looksFor]
    .join("\n")
    .toLowerCase();

/** Rules in whose id, words, clause or pattern every word of the filter stands. */
export function filterRules(rules: readonly PackRuleLine[], text: string): readonly PackRuleLine[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return rules;
  return rules.filter((rule) => {
    const said = textOf(rule);
    return words.every((word) => said.includes(word));
  });
}
