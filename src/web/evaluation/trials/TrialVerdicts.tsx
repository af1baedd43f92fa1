import type { EvaluationPage } from "#contract/evaluation/run.ts";
import type { Verdict } from "#contract/evaluation/trial.ts";
import { toShortIdentity } from "#core/evaluation/identity.ts";
import { dimensionSays } from "../outcomeSays.ts";
import { JudgesTable } from "../transcript/JudgesTable.tsx";
import type { Grounds } from "../transcript/marks.ts";
import classes from "./trials.module.css";

/** What is needed of a judge to name it. */
export type Named = Pick<EvaluationPage["judges"][number], "id" | "name">;

/** A table for each respect in which somebody was to say something; `grounds` are of all opinions, in the order of the verdicts. */
export function TrialVerdicts(props: {
  readonly verdicts: readonly Verdict[];
  readonly grounds: readonly Grounds[];
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
export function inOrder(
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
