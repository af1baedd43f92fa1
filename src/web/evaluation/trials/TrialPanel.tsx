import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import type { TrialPage, Verdict } from "#contract/evaluation/trial.ts";
import { toShortIdentity } from "#core/evaluation/identity.ts";
import { Asked } from "../../ui/Asked.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { dimensionSays } from "../outcomeSays.ts";
import { trialQuery } from "../queries.ts";
import { JudgesTable } from "../transcript/JudgesTable.tsx";
import { toMarks } from "../transcript/marks.ts";
import { Transcript } from "../transcript/Transcript.tsx";
import { countHidden, toTurns } from "../transcript/turns.ts";
import { endSays, hasConversation, trialName } from "./trialSays.ts";
import classes from "./trials.module.css";

type Named = Pick<EvaluationPage["judges"][number], "id" | "name">;

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
        {(page) => <TrialBody page={page} {...props} />}
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
  const { marks, grounds } = useMemo(
    () => toMarks(verdicts.flatMap(({ opinions }) => opinions)),
    [verdicts],
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
        <Verdicts verdicts={verdicts} grounds={grounds} judges={props.judges} />
      )}
    </>
  );
}

function Verdicts(props: {
  readonly verdicts: readonly Verdict[];
  readonly grounds: ReturnType<typeof toMarks>["grounds"];
  readonly judges: readonly Named[];
}) {
  const names = new Map<string, string>(props.judges.map(({ id, name }) => [id, name]));
  if (props.verdicts.length === 0)
    return <p className={classes.hidden}>No verdict yet: nobody has judged this trial.</p>;
  const ends = endsOf(props.verdicts);
  const isAsked = ({ outcome, conflict }: Verdict) => outcome !== "not_applicable" || conflict;
  const rest = props.verdicts.filter((verdict) => !isAsked(verdict));
  const tables = props.verdicts.map(
    (verdict, at) =>
      isAsked(verdict) && (
        <section key={respectOf(verdict)} className={classes.respect}>
          <h3>
            {dimensionSays(verdict.dimension)}
            {verdict.category !== null && <span className="dim">{verdict.category}</span>}
          </h3>
          <JudgesTable
            label={`Judges on ${respectOf(verdict)}`}
            dimension={verdict.dimension}
            verdict={verdict}
            grounds={props.grounds.slice((ends[at] ?? 0) - verdict.opinions.length, ends[at])}
            nameOf={(judge) => names.get(judge) ?? toShortIdentity(judge)}
          />
        </section>
      ),
  );
  return (
    <>
      {tables}
      {rest.length > 0 && (
        <p className={classes.hidden}>Not applicable: {rest.map(respectOf).join("; ")}.</p>
      )}
    </>
  );
}

/** Where the opinions of each verdict end among those of all. */
function endsOf(verdicts: readonly Verdict[]): number[] {
  let end = 0;
  return verdicts.map(({ opinions }) => (end += opinions.length));
}

const respectOf = ({ dimension, category }: Verdict): string =>
  category === null ? dimensionSays(dimension) : `${dimensionSays(dimension)}, ${category}`;

/** The respect that the list tells of first; then those in which somebody said something. */
function inOrder(
  verdicts: readonly Verdict[],
  dimension: string,
  category: string | null,
): Verdict[] {
  const rank = (verdict: Verdict): number =>
    (verdict.dimension === dimension ? 0 : 2) +
    (verdict.category === category ? 0 : 1) +
    (verdict.opinions.length > 0 ? 0 : 4);
  return verdicts.toSorted((a, b) => rank(a) - rank(b));
}
