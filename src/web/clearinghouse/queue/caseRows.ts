import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
} from "@tanstack/react-query";
import { type CaseRow, listCases } from "#contract/clearinghouse/case.ts";
import { call } from "../../api.ts";
import type { QueueView } from "./view.ts";

type RowPage = { readonly items: readonly CaseRow[]; readonly next: string | null };
type Filter = Pick<QueueView, "view" | "status" | "assigned" | "evidence" | "text">;

/** As many rows as one answer may hold; a screen shows about thirty. */
const PAGE = 500;

/** The rows of a view, page after page. Large lists are neither compared nor read again behind the reader's back. */
export const caseRowsQuery = ({ view, status, assigned, evidence, text }: Filter) =>
  infiniteQueryOptions({
    queryKey: ["cases", { view, status, assigned, evidence, text }],
    queryFn: ({ pageParam, signal }): Promise<RowPage> =>
      call(listCases, {
        query: {
          view,
          status,
          assigned,
          evidence,
          text: text || undefined,
          after: pageParam,
          limit: PAGE,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });

/** Puts a change of one case into every list that shows it. */
export function patchRow(
  queries: QueryClient,
  ref: string,
  change: (row: CaseRow) => CaseRow,
): void {
  queries.setQueriesData<InfiniteData<RowPage>>({ queryKey: ["cases"] }, (data) => {
    if (data === undefined) return data;
    return {
      ...data,
      pages: data.pages.map((page) =>
        page.items.some((row) => row.ref === ref)
          ? { ...page, items: page.items.map((row) => (row.ref === ref ? change(row) : row)) }
          : page,
      ),
    };
  });
}
