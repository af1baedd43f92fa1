import { Link, useNavigate } from "@tanstack/react-router";
import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { dimensionSays, excludedSays, figure } from "../outcomeSays.ts";
import { ForestPlot, PlotKey } from "../plot/ForestPlot.tsx";
import { UnscoredBox } from "../UnscoredBox.tsx";
import { ratedOf, toGroups } from "./plotGroups.ts";

/** Every rate of the run, a plot for each dimension. */
export const RatesPart = ({ page }: { readonly page: EvaluationPage }) =>
  page.dimensions.map((dimension) => <Rates key={dimension} page={page} dimension={dimension} />);

function Rates(props: { readonly page: EvaluationPage; readonly dimension: string }) {
  const { page, dimension } = props;
  const navigate = useNavigate();
  const { ref } = page;
  const groups = toGroups(ratedOf(page, dimension));
  const whole = wholeOf(page, dimension);
  const without = page.withoutJudge.filter((one) => one.dimension === dimension);
  const open = (category: string) =>
    void navigate({
      to: "/evaluations/$ref/trials",
      params: { ref },
      search: { category, dimension },
    });
  return (
    <Section
      title={`Rates, ${dimensionSays(dimension)}`}
      fact="Wilson, 95%; a rate is never shown without its n and judge"
    >
      {groups.length === 0 ? (
        <EmptyState fact="Nothing is judged yet.">
          {page.state === "running"
            ? "Rates appear here as verdicts come in."
            : "No judge has said anything of these trials."}
        </EmptyState>
      ) : (
        <>
          <ForestPlot
            label={`Rates of ${dimensionSays(dimension)} with 95 % intervals`}
            groups={groups}
            onChoose={open}
          />
          <PlotKey isPair={false} bound={null}>
            {excludedSays(whole.excluded)}
            {whole.conflicts > 0 && (
              <>
                {"; "}
                <Link
                  className="in"
                  to="/evaluations/$ref/trials"
                  params={{ ref }}
                  search={{ show: "conflict", dimension }}
                >
                  {figure.format(whole.conflicts)}{" "}
                  {whole.conflicts === 1 ? "conflict" : "conflicts"} of judges
                </Link>
              </>
            )}
          </PlotKey>
        </>
      )}
      <UnscoredBox categories={without.map(({ category }) => category)} />
    </Section>
  );
}

/** What was left out of the rates of all trials, whatever their stance. */
function wholeOf({ figures }: EvaluationPage, dimension: string) {
  const own = figures.filter((one) => one.dimension === dimension && one.category === null);
  const whole = own.filter(({ stance }) => stance === null);
  const counted = whole.length > 0 ? whole : own;
  const reasons = new Map<string, number>();
  const excluded = counted.flatMap(({ rate }) => rate.excluded);
  for (const { reason, n } of excluded) reasons.set(reason, (reasons.get(reason) ?? 0) + n);
  return {
    excluded: [...new Map(excluded.map((one) => [one.reason, one])).values()].map(({ reason }) => ({
      reason,
      n: reasons.get(reason) ?? 0,
    })),
    conflicts: counted.reduce((sum, { rate }) => sum + rate.conflicts, 0),
  };
}
