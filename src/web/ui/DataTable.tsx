import type { CSSProperties, ReactNode } from "react";
import classes from "./dataTable.module.css";
import { Scroll } from "./Scroll.tsx";

export type DataColumn<R> = {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (row: R) => ReactNode;
  /** In CSS pixels, such as "120px"; without it the column takes what is left. */
  readonly width?: string;
  readonly number?: boolean;
  /** What one can do with the row: at its end. */
  readonly acts?: true;
  /** Where rows are stacked: on a line of its own, or in line without its head. Others stand in line behind their head. */
  readonly stacked?: "line" | "bare";
};

type Props<R> = {
  readonly label: string;
  readonly columns: readonly DataColumn<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** A grid of numbers stays one, however little room there is. */
  readonly grid?: true;
};

/** A plain table for tens of rows; `VirtualTable` is for thousands. Where there is little room, each row becomes a few lines. */
export function DataTable<R>({ label, columns, rows, keyOf, grid }: Props<R>) {
  return (
    <Scroll className={classes.scroll} label={label}>
      <table
        className={grid ? classes.table : `${classes.table} ${classes.stack}`}
        style={grid ? undefined : ({ "--least": `${leastOf(columns)}px` } as CSSProperties)}
      >
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={alignOf(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, at) => (
                <td key={column.id} className={alignOf(column)} {...stackedAs(column, at)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const alignOf = ({ number, acts }: Pick<DataColumn<never>, "number" | "acts">) =>
  number || acts ? "num" : undefined;

/** Room that a column without a width needs at least, in pixels. */
const ROOM = 130;
const leastOf = (columns: readonly Pick<DataColumn<never>, "width">[]): number =>
  columns.reduce((sum, { width }) => sum + (Number.parseInt(width ?? "", 10) || ROOM), 0);

type Column = Pick<DataColumn<never>, "head" | "number" | "acts" | "stacked">;

function stackedAs({ head, number, acts, stacked }: Column, at: number) {
  if (acts) return { "data-acts": true };
  if (stacked === "line" || (at === 0 && !number && !stacked)) return { "data-line": true };
  return stacked === "bare" || typeof head !== "string" ? {} : { "data-label": head };
}
