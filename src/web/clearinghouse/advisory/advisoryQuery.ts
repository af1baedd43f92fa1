import { queryOptions } from "@tanstack/react-query";
import { getAdvisory } from "#contract/clearinghouse/advisory.ts";
import { call } from "../../api.ts";

export const advisoryQuery = (ref: string) =>
  queryOptions({
    queryKey: ["advisory", ref],
    queryFn: ({ signal }) => call(getAdvisory, { params: { ref }, signal }),
  });
