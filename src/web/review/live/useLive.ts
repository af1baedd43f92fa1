import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { reviewQuery } from "../reviewQuery.ts";
import { accessesQuery, NEWEST } from "./accessesQuery.ts";
import { follow, type LiveState } from "./follow.ts";

/**
 * Keeps a review on the page as it is: what others change is read again, and at the lab each access joins the log. `start` is
 * the newest access that is known; `undefined` while that is being read.
 */
export function useLive(
  { ref, side }: Pick<ReviewPage, "ref" | "side">,
  start: number | undefined,
): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const isKnown = side === "agency" || start !== undefined;
  useEffect(() => {
    if (!isKnown) return;
    const { queryKey } = reviewQuery(ref);
    const log = accessesQuery(ref).queryKey;
    const newest = queries.getQueryData(log)?.[0]?.seq ?? 0;
    return follow(ref, newest, {
      onState: setState,
      onAccess: (access) =>
        queries.setQueryData(log, (before) => [access, ...(before ?? [])].slice(0, NEWEST)),
      onEdition: (edition) => {
        const known = queries.getQueryData(queryKey)?.edition ?? edition;
        if (edition > known) void queries.invalidateQueries({ queryKey });
      },
    });
  }, [queries, ref, isKnown]);
  return state;
}
