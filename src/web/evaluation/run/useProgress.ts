import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { evaluationQuery } from "../queries.ts";
import { follow } from "./follow.ts";

/** Figures of a run that goes on are read again this often at most; its progress shows at once. */
const REST_MS = 4_000;

/** Keeps a run that goes on up to date on the page, and reads the whole of it once it ended. */
export function useProgress({ ref, state }: Pick<EvaluationPage, "ref" | "state">): void {
  const queries = useQueryClient();
  const isRunning = state === "running";
  useEffect(() => {
    if (!isRunning) return;
    const { queryKey } = evaluationQuery(ref);
    let rest: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      rest = undefined;
      void queries.invalidateQueries({ queryKey });
      void queries.invalidateQueries({ queryKey: ["trial-numbers", ref] });
    };
    const stop = follow(ref, ({ edition, state: now, ...progress }) => {
      const known = queries.getQueryData(queryKey);
      if (known === undefined) return;
      queries.setQueryData(queryKey, { ...known, progress, trials: progress.trials });
      if (now !== "running") readAgain();
      else if (edition !== known.edition) rest ??= setTimeout(readAgain, REST_MS);
    });
    return () => {
      clearTimeout(rest);
      stop();
    };
  }, [queries, ref, isRunning]);
}
