import type { ReactNode } from "react";
import { DataTable } from "./DataTable.tsx";
import { Time } from "./Time.tsx";

type Event = {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
};

type Props<E extends Event> = {
  readonly events: readonly E[];
  readonly by: (event: E) => ReactNode;
  readonly data: (event: E) => ReactNode;
};

/** A record: what happened, in its order, by whom, with its data. */
export const EventTable = <E extends Event>({ events, by, data }: Props<E>) => (
  <DataTable
    label="Events"
    rows={events}
    keyOf={({ seq }) => String(seq)}
    columns={[
      {
        id: "seq",
        head: "No.",
        width: "44px",
        number: true,
        stacked: "bare",
        cell: ({ seq }) => seq,
      },
      { id: "at", head: "At", width: "128px", stacked: "bare", cell: ({ at }) => <Time at={at} /> },
      {
        id: "what",
        head: "What",
        width: "180px",
        stacked: "bare",
        cell: ({ type }) => <span className="strong">{type.replaceAll("-", " ")}</span>,
      },
      { id: "by", head: "By", width: "190px", stacked: "bare", cell: by },
      { id: "data", head: "Data", stacked: "line", cell: data },
    ]}
  />
);
