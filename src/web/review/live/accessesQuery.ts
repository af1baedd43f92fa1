import { queryOptions } from "@tanstack/react-query";
import { listReviewAccesses } from "#contract/review/review.ts";
import { call } from "../../api.ts";

/** Kept for the log beside the other parts; the page of all accesses has the rest. */
export const NEWEST = 100;

export const accessesQuery = (ref: string) =>
  queryOptions({
    queryKey: ["review-accesses", ref, "newest"],
    queryFn: async ({ signal }) =>
      (await call(listReviewAccesses, { params: { ref }, query: { limit: NEWEST }, signal })).items,
    // What comes afterwards comes by the live line.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
