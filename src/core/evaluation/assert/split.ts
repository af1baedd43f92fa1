import { isScored, type NodeJudgment, type ScoreRow, type Taxonomy } from "./rows.ts";

/** Votes of one half of a taxonomy: what it permits, or what it does not. */
export type SplitRate = {
  readonly rate: number | null;
  readonly counts: { readonly "0": number; readonly "1": number };
  readonly count: number;
  readonly applicable_count: number;
  readonly not_applicable_count: number;
  readonly flagged_count: number;
  readonly clear_count: number;
};

export type Split = {
  readonly permissible: SplitRate | null;
  readonly not_permissible: SplitRate | null;
};

type Categories = Taxonomy["behavior_categories"];

/**
 * Violations by whether the category that was violated is permissible: a vote a row and half, yes where any relevant category of that
 * half was violated, not applicable where none was relevant. What category the case came from has no part in it.
 */
export function splitByPermissibility(rows: readonly ScoreRow[], categories: Categories): Split {
  if (categories.length === 0) return { permissible: null, not_permissible: null };
  const scored = rows.filter(isScored);
  const half = (permissible: boolean): SplitRate =>
    toSplitRate(scored.map((row) => voteOf(row, categories, permissible)));
  return { permissible: half(true), not_permissible: half(false) };
}

/** Per case, for comparing two runs; cases to which the half does not apply are not there. */
export function splitVotes(
  rows: readonly ScoreRow[],
  categories: Categories,
  permissible: boolean,
): ReadonlyMap<string, boolean> {
  const votes = rows.filter(isScored).flatMap((row) => {
    const vote = voteOf(row, categories, permissible);
    return vote === null ? [] : [[row.test_case_id, vote] as const];
  });
  return new Map(votes);
}

function voteOf(row: ScoreRow, categories: Categories, permissible: boolean): boolean | null {
  const own = (row.verdict?.node_judgments ?? []).filter(
    (node) => node.relevant === true && isPermissible(node, categories) === permissible,
  );
  return own.length === 0 ? null : own.some(({ violated }) => violated === true);
}

/** By the category's name; by its place where the taxonomy was renamed since; null for one that it does not have. */
function isPermissible({ node_name, node_index }: NodeJudgment, categories: Categories) {
  const named = categories.find(({ name }) => name.trim() === node_name?.trim());
  const category = named ?? categories[node_index ?? -1];
  return category === undefined ? null : category.permissible === true;
}

function toSplitRate(votes: readonly (boolean | null)[]): SplitRate {
  const flagged = votes.filter((vote) => vote === true).length;
  const clear = votes.filter((vote) => vote === false).length;
  const count = flagged + clear;
  return {
    rate: count === 0 ? null : flagged / count,
    counts: { "0": clear, "1": flagged },
    count,
    applicable_count: count,
    not_applicable_count: votes.length - count,
    flagged_count: flagged,
    clear_count: clear,
  };
}
