import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef } from "react";
import type { TrialFilter, TrialLine } from "#contract/evaluation/trial.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Scroll } from "../../ui/Scroll.tsx";
import grid from "../../ui/virtualTable.module.css";
import { rowsQuery } from "../queries.ts";
import { type Numbers, numberAt, PAGE, pagesOf, placeOf } from "./places.ts";
import { TrialCells } from "./TrialCells.tsx";
import classes from "./trials.module.css";

type Props = {
  readonly evaluation: string;
  readonly filter: TrialFilter;
  readonly list: Numbers;
  readonly dimension: string;
  /** Number of the trial under the cursor. */
  readonly current: number | undefined;
  readonly onCurrent: (number: number) => void;
  readonly onOpen: (number: number) => void;
};

const HEIGHT = 30;
/** As many as a narrow page shows; a cell that spans more would make columns of its own there. */
const LEAST_COLUMNS = 3;

/** A table for a hundred thousand trials: what is in sight is read and drawn, wherever the reader jumps. */
export function TrialTable(props: Props) {
  const { list, onCurrent, onOpen } = props;
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: list.total,
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT,
    overscan: 4,
    scrollPaddingStart: HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const isFast = useIsFast(first, virtual.isScrolling);
  const { rowAt, failed } = useRows(props, first, items.at(-1)?.index ?? 40, isFast);
  const found = props.current === undefined ? -1 : placeOf(list, props.current);
  const cursor = Math.max(found, 0);
  const focusNext = useRef(false);
  const go = (to: number) => {
    const number = numberAt(list, to);
    if (number === undefined) return;
    focusNext.current = true;
    virtual.scrollToIndex(to, { align: "auto" });
    onCurrent(number);
  };
  // The focus goes along with the cursor, so that Enter means the same trial to both.
  useEffect(() => {
    if (!focusNext.current) return;
    const selector = `[data-trial="${numberAt(list, cursor)}"] button`;
    const button = scroll.current?.querySelector<HTMLElement>(selector);
    button?.focus({ preventScroll: true });
    focusNext.current = !button;
  });
  // A trial that an address or another page names is brought into sight once.
  const shown = useRef(false);
  useEffect(() => {
    if (shown.current || found < 0) return;
    shown.current = true;
    virtual.scrollToIndex(found, { align: "center" });
  }, [found, virtual]);
  const isThere = list.total > 0;
  useKeys([
    { keys: "j", does: "next trial", on: isThere, run: () => go(found < 0 ? 0 : cursor + 1) },
    { keys: "k", does: "trial before", on: isThere, run: () => go(cursor - 1) },
    {
      keys: "Enter",
      does: "read the trial",
      on: isThere,
      run: () => onOpen(numberAt(list, cursor) ?? 0),
    },
  ]);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      {failed?.error && (
        <div className={classes.inset}>
          <ErrorState
            what="part of the trials"
            error={failed.error}
            again={() => void failed.refetch()}
          />
        </div>
      )}
      <Scroll ref={scroll} className={grid.scroll} label="Trials">
        <table className={classes.table} aria-rowcount={list.total + 1}>
          <Head />
          <tbody>
            <Gap height={above} />
            {items.map(({ index }) => (
              <Row
                key={index}
                index={index}
                line={rowAt(index)}
                dimension={props.dimension}
                isCurrent={index === cursor}
                onOpen={onOpen}
                onCurrent={onCurrent}
              />
            ))}
            <Gap height={below} />
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** Rows in one step of a scroll from which on it goes too fast for anybody to read. */
const FAST = 60;

/** Whether rows are only rushing by: until the list rests, they are not asked for. */
function useIsFast(first: number, isScrolling: boolean): boolean {
  const before = useRef(first);
  const isFast = isScrolling && Math.abs(first - before.current) > FAST;
  useEffect(() => {
    before.current = first;
  });
  return isFast;
}

/** The rows of the pages in sight. */
function useRows(
  { evaluation, filter, list }: Props,
  first: number,
  last: number,
  isFast: boolean,
) {
  const pages = pagesOf(first, last, list.total);
  const read = useQueries({
    queries: pages.map((page) => ({
      ...rowsQuery(evaluation, filter, list, page),
      enabled: !isFast,
    })),
  });
  return {
    rowAt: (index: number): TrialLine | undefined =>
      read[pages.indexOf(Math.floor(index / PAGE))]?.data?.[index % PAGE],
    failed: read.find(({ error, data }) => error !== null && data === undefined),
  };
}

const Head = () => (
  <>
    <colgroup>
      <col className={classes.number} />
      <col />
      <col className={classes.category} />
      <col className={classes.outcome} />
      <col className={classes.flags} />
      <col className={classes.size} />
      <col className={classes.size} />
    </colgroup>
    <thead>
      <tr>
        <th scope="col">Trial</th>
        <th scope="col">Case</th>
        <th scope="col">Category</th>
        <th scope="col">Verdict</th>
        <th scope="col">Judges</th>
        <th scope="col" className="num">
          Turns
        </th>
        <th scope="col" className="num">
          Calls
        </th>
      </tr>
    </thead>
  </>
);

/** Room for the rows that are not drawn. */
const Gap = ({ height }: { readonly height: number }) =>
  height > 0 ? (
    <tr>
      <td className={grid.gap} style={{ height }} />
    </tr>
  ) : null;

type RowProps = {
  readonly index: number;
  readonly line: TrialLine | undefined;
  readonly dimension: string;
  readonly isCurrent: boolean;
  readonly onCurrent: (number: number) => void;
  readonly onOpen: (number: number) => void;
};

/** Drawn again only when its own trial or the cursor on it differs. */
const Row = memo(function Row({ line, index, ...props }: RowProps) {
  const open = useMemo(() => () => line && props.onOpen(line.number), [line, props.onOpen]);
  if (line === undefined)
    return (
      <tr aria-rowindex={index + 2} aria-busy="true">
        <td colSpan={LEAST_COLUMNS} />
      </tr>
    );
  return (
    <tr
      data-trial={line.number}
      className={props.isCurrent ? grid.current : undefined}
      aria-rowindex={index + 2}
      aria-current={props.isCurrent || undefined}
      onClick={() => props.onCurrent(line.number)}
    >
      <TrialCells line={line} dimension={props.dimension} onOpen={open} />
    </tr>
  );
});
