import { MutationCache, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import { getDoor, getMe } from "#contract/access/session.ts";
import { ApiError, call } from "./api.ts";

/** Only an unreachable or failing server is asked again; a refusal stays a refusal. */
const worthRetrying = (failures: number, error: unknown): boolean =>
  failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502);

/** A session that ended while a desk page was open leads to the door and back. Pages before the desk answer for themselves. */
function leaveWhenSignedOut(error: unknown): void {
  const { pathname, search } = location;
  if (!(error instanceof ApiError) || error.details.code !== "access/sign-in") return;
  if (/^\/(sign-in|enroll|o)(\/|$)/.test(pathname)) return;
  location.assign(`/sign-in?${new URLSearchParams({ back: pathname + search })}`);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
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
