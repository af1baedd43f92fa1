import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getReview } from "#contract/review/review.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { ApiError, call } from "../api.ts";

export const reviewQuery = (ref: string) =>
  queryOptions({
    queryKey: ["review", ref],
    queryFn: ({ signal }) => call(getReview, { params: { ref }, signal }),
  });

type IfMatch = { readonly "if-match": string };

/**
 * A change of the review. Every change answers with the review as it then stands, which takes its place on the page. The header
 * names the edition that was looked at: when somebody else was faster, the change is refused and the review read again.
 */
export function useReviewChange(page: Pick<ReviewPage, "ref" | "edition">, done?: () => void) {
  const queries = useQueryClient();
  const { queryKey } = reviewQuery(page.ref);
  return useMutation({
    mutationFn: (ask: (headers: IfMatch) => Promise<ReviewPage>) =>
      ask({ "if-match": `"${page.edition}"` }),
    onSuccess: (next) => {
      queries.setQueryData(queryKey, next);
      for (const key of ["reviews", "review-events", "me"])
        void queries.invalidateQueries({ queryKey: [key] });
      done?.();
    },
    onError: (error) => {
      if (error instanceof ApiError && [409, 412].includes(error.status))
        void queries.invalidateQueries({ queryKey });
    },
  });
}
