import { memo, type ReactNode } from "react";
import type { Line } from "./lines.ts";
import type { Column } from "./VirtualTable.tsx";
import classes from "./virtualTable.module.css";

type Props<R> = {
  readonly line: Line<R> | undefined;
  readonly index: number;
  readonly columns: readonly Column<R>[];
  readonly groupHead: (group: string) => ReactNode;
  readonly nameOf: (row: R) => string;
  readonly current: boolean;
  readonly selected: boolean;
  readonly onSelect: (key: string) => void;
  readonly onCurrent: (key: string) => void;
};

function Row<R>(props: Props<R>) {
  const { line, columns } = props;
  if (line === undefined)
    return (
      <tr aria-rowindex={props.index + 2} aria-busy="true">
        <td colSpan={columns.length + 1} />
      </tr>
    );
  if (line.kind === "group")
    return (
      <tr className={classes.group} aria-rowindex={props.index + 2}>
        <td colSpan={columns.length + 1}>{props.groupHead(line.group)}</td>
      </tr>
    );
  return (
    <tr
      data-key={line.key}
      className={props.current ? classes.current : undefined}
      aria-rowindex={props.index + 2}
      aria-current={props.current || undefined}
      onClick={() => props.onCurrent(line.key)}
    >
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${props.nameOf(line.row)}`}
          checked={props.selected}
          onChange={() => props.onSelect(line.key)}
        />
      </td>
      {columns.map(({ id, cell, number }) => (
        <td key={id} className={number ? "num" : undefined}>
          {cell(line.row)}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when its own row, cursor or mark differs: scrolling draws new rows and no old one. */
export const TableRow = memo(Row) as typeof Row;
