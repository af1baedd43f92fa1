import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Page } from "../../ui/Page.tsx";
import frame from "../../ui/page.module.css";
import { Switch } from "../../ui/Switch.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { dimensionSays } from "../outcomeSays.ts";
import { evaluationQuery, samplesQuery } from "../queries.ts";
import { RunHead } from "../run/RunHead.tsx";
import { AnchorPart } from "./AnchorPart.tsx";
import { CalibrationPart } from "./CalibrationPart.tsx";
import { LabelTask } from "./LabelTask.tsx";
import classes from "./labels.module.css";
import { SamplesPart } from "./SamplesPart.tsx";

/** What people see in a run's trials, without having seen what its judges say, and how its judges compare with that. */
export function LabelsPage() {
  const { ref = "" } = useParams({ strict: false });
  const run = useQuery({ ...evaluationQuery(ref), refetchOnWindowFocus: false });
  useTitle(run.data ? `Labels of ${run.data.title}` : ref);
  if (run.data === undefined)
    return (
      <Page title={ref}>
        <Asked query={run} what="the run" lines={14}>
          {() => null}
        </Asked>
      </Page>
    );
  return <Labels page={run.data} />;
}

function Labels({ page }: { readonly page: EvaluationPage }) {
  const { dimension: asked } = useSearch({ strict: false }) as { readonly dimension?: unknown };
  const dimension =
    page.dimensions.find((one) => one === asked) ?? page.dimensions[0] ?? "policy_violation";
  const samples = useQuery(samplesQuery(page.ref));
  const navigate = useNavigate();
  return (
    <div className={frame.page}>
      <RunHead page={page} />
      <div className={classes.top}>
        {page.dimensions.length > 1 && (
          <Switch
            label="Labels of"
            isLabelHidden
            values={page.dimensions}
            chosen={dimension}
            says={dimensionSays}
            onChoose={(one) =>
              void navigate({
                to: "/evaluations/$ref/labels",
                params: { ref: page.ref },
                search: { dimension: one },
                replace: true,
              })
            }
          />
        )}
      </div>
      <Asked query={samples} what="the samples" lines={6}>
        {(all) => {
          const own = all.filter((sample) => sample.dimension === dimension);
          const mine = own.find((sample) => sample.mine.length > 0);
          return (
            <>
              {mine && <LabelTask page={page} sample={mine} />}
              <div className={classes.columns}>
                <CalibrationPart page={page} dimension={dimension} />
                <div>
                  <SamplesPart page={page} dimension={dimension} samples={own} />
                  <AnchorPart
                    evaluation={page.ref}
                    dimension={dimension}
                    labelled={own.reduce((sum, { labellers }) => sum + doneOf(labellers), 0)}
                  />
                </div>
              </div>
            </>
          );
        }}
      </Asked>
    </div>
  );
}

const doneOf = (labellers: readonly { readonly done: number }[]): number =>
  labellers.reduce((sum, { done }) => sum + done, 0);
