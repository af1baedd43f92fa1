import type { ReactNode } from "react";
import classes from "./dataTable.module.css";
import { Scroll } from "./Scroll.tsx";

export type DataColumn<R> = {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (row: R) => ReactNode;
  readonly width?: string;
  readonly number?: boolean;
};

/** A plain table for tens of rows; `VirtualTable` is for thousands. Scrolls inside itself on a phone. */
export function DataTable<R>(props: {
  readonly label: string;
  readonly columns: readonly DataColumn<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
}) {
  return (
    <Scroll className={classes.scroll} label={props.label}>
      <table className={classes.table}>
        <colgroup>
          {props.columns.map(({ id, width }) => (
            <col key={id} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {props.columns.map(({ id, head, number }) => (
              <th key={id} scope="col" className={number ? "num" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.keyOf(row)}>
              {props.columns.map(({ id, cell, number }) => (
                <td key={id} className={number ? "num" : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
