import type { Problem } from "../problem.ts";

/** More faults than this help nobody; a hostile file could hold millions. */
export const MOST_PROBLEMS = 100;

/** Collects the faults of one document, up to a hundred. */
export type Faults = {
  readonly problems: Problem[];
  /** The format's name: every rule begins with it. */
  readonly format: string;
  add(rule: string, pointer: string, message: string): void;
};

export function collectFaults(format: string): Faults {
  const problems: Problem[] = [];
  return {
    problems,
    format,
    add(rule, pointer, message) {
      if (problems.length < MOST_PROBLEMS)
        problems.push({ rule: `${format}/${rule}`, pointer, message });
    },
  };
}
