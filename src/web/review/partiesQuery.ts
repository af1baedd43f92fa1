import { queryOptions } from "@tanstack/react-query";
import { listLabs } from "#contract/review/review.ts";
import { call } from "../api.ts";

/** Labs and agencies of the desk. */
export const reviewPartiesQuery = queryOptions({
  queryKey: ["review-parties"],
  queryFn: ({ signal }) => call(listLabs, { signal }),
});
