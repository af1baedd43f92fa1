import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useMemo, useRef } from "react";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import type { TrialFilter } from "#contract/evaluation/trial.ts";
import { KeyHints } from "../../keys/KeyHelp.tsx";
import { useKeys } from "../../keys/useKeys.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { LoadingState } from "../../ui/LoadingState.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { Scroll } from "../../ui/Scroll.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { figure } from "../outcomeSays.ts";
import { evaluationQuery, numbersQuery, rowsQuery } from "../queries.ts";
import { RunHead } from "../run/RunHead.tsx";
import { useProgress } from "../run/useProgress.ts";
import { Filters } from "./Filters.tsx";
import { type Numbers, numberAt, placeOf } from "./places.ts";
import { TrialPanel } from "./TrialPanel.tsx";
import { TrialTable } from "./TrialTable.tsx";
import classes from "./trials.module.css";
import {
  ALL_TRIALS,
  isFiltered,
  parseView,
  readSearch,
  type TrialView,
  toFilter,
  toSearch,
} from "./view.ts";

/** The trials of a run: a list that holds a hundred thousand, and the one under the cursor beside it. */
export function TrialsPage() {
  const { ref = "" } = useParams({ strict: false });
  const run = useQuery({ ...evaluationQuery(ref), refetchOnWindowFocus: false });
  const search = readSearch(useSearch({ strict: false }));
  const view = useMemo(() => parseView(search), [search]);
  useTitle(run.data ? `Trials of ${run.data.title}` : ref);
  const onChange = useChange(ref, view);
  const filter = useDeferredFilter(view);
  const list = useQuery(numbersQuery(ref, filter));
  // The first rows are asked for at once, and not only when it is known how many there are.
  useQuery(rowsQuery(ref, filter, NOTHING, 0));
  const failed = run.data === undefined ? run : list;
  if (failed.data === undefined && failed.error)
    return (
      <div className={classes.page}>
        <div className={classes.bare}>
          <h1>{ref}</h1>
          <ErrorState
            what="the trials"
            error={failed.error}
            again={() => {
              void run.refetch();
              void list.refetch();
            }}
          />
        </div>
      </div>
    );
  return (
    <div className={classes.page}>
      <div className={run.data ? classes.top : classes.bare}>
        {run.data ? <RunHead page={run.data} /> : <h1>{ref}</h1>}
      </div>
      {run.data && list.data ? (
        <Trials page={run.data} list={list.data} view={view} filter={filter} onChange={onChange} />
      ) : (
        <div className={classes.inset}>
          <LoadingState what="the trials" lines={16} />
        </div>
      )}
    </div>
  );
}

const NOTHING: Numbers = { total: 0, numbers: null };

type Change = (part: Partial<TrialView>) => void;

/** The address is the state: moving the cursor replaces its entry in the history, another filter adds one. */
function useChange(ref: string, view: TrialView): Change {
  const navigate = useNavigate();
  const latest = useRef(view);
  latest.current = view;
  return useCallback(
    (part) => {
      const next = { ...latest.current, ...part };
      const isSame = JSON.stringify(toFilter(next)) === JSON.stringify(toFilter(latest.current));
      latest.current = next;
      void navigate({
        to: "/evaluations/$ref/trials",
        params: { ref },
        search: toSearch(next),
        replace: isSame,
        resetScroll: false,
      });
    },
    [navigate, ref],
  );
}

/** The same object as long as the filter is the same, and late enough to let typing go first. */
function useDeferredFilter({ category, stance, dimension, outcome, show, text }: TrialView) {
  return useDeferredValue(
    useMemo(
      () => toFilter({ ...ALL_TRIALS, category, stance, dimension, outcome, show, text }),
      [category, stance, dimension, outcome, show, text],
    ),
  );
}

type Props = {
  readonly page: EvaluationPage;
  readonly list: Numbers;
  readonly view: TrialView;
  readonly filter: TrialFilter;
  readonly onChange: Change;
};

function Trials({ page, list, view, filter, onChange }: Props) {
  useProgress(page);
  const dimension = view.dimension || (page.dimensions[0] ?? "");
  const panel = useRef<HTMLElement>(null);
  const onCurrent = useCallback((at: number) => onChange({ at }), [onChange]);
  const onOpen = useCallback(
    (at: number) => {
      onChange({ at, open: true });
      requestAnimationFrame(() => panel.current?.focus());
    },
    [onChange],
  );
  const isIn = view.at !== undefined && placeOf(list, view.at) >= 0;
  const shown = useDeferredValue(isIn ? view.at : numberAt(list, 0));
  useKeys([
    {
      keys: "Escape",
      does: "back to the list",
      on: view.open,
      run: () => onChange({ open: false }),
    },
  ]);
  return (
    <>
      <Filters page={page} view={view} dimension={dimension} onChange={onChange} />
      {list.total === 0 || shown === undefined ? (
        <div className={`${classes.list} ${classes.none}`}>
          <NoTrial page={page} view={view} />
        </div>
      ) : (
        <div className={classes.both} data-open={view.open}>
          <div className={classes.list}>
            <TrialTable
              key={JSON.stringify(filter)}
              evaluation={page.ref}
              filter={filter}
              list={list}
              dimension={dimension}
              current={view.at}
              onCurrent={onCurrent}
              onOpen={onOpen}
            />
          </div>
          <Scroll ref={panel} className={classes.panel} label="Transcript">
            <TrialPanel
              evaluation={page.ref}
              number={shown}
              judges={page.judges}
              dimension={dimension}
              head={
                <span className={classes.back}>
                  <TextButton onClick={() => onChange({ open: false })}>
                    Back to the list
                  </TextButton>
                </span>
              }
            />
          </Scroll>
        </div>
      )}
      <KeyHints hints={HINTS}>
        <span>
          {figure.format(list.total)} of {figure.format(page.trials)} trials
        </span>
      </KeyHints>
    </>
  );
}

const HINTS = [
  { keys: ["j", "k"], does: "move" },
  { keys: ["Enter"], does: "read" },
  { keys: ["/"], does: "filter" },
  { keys: ["?"], does: "all keys" },
];

const NoTrial = ({ page, view }: { readonly page: EvaluationPage; readonly view: TrialView }) =>
  isFiltered(view) ? (
    <EmptyState page fact="No trial is like that.">
      Take a filter away. Trials that have no verdict are under “unscored only”.
    </EmptyState>
  ) : (
    <EmptyState page fact="No trial yet.">
      {page.state === "running"
        ? "Trials appear here as they come in."
        : "The run ended before its first trial."}
    </EmptyState>
  );
