import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { useNow } from "../../ui/useNow.ts";
import { reviewQuery } from "../reviewQuery.ts";

/** A page that is left open over midnight is read again: another day has begun, or the window has closed. */
export function useDayTurn({ ref, clock }: Pick<ReviewPage, "ref" | "clock">): void {
  const queries = useQueryClient();
  const now = useNow();
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: clock.zone }).format(now);
  const known = useRef(day);
  useEffect(() => {
    if (known.current === day) return;
    known.current = day;
    void queries.invalidateQueries({ queryKey: reviewQuery(ref).queryKey });
  }, [queries, ref, day]);
}
