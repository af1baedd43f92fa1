import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import { useKeys } from "../keys/useKeys.ts";
import { type Line, lineOf, nextRow } from "./lines.ts";
import { Scroll } from "./Scroll.tsx";
import { TableRow } from "./TableRow.tsx";
import classes from "./virtualTable.module.css";

export type Column<R> = {
  readonly id: string;
  readonly head: ReactNode;
  /** CSS width; without it the column takes what is left. */
  readonly width?: string;
  readonly number?: boolean;
  readonly cell: (row: R) => ReactNode;
};

type Props<R> = {
  readonly label: string;
  /** The same array as long as the columns are the same: rows are drawn anew when it differs. */
  readonly columns: readonly Column<R>[];
  readonly lines: readonly Line<R>[];
  /** Rows that exist on the server and are not here yet. */
  readonly missing: number;
  readonly groupHead: (group: string) => ReactNode;
  readonly nameOf: (row: R) => string;
  /** Key of the row under the cursor. */
  readonly current: string | undefined;
  readonly onCurrent: (key: string) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (key: string) => void;
  readonly onOpen: (row: R) => void;
  /** Called while rows that are not here yet come into sight. */
  readonly onNeed: () => void;
};

const HEIGHT = 30;

/** A table for a hundred thousand rows: only what is in sight is drawn. j and k move, x selects, enter opens. */
export function VirtualTable<R>(props: Props<R>) {
  const { lines, missing, onCurrent, onNeed, onSelect } = props;
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: lines.length + missing,
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT,
    overscan: 4,
    scrollPaddingStart: HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (missing > 0 && lastShown > lines.length - 100) onNeed();
  }, [lastShown, lines.length, missing, onNeed]);

  const cursor = lineOf(lines, props.current);
  const at = lines[cursor];
  const focusNext = useRef(false);
  const go = useCallback(
    (to: number) => {
      const line = lines[to];
      if (line?.kind !== "row") return;
      focusNext.current = true;
      virtual.scrollToIndex(to, { align: "auto" });
      onCurrent(line.key);
    },
    [lines, onCurrent, virtual],
  );
  useEffect(() => {
    if (!focusNext.current || at === undefined) return;
    const link = scroll.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(at.key)}"] a`);
    link?.focus({ preventScroll: true });
    focusNext.current = !link;
  });
  // Whoever comes back to the list finds the row under the cursor in sight.
  const isShown = useRef(false);
  useEffect(() => {
    if (isShown.current || cursor < 0) return;
    isShown.current = true;
    if (at?.key === props.current) virtual.scrollToIndex(cursor, { align: "center" });
  }, [at, cursor, props.current, virtual]);
  useKeys([
    { keys: "j", does: "next row", on: cursor >= 0, run: () => go(nextRow(lines, cursor, 1)) },
    { keys: "k", does: "row before", on: cursor >= 0, run: () => go(nextRow(lines, cursor, -1)) },
    { keys: "x", does: "select the row", on: cursor >= 0, run: () => at && onSelect(at.key) },
    {
      keys: "Enter",
      does: "open the row",
      on: cursor >= 0,
      run: () => at?.kind === "row" && props.onOpen(at.row),
    },
  ]);

  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <Scroll ref={scroll} className={classes.scroll} label={props.label}>
      <table className={`${classes.table} ${classes.wide}`} aria-rowcount={lines.length + missing}>
        <Head columns={props.columns} />
        <tbody>
          <Gap height={above} columns={props.columns.length + 1} />
          {items.map(({ index }) => (
            <TableRow
              key={lines[index]?.key ?? `missing ${index}`}
              line={lines[index]}
              index={index}
              columns={props.columns}
              groupHead={props.groupHead}
              nameOf={props.nameOf}
              current={index === cursor}
              selected={lines[index] !== undefined && props.selected.has(lines[index].key)}
              onSelect={onSelect}
              onCurrent={onCurrent}
            />
          ))}
          <Gap height={below} columns={props.columns.length + 1} />
        </tbody>
      </table>
    </Scroll>
  );
}

function Head<R>({ columns }: { readonly columns: readonly Column<R>[] }) {
  return (
    <>
      <colgroup>
        <col className={classes.box} />
        {columns.map(({ id, width }) => (
          <col key={id} style={width === undefined ? undefined : { width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="gone">Selected</span>
          </th>
          {columns.map(({ id, head, number }) => (
            <th key={id} scope="col" className={number ? "num" : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

/** Room for the rows that are not drawn. */
const Gap = ({ height, columns }: { readonly height: number; readonly columns: number }) =>
  height > 0 ? (
    <tr>
      <td colSpan={columns} className={classes.gap} style={{ height }} />
    </tr>
  ) : null;
