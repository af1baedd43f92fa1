import type { ReactNode } from "react";
import { ErrorState } from "./ErrorState.tsx";
import { LoadingState } from "./LoadingState.tsx";

type Query<T> = {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
};

/**
 * What was asked of the server, in its states: waiting, failed, here. When a later reading fails, what was read before stays
 * on the page under a line that says so. `what` completes "Waiting for …" and "… could not be read".
 */
export function Asked<T>(props: {
  readonly query: Query<T>;
  readonly what: string;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}) {
  const { query, what } = props;
  if (query.data === undefined && query.error)
    return <ErrorState what={what} error={query.error} again={() => void query.refetch()} />;
  if (query.data === undefined) return <LoadingState what={what} lines={props.lines ?? 6} />;
  return (
    <>
      {query.error && (
        <ErrorState what={what} error={query.error} again={() => void query.refetch()} />
      )}
      {props.children(query.data)}
    </>
  );
}
