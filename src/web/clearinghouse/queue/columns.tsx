import { Link } from "@tanstack/react-router";
import type { CaseRow } from "#contract/clearinghouse/case.ts";
import { Clock } from "../../ui/Clock.tsx";
import { Purl } from "../../ui/Purl.tsx";
import { Rungs } from "../../ui/Rungs.tsx";
import { SeverityHead, SeverityTriple } from "../../ui/SeverityTriple.tsx";
import { shownWeakness } from "../../ui/shownWeakness.ts";
import { Unknown } from "../../ui/Tag.tsx";
import type { Column } from "../../ui/VirtualTable.tsx";
import { OwnerState } from "../OwnerState.tsx";
import classes from "./queue.module.css";

export type QueueColumn = Column<CaseRow> & { readonly name: string };

export const COLUMNS: readonly QueueColumn[] = [
  {
    id: "case",
    name: "Case",
    head: "Case",
    width: "106px",
    cell: (row) => (
      <Link to="/cases/$ref" params={{ ref: row.ref }} className={classes.ref} title={row.title}>
        {row.ref}
      </Link>
    ),
  },
  {
    id: "component",
    name: "Component",
    head: "Component",
    cell: (row) => <Purl purl={row.component} version={row.version} />,
  },
  {
    id: "weakness",
    name: "Weakness",
    head: "Weakness, CWE",
    width: "194px",
    cell: (row) => <Weakness id={row.weakness} />,
  },
  {
    id: "evidence",
    name: "Evidence",
    head: "Evidence",
    width: "144px",
    cell: (row) => <Rungs level={row.evidence} />,
  },
  {
    id: "severity",
    name: "Severity",
    head: <SeverityHead />,
    width: "126px",
    cell: (row) => <SeverityTriple scores={row.severity} />,
  },
  {
    id: "due",
    name: "Due",
    head: "Due, left",
    width: "140px",
    cell: (row) => <Clock due={row.decision.dueAt} />,
  },
  {
    id: "embargo",
    name: "Embargo",
    head: "Embargo until",
    width: "136px",
    cell: (row) =>
      row.embargo.exploited ? (
        <span className={classes.exploited}>exploited</span>
      ) : (
        <Embargo state={row.embargo.state} endsAt={row.embargo.endsAt} />
      ),
  },
  {
    id: "reports",
    name: "Reports",
    head: "Reports",
    width: "64px",
    number: true,
    cell: (row) => (row.reports >= 10 ? <b className="strong">{row.reports}</b> : row.reports),
  },
  {
    id: "owner",
    name: "Owner",
    head: "Owner",
    width: "132px",
    cell: (row) => <OwnerState state={row.owner.state} since={row.owner.since} />,
  },
];

function Weakness({ id }: { readonly id: string | null }) {
  if (id === null) return <Unknown />;
  const { number, name } = shownWeakness(id);
  return (
    <span className="soft" title={id}>
      <span className={classes.cwe}>{number}</span>
      {name}
    </span>
  );
}

const Embargo = ({ state, endsAt }: { readonly state: string; readonly endsAt: string | null }) =>
  endsAt === null ? (
    <span className="dim">{state === "none" ? "none" : state}</span>
  ) : (
    <Clock due={endsAt} />
  );
