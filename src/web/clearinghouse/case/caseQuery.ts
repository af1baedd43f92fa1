import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getCase } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { ApiError, call } from "../../api.ts";

export const caseQuery = (ref: string) =>
  queryOptions({
    queryKey: ["case", ref],
    queryFn: ({ signal }) => call(getCase, { params: { ref }, signal }),
  });

type IfMatch = { readonly "if-match": string };

/**
 * A change of the case. Every change answers with the case as it then stands, which takes its place on the page. The header
 * names the version that was looked at: when somebody else was faster, the change is refused and the case read again.
 */
export function useCaseChange(page: Pick<CasePage, "ref" | "version">, done?: () => void) {
  const queries = useQueryClient();
  const { queryKey } = caseQuery(page.ref);
  return useMutation({
    mutationFn: (ask: (headers: IfMatch) => Promise<CasePage>) =>
      ask({ "if-match": `"${page.version}"` }),
    onSuccess: (next) => {
      queries.setQueryData(queryKey, next);
      for (const key of ["cases", "case-counts", "case-record", "proposals", "advisory", "me"])
        void queries.invalidateQueries({ queryKey: [key] });
      done?.();
    },
    onError: (error) => {
      if (error instanceof ApiError && [409, 412].includes(error.status))
        void queries.invalidateQueries({ queryKey });
    },
  });
}
