import type { Identity } from "#core/evaluation/identity.ts";
import type { RunConfiguration } from "#core/evaluation/runKey.ts";
import type { Taxonomy } from "#core/evaluation/taxonomy.ts";
import type { Opinion } from "#core/evaluation/verdict.ts";

/** A judge as a run declares it. `calibrated`: people's labels have been held against it. */
export type DeclaredJudge = {
  readonly id: Identity;
  readonly kind: Opinion["kind"];
  readonly name: string;
  readonly dimension: string;
  readonly category: string | null;
  readonly calibrated: boolean;
};

/** What is kept of a run whole, and read with it alone. */
export type RunContent = {
  readonly configuration: RunConfiguration;
  readonly circumstances: {
    readonly model: string;
    readonly scaffold: string;
    readonly budget: string;
    readonly seeds: string;
    readonly environment: string;
  };
  readonly taxonomy: Taxonomy;
  readonly testSet: {
    readonly id: Identity;
    readonly cases: number;
    readonly factors: readonly { readonly name: string; readonly levels: readonly string[] }[];
    readonly method: string;
  };
  readonly judges: readonly DeclaredJudge[];
  readonly dimensions: readonly string[];
};

export const contentOf = ({ content }: { readonly content: string }): RunContent =>
  JSON.parse(content) as RunContent;
