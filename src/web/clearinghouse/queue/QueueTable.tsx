import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useMemo, useRef } from "react";
import type { CaseRow } from "#contract/clearinghouse/case.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { LoadingState } from "../../ui/LoadingState.tsx";
import { type Line, toLines } from "../../ui/lines.ts";
import { VirtualTable } from "../../ui/VirtualTable.tsx";
import { caseRowsQuery } from "./caseRows.ts";
import { COLUMNS } from "./columns.tsx";
import { EmptyQueue } from "./EmptyQueue.tsx";
import classes from "./queue.module.css";
import type { QueueView } from "./view.ts";
import { startWalk } from "./walk.ts";

type Props = {
  readonly label: string;
  readonly view: QueueView;
  readonly groupCounts: ReadonlyMap<string, number> | undefined;
  /** Rows on the server, where known. */
  readonly total: number | undefined;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ref: string) => void;
  readonly onChange: (part: Partial<QueueView>) => void;
  readonly back: { readonly label: string; readonly href: string };
};

const refOf = (row: CaseRow) => row.ref;
const groupOf = (row: CaseRow) => `${row.decision.rank} ${row.decision.outcome}`;

export function QueueTable(props: Props) {
  const { view, onChange, groupCounts, total } = props;
  const text = useDeferredValue(view.text);
  const query = useInfiniteQuery(caseRowsQuery({ ...view, text }));
  const { fetchNextPage, hasNextPage, isFetching, data } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const lines = useGroupedLines(rows, view.view === "decision");
  const columns = useMemo(() => COLUMNS.filter(({ id }) => !view.hide.includes(id)), [view.hide]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetching]);
  const navigate = useNavigate();
  const groupHead = useCallback(
    (group: string) => <GroupHead group={group} count={groupCounts?.get(group)} />,
    [groupCounts],
  );
  const onCurrent = useCallback((at: string) => onChange({ at }), [onChange]);
  const { back } = props;
  // Whatever leads away from here, the case page finds the list it came from.
  startWalk({
    refs: useMemo(() => rows.map(refOf), [rows]),
    total: total ?? rows.length,
    back: { ...back, href: back.href + location.search },
  });

  if (query.data === undefined && query.error)
    return (
      <div className={classes.inset}>
        <ErrorState
          what="the list of cases"
          error={query.error}
          again={() => void query.refetch()}
        />
      </div>
    );
  if (query.data === undefined)
    return (
      <div className={classes.inset}>
        <LoadingState what="the list of cases" lines={16} />
      </div>
    );
  if (rows.length === 0) return <EmptyQueue view={view} />;
  return (
    <VirtualTable
      label={props.label}
      columns={columns}
      lines={lines}
      missing={hasNextPage ? Math.max(30, (total ?? 0) - rows.length) : 0}
      groupHead={groupHead}
      nameOf={refOf}
      current={view.at}
      onCurrent={onCurrent}
      selected={props.selected}
      onSelect={props.onSelect}
      onOpen={(row) => void navigate({ to: "/cases/$ref", params: { ref: row.ref } })}
      onNeed={more}
    />
  );
}

function useGroupedLines(rows: readonly CaseRow[], grouped: boolean): readonly Line<CaseRow>[] {
  const before = useRef<{
    rows: readonly CaseRow[];
    lines: readonly Line<CaseRow>[];
    grouped: boolean;
  }>(undefined);
  return useMemo(() => {
    const kept = before.current?.grouped === grouped ? before.current : undefined;
    const lines = toLines(rows, { keyOf: refOf, groupOf: grouped ? groupOf : undefined }, kept);
    before.current = { rows, lines, grouped };
    return lines;
  }, [rows, grouped]);
}

const figure = new Intl.NumberFormat("en");

const GroupHead = (props: { readonly group: string; readonly count: number | undefined }) => (
  <span className={classes.group}>
    <b>{capital(props.group.slice(props.group.indexOf(" ") + 1))}</b>
    {props.count !== undefined && (
      <span className="dim">
        {figure.format(props.count)} {props.count === 1 ? "case" : "cases"}
      </span>
    )}
  </span>
);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
