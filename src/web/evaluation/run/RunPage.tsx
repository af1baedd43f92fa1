import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { ApiError } from "../../api.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Failed } from "../../ui/ErrorState.tsx";
import { Page } from "../../ui/Page.tsx";
import frame from "../../ui/page.module.css";
import { useTitle } from "../../ui/useTitle.ts";
import { evaluationQuery } from "../queries.ts";
import { RatesPart } from "./RatesPart.tsx";
import { RunFacts } from "./RunFacts.tsx";
import { RunHead, RunTrail } from "./RunHead.tsx";
import classes from "./run.module.css";
import { TaxonomyPart } from "./TaxonomyPart.tsx";
import { useProgress } from "./useProgress.ts";

/** One run: what was asked of which target, by which judges, and what came out. */
export function RunPage() {
  const { ref = "" } = useParams({ strict: false });
  const query = useQuery(evaluationQuery(ref));
  useTitle(query.data ? `${query.data.title}, ${ref}` : ref);
  if (query.error instanceof ApiError && query.error.status === 404 && query.data === undefined)
    return (
      <Page trail={<RunTrail of={ref} />} title={ref}>
        <EmptyState page fact="No such run, or none that you may see.">
          A run is shown to the party that ran it.
        </EmptyState>
      </Page>
    );
  if (query.data === undefined)
    return (
      <Page trail={<RunTrail of={ref} />} title={ref}>
        <Asked query={query} what="the run" lines={14}>
          {() => null}
        </Asked>
      </Page>
    );
  return <Run page={query.data} key={ref} />;
}

function Run({ page }: { readonly page: EvaluationPage }) {
  const navigate = useNavigate();
  const { ref } = page;
  useProgress(page);
  useKeys([
    { keys: "b", does: "back to the runs", run: () => void navigate({ to: "/evaluations" }) },
    {
      keys: "t",
      does: "trials of the run",
      run: () => void navigate({ to: "/evaluations/$ref/trials", params: { ref } }),
    },
  ]);
  return (
    <div className={frame.page}>
      <RunHead
        page={page}
        acts={
          <Button component={Link} to={`/evaluations/compare?b=${ref}`}>
            Set against another run
          </Button>
        }
      />
      <div className={classes.columns}>
        <div>
          {page.stopped !== null && (
            <div className={classes.stopped}>
              <Failed>
                Stopped: {page.stopped} What was run until then is kept; the same run goes on where
                it stopped when it is started again.
              </Failed>
            </div>
          )}
          <RatesPart page={page} />
        </div>
        <div>
          <RunFacts page={page} />
          <TaxonomyPart page={page} />
        </div>
      </div>
    </div>
  );
}
