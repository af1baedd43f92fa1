import type { Ceilings } from "#core/evaluation/run/budget.ts";
import type { Fetch } from "#outside/models/exchange.ts";
import type { ModelPort } from "#outside/models/port.ts";
import type { TargetDeps } from "#outside/targets/openTarget.ts";

/** What an evaluation touches; whoever runs one hands it in. */
export type EvaluationDeps = {
  readonly now: () => Date;
  /** Milliseconds, never going back. */
  readonly clock: () => number;
  /** 0 ≤ x < 1 */
  readonly chance: () => number;
  readonly fetch: Fetch;
  readonly openPort: (ceilings: Ceilings) => ModelPort;
  readonly startOrganism: TargetDeps["startOrganism"];
  /** The variables that processes may be given. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The key that a variable holds; null where none is named. Throws a sentence where it is not set. */
  readonly keyOf: (variable: string | undefined) => string | null;
};
