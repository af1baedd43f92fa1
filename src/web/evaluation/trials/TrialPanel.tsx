import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import type { TrialPage } from "#contract/evaluation/trial.ts";
import { Asked } from "../../ui/Asked.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { trialQuery } from "../queries.ts";
import { toMarks } from "../transcript/marks.ts";
import { Transcript } from "../transcript/Transcript.tsx";
import { countHidden, toTurns } from "../transcript/turns.ts";
import { PeopleSay } from "./PeopleSay.tsx";
import { Reports } from "./Reports.tsx";
import { inOrder, type Named, TrialVerdicts } from "./TrialVerdicts.tsx";
import { endSays, hasConversation, trialName } from "./trialSays.ts";
import classes from "./trials.module.css";

type Props = {
  readonly evaluation: string;
  readonly number: number;
  readonly judges: readonly Named[];
  /** Whose verdicts stand first. */
  readonly dimension: string;
  /** Beside the trial's name. */
  readonly head?: ReactNode;
};

/** One trial: what was said and called, what judges cite of it, and what each of them says. */
export function TrialPanel({ evaluation, number, ...props }: Props) {
  const query = useQuery({
    ...trialQuery(evaluation, number),
    placeholderData: keepPreviousData,
  });
  const shown = query.data?.number ?? number;
  return (
    <>
      <div className={classes.panelHead}>
        <h2>Trial {trialName(shown)}</h2>
        {query.data && <span>{query.data.category ?? query.data.title}</span>}
        {props.head}
      </div>
      <Asked query={query} what="the trial" lines={8}>
        {(page) => (
          <>
            <TrialBody page={page} {...props} />
            {!page.blinded && <Reports evaluation={evaluation} page={page} />}
          </>
        )}
      </Asked>
    </>
  );
}

export function TrialBody(props: {
  readonly page: TrialPage;
  readonly judges: readonly Named[];
  readonly dimension: string;
  /** Nothing of what anybody says of it is shown, whatever is known. */
  readonly isBlind?: boolean;
}) {
  const { page, dimension } = props;
  const { events, fault } = page.trial;
  const [isWhole, setWhole] = useState(false);
  const view = isWhole ? "combined" : "target";
  const isBlind = props.isBlind ?? page.blinded;
  const verdicts = useMemo(
    () => (isBlind ? [] : inOrder(page.verdicts ?? [], dimension, page.category)),
    [page, dimension, isBlind],
  );
  const labels = isBlind ? null : page.labels;
  const { marks, grounds } = useMemo(
    () =>
      toMarks([
        ...verdicts.flatMap(({ opinions }) => opinions),
        ...(labels ?? []).map(({ citations }) => ({ seen: [], citations })),
      ]),
    [verdicts, labels],
  );
  const turns = useMemo(() => toTurns(events, view), [events, view]);
  const hidden = countHidden(events, "target");
  return (
    <>
      {!hasConversation(page) && (
        <p className={classes.notice}>
          <b className="unk">{endSays(page.end)}.</b> {fault ?? "There is nothing to judge."} It is
          counted as evidence missing.
        </p>
      )}
      {page.trial.evidence.truncated && (
        <p className={classes.notice}>
          <b className="unk">Not everything was seen.</b> What is not here may have been said.
        </p>
      )}
      <Transcript turns={turns} marks={marks} />
      {hidden > 0 && (
        <p className={classes.hidden}>
          {isWhole
            ? "All views are shown. "
            : `${hidden} ${hidden === 1 ? "note" : "notes"} of tester and harness not shown. `}
          <TextButton onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Show what the target saw" : "Show them"}
          </TextButton>
        </p>
      )}
      {isBlind ? (
        props.isBlind === undefined && (
          <p className={classes.notice}>
            <b className="unk">Yours to label.</b> What judges say is shown once you have said what
            you see.
          </p>
        )
      ) : (
        <>
          <TrialVerdicts verdicts={verdicts} grounds={grounds} judges={props.judges} />
          <PeopleSay labels={labels ?? []} grounds={grounds.slice(-(labels?.length ?? 0))} />
        </>
      )}
    </>
  );
}
