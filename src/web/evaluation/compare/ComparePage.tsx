import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Asked } from "../../ui/Asked.tsx";
import frame from "../../ui/page.module.css";
import { Trail } from "../../ui/Trail.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { comparisonQuery } from "../queries.ts";
import { ChangedTrials } from "./ChangedTrials.tsx";
import { ChooseRuns } from "./ChooseRuns.tsx";
import { ComparedRates } from "./ComparedRates.tsx";
import classes from "./compare.module.css";
import { GateBanner } from "./GateBanner.tsx";
import { RunsTable } from "./RunsTable.tsx";
import { type CompareView, parseView, toSearch } from "./view.ts";

export type ChangeView = (part: Partial<CompareView>) => void;

/** Two runs side by side: what differs between them, what the gate says, where the rates went, and each trial that changed. */
export function ComparePage() {
  const view = parseView(useSearch({ strict: false }) as Record<string, unknown>);
  const onChange = useChange(view);
  const { a, b } = view;
  useTitle(a && b ? `${b} against ${a}` : "Compare two runs");
  return (
    <div className={frame.page}>
      <Trail
        end={
          a &&
          b && (
            <>
              <Button onClick={() => onChange({ a: undefined, at: undefined })}>
                Another run as A
              </Button>
              <Button onClick={() => onChange({ a: b, b: a, at: undefined })}>Swap A and B</Button>
            </>
          )
        }
      >
        <Link to="/evaluations">Runs</Link>
        <span>Compare</span>
      </Trail>
      {a && b ? (
        <Both view={view} a={a} b={b} onChange={onChange} />
      ) : (
        <ChooseRuns view={view} onChange={onChange} />
      )}
    </div>
  );
}

function useChange(view: CompareView): ChangeView {
  const navigate = useNavigate();
  const latest = useRef(view);
  latest.current = view;
  return useCallback(
    (part) => {
      const next = { ...latest.current, ...part };
      latest.current = next;
      const isCursor = Object.keys(part).every((key) => key === "at");
      void navigate({
        to: "/evaluations/compare",
        search: toSearch(next),
        replace: isCursor,
        resetScroll: false,
      });
    },
    [navigate],
  );
}

function Both(props: {
  readonly view: CompareView;
  readonly a: string;
  readonly b: string;
  readonly onChange: ChangeView;
}) {
  const { view, a, b, onChange } = props;
  const query = useQuery(comparisonQuery(a, b, view.dimension));
  return (
    <>
      {query.data === undefined && <h1>Compare two runs</h1>}
      <Asked query={query} what="the comparison" lines={14}>
        {(page) => <Compared page={page} view={view} onChange={onChange} />}
      </Asked>
    </>
  );
}

function Compared(props: {
  readonly page: ComparisonPage;
  readonly view: CompareView;
  readonly onChange: ChangeView;
}) {
  const { page, view, onChange } = props;
  const trials = useRef<HTMLDivElement>(null);
  useKeys([
    {
      keys: "x",
      does: "swap A and B",
      run: () => onChange({ a: page.b.ref, b: page.a.ref, at: undefined }),
    },
  ]);
  const open = (change: CompareView["change"]) => {
    onChange({ change, category: undefined, at: undefined });
    trials.current?.scrollIntoView({ block: "nearest" });
    trials.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <h1 className={frame.title}>{titleOf(page)}</h1>
      <RunsTable page={page} />
      <GateBanner page={page} onOpen={open} />
      <div className={classes.columns}>
        <ComparedRates page={page} view={view} onChange={onChange} />
        <div ref={trials} tabIndex={-1} className={classes.trials}>
          <ChangedTrials page={page} view={view} onChange={onChange} />
        </div>
      </div>
    </>
  );
}

const titleOf = ({ a, b }: ComparisonPage): string =>
  a.title === b.title ? b.title : `${b.title}, against ${a.title}`;
