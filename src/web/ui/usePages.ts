import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

/** A list that the server gives page by page: `ask` fetches the page after a place, the first one after none. */
export const usePages = <P extends { readonly next: string | null }>(
  queryKey: QueryKey,
  ask: (after: string | undefined, signal: AbortSignal) => Promise<P>,
) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
