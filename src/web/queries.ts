import { QueryClient, queryOptions } from "@tanstack/react-query";
import { getDoor, getMe } from "#contract/access/session.ts";
import { ApiError, call } from "./api.ts";

/** Only an unreachable or failing server is asked again; a refusal stays a refusal. */
const worthRetrying = (failures: number, error: unknown): boolean =>
  failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => call(getMe, { signal }),
  staleTime: 30_000,
});

export const doorQuery = queryOptions({
  queryKey: ["door"],
  queryFn: ({ signal }) => call(getDoor, { signal }),
});
