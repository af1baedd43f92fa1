import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { CalibrationPage, JudgeCalibration } from "#contract/evaluation/label.ts";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Unknown } from "../../ui/Tag.tsx";
import { figure } from "../outcomeSays.ts";
import { toPercent } from "../plot/forest.ts";
import { calibrationQuery } from "../queries.ts";
import { trialName } from "../trials/trialSays.ts";
import { correctedSays, kappaSays, shareSays } from "./calibrationSays.ts";
import classes from "./labels.module.css";

/** How often each judge says what people say, and what the run's rates come to once its errors are taken out. */
export function CalibrationPart(props: {
  readonly page: EvaluationPage;
  readonly dimension: string;
}) {
  const { page, dimension } = props;
  const query = useQuery(calibrationQuery(page.ref, dimension));
  return (
    <Section title="Judges against people" fact="95% intervals; rates in per cent">
      <Asked query={query} what="the comparison of judges" lines={4}>
        {(found) =>
          found.labelled === 0 ? (
            <EmptyState fact="Nothing is labelled yet.">
              Draw a sample, let two people label part of it, and each judge’s sensitivity,
              specificity and κ stand here. A model that nobody checked cannot be the only gate.
            </EmptyState>
          ) : (
            <Found page={page} found={found} />
          )
        }
      </Asked>
    </Section>
  );
}

function Found({
  page,
  found,
}: {
  readonly page: EvaluationPage;
  readonly found: CalibrationPage;
}) {
  return (
    <>
      <p className={classes.people}>
        {figure.format(found.labelled)} trials are labelled, {figure.format(found.doubled)} of them
        by two people. Between people, κ is <Value says={kappaSays(found.people)} />.
      </p>
      <DataTable
        label="Judges against people"
        rows={found.judges}
        keyOf={({ judge }) => judge}
        columns={COLUMNS}
      />
      {found.disputed.length > 0 && (
        <p className={classes.people}>
          People disagree on{" "}
          {found.disputed.slice(0, 12).map((number, at) => (
            <span key={number}>
              {at > 0 && ", "}
              <Link
                to="/evaluations/$ref/trials"
                params={{ ref: page.ref }}
                search={{ at: String(number), open: "yes" }}
              >
                {trialName(number)}
              </Link>
            </span>
          ))}
          {found.disputed.length > 12 && ` and ${found.disputed.length - 12} more`}: no judge is
          measured by these.
        </p>
      )}
    </>
  );
}

const COLUMNS = [
  {
    id: "judge",
    head: "Judge",
    cell: ({ kind, name, silent }: JudgeCalibration) => (
      <>
        <span className="strong">{name}</span>
        <br />
        <span className="dim">
          {kind}
          {silent > 0 && `, no answer on ${figure.format(silent)}`}
        </span>
      </>
    ),
  },
  {
    id: "sensitivity",
    head: "Sensitivity",
    cell: ({ sensitivity }: JudgeCalibration) => <Value says={shareSays(sensitivity)} />,
  },
  {
    id: "specificity",
    head: "Specificity",
    cell: ({ specificity }: JudgeCalibration) => <Value says={shareSays(specificity)} />,
  },
  {
    id: "kappa",
    head: "κ",
    cell: ({ kappa }: JudgeCalibration) => <Value says={kappaSays(kappa)} />,
  },
  {
    id: "rate",
    head: "Rate, as judged",
    cell: ({ observed }: JudgeCalibration) =>
      observed.rate === null ? (
        <Unknown />
      ) : (
        <>
          {toPercent(observed.rate)} <span className="dim">n {figure.format(observed.n)}</span>
        </>
      ),
  },
  {
    id: "corrected",
    head: "Rate, corrected",
    cell: (judge: JudgeCalibration) => <Value says={correctedSays(judge)} />,
  },
];

type Says = { readonly value: string; readonly about: string } | null;
const Value = ({ says }: { readonly says: Says }) =>
  says === null ? (
    <Unknown />
  ) : (
    <>
      <span className="strong">{says.value}</span> <span className="dim nw">{says.about}</span>
    </>
  );
