import { useState } from "react";
import classes from "./decision.module.css";
import { type DecisionShape, rowsInView, unknownColumns } from "./decision.ts";
import { TextButton } from "./Page.tsx";
import { Scroll } from "./Scroll.tsx";
import { Unknown } from "./Tag.tsx";

/** The decision as data: the row that fired is tinted, an unknown input stands in it as unknown. */
export function DecisionTable(props: {
  readonly table: DecisionShape;
  readonly outcomeHead: string;
}) {
  const [all, setAll] = useState(false);
  const { table } = props;
  const rows = rowsInView(table, all);
  const unknown = unknownColumns(table);
  return (
    <>
      <Scroll label="Decision table" className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">{props.outcomeHead}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={`${row.values.join("|")}|${row.outcome}`}
                className={row.fired ? classes.fired : undefined}
                aria-current={row.fired || undefined}
              >
                {row.values.map((value, column) => (
                  <td key={table.columns[column]}>
                    {row.fired && unknown.has(column) ? <Unknown /> : value}
                  </td>
                ))}
                <td>{row.outcome}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {(all || rows.length < table.rows.length) && (
        <p className={classes.more}>
          <TextButton onClick={() => setAll(!all)}>
            {all ? "Show the row that fired" : `Show all ${table.rows.length} rows`}
          </TextButton>
        </p>
      )}
    </>
  );
}
