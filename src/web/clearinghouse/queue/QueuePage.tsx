import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { assignCase, type CaseRow, countCases } from "#contract/clearinghouse/case.ts";
import { call } from "../../api.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useMay, useMe } from "../../session.ts";
import { notify } from "../../ui/notify.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { UploadStrips } from "../intake/UploadStrips.tsx";
import { patchRow } from "./caseRows.ts";
import { Filters } from "./Filters.tsx";
import { Imports } from "./Imports.tsx";
import { Invitations } from "./Invitations.tsx";
import { QueueFoot } from "./QueueFoot.tsx";
import { QueueHead } from "./QueueHead.tsx";
import { QueueTable } from "./QueueTable.tsx";
import classes from "./queue.module.css";
import { ViewTabs } from "./ViewTabs.tsx";
import type { QueueView } from "./view.ts";

type Props = {
  readonly page: "work" | "queue";
  readonly title: string;
  readonly view: QueueView;
  readonly from: QueueView;
  readonly onView: (view: QueueView) => void;
};

const NOTHING: ReadonlySet<string> = new Set();

/** The dense list of cases, in the order in which they must be decided. The address holds its whole state. */
export function QueuePage({ page, title, view, from, onView }: Props) {
  useTitle(title);
  const counts = useQuery({
    queryKey: ["case-counts", view.assigned],
    queryFn: ({ signal }) =>
      call(countCases, { query: { assigned: view.assigned === "me" ? "me" : "any" }, signal }),
  });
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOTHING);
  const latest = useRef(view);
  latest.current = view;
  const change = useCallback(
    (part: Partial<QueueView>) => onView({ ...latest.current, ...part }),
    [onView],
  );
  const select = useCallback((ref: string) => setSelected((before) => toggled(before, ref)), []);
  const { view: tab, assigned, status, evidence, text } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other rows
  useEffect(() => setSelected(NOTHING), [tab, assigned, status, evidence, text]);

  const targets = selected.size > 0 ? [...selected] : view.at === undefined ? [] : [view.at];
  const assign = useAssign(() => setSelected(NOTHING));
  const mayWork = useMay()("case.work");
  useKeys([
    {
      keys: "a",
      does: "assign to me",
      on: mayWork && targets.length > 0,
      run: () => assign(targets),
    },
    {
      keys: "Escape",
      does: "clear the selection",
      on: selected.size > 0,
      run: () => setSelected(NOTHING),
    },
  ]);

  const groups = useMemo(
    () =>
      new Map(counts.data?.groups.map((group) => [`${group.rank} ${group.outcome}`, group.count])),
    [counts.data],
  );
  const plain =
    view.view === "decision" &&
    view.text === "" &&
    view.evidence === "any" &&
    view.status === "open";
  return (
    <div className={classes.page}>
      <QueueHead
        title={title}
        view={view}
        onChange={change}
        total={counts.data?.views[view.view]}
      />
      <ViewTabs page={page} view={view} from={from} counts={counts.data?.views} onView={onView} />
      <Filters view={view} from={from} onChange={change} />
      <Imports imports={counts.data?.imports ?? []} />
      {page === "queue" && <Invitations />}
      <QueueTable
        label={title}
        view={view}
        groupCounts={plain ? groups : undefined}
        total={plain ? counts.data?.total : undefined}
        selected={selected}
        onSelect={select}
        onChange={change}
        back={{ label: title, href: `/${page}` }}
      />
      <UploadStrips />
      <QueueFoot
        selected={selected.size}
        onAssign={mayWork && selected.size > 0 ? () => assign(targets) : undefined}
        onClear={() => setSelected(NOTHING)}
      />
    </div>
  );
}

function toggled(before: ReadonlySet<string>, ref: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(ref)) after.add(ref);
  return after;
}

/** Takes cases for oneself, one call each; what failed stays selected by being named. */
function useAssign(done: () => void): (refs: readonly string[]) => void {
  const me = useMe();
  const queries = useQueryClient();
  const one = async (ref: string): Promise<boolean> => {
    const { personId } = me;
    if (personId === null) return false;
    try {
      await call(assignCase, { params: { ref }, body: { personId } });
    } catch {
      return false;
    }
    const mine = { id: personId, name: me.name };
    patchRow(queries, ref, (row: CaseRow) => ({ ...row, assignedTo: mine }));
    return true;
  };
  const all = async (refs: readonly string[]) => {
    const failed: string[] = [];
    for (const ref of refs) if (!(await one(ref))) failed.push(ref);
    const said =
      refs.length === 1
        ? `${refs[0]} is yours.`
        : `${refs.length - failed.length} cases are yours.`;
    notify(failed.length === 0 ? said : `Not assigned: ${failed.join(", ")}.`);
    void queries.invalidateQueries({ queryKey: ["case-counts"] });
    void queries.invalidateQueries({ queryKey: ["me"] });
    done();
  };
  return (refs) => void all(refs);
}
