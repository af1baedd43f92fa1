import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { GuardFigures } from "#contract/guard/figure.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Hash } from "../../ui/Hash.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { figuresQuery } from "../queries.ts";
import { CHANNEL_SAYS } from "../words.ts";
import { Cell, DaysChart } from "./DaysChart.tsx";
import classes from "./record.module.css";
import { timeSays } from "./timeSays.ts";

const SPANS = ["7", "30", "90", "366"] as const;

/** What the guard decided, counted. Nothing here tells of anybody in particular. */
export function FiguresPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const span = SPANS.find((one) => one === search.days) ?? "30";
  const query = useQuery(figuresQuery(Number(span)));
  return (
    <Page title="Counts" about={query.data && `${query.data.from} to ${query.data.to}`}>
      <div className={classes.filters}>
        <Switch
          label="Days"
          values={SPANS}
          chosen={span}
          onChoose={(days) =>
            void navigate({
              to: "/guard/figures",
              search: days === "30" ? {} : { days },
              resetScroll: false,
            })
          }
        />
      </div>
      <Asked query={query} what="the figures" lines={12}>
        {(figures) => (figures.decisions === 0 ? <None /> : <Figures figures={figures} />)}
      </Asked>
    </Page>
  );
}

const None = () => (
  <EmptyState page fact="Nothing was decided in these days.">
    Every mail, page, paper and answer of a model that the guard reads counts here.{" "}
    <Link to="/guard">See what reads them</Link>.
  </EmptyState>
);

const BECAME = {
  pass: "without a finding",
  rewrite: "rewritten",
  escalate: "held for a person",
  block: "blocked",
} as const;

function Figures({ figures }: { readonly figures: GuardFigures }) {
  const { verdicts, channels, rules, escalations, times, smallest } = figures;
  return (
    <>
      <dl className={classes.figures}>
        <div>
          <dt>texts read</dt>
          <dd>
            <Cell count={figures.decisions} />
          </dd>
        </div>
        {verdicts.map(({ verdict, count }) => (
          <div key={verdict}>
            <dt>{BECAME[verdict]}</dt>
            <dd>
              <Cell count={count} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.says}>
        Counts below {smallest} are not shown, nor what would tell them: “few” may be any number
        from 1, or one more that hides it.
      </p>
      <Section title="Day by day" fact="texts read, by verdict">
        <DaysChart days={figures.days} />
      </Section>
      <div className={classes.both}>
        <Section title="By what left">
          <DataTable
            label="By what left"
            grid
            rows={channels}
            keyOf={({ channel }) => channel}
            columns={[
              { id: "channel", head: "What left", cell: ({ channel }) => CHANNEL_SAYS[channel] },
              ...verdicts.map(({ verdict }) => ({
                id: verdict,
                head: verdict,
                width: "70px",
                number: true,
                cell: (line: GuardFigures["channels"][number]) => (
                  <Cell
                    count={line.verdicts.find((one) => one.verdict === verdict)?.count ?? null}
                  />
                ),
              })),
            ]}
          />
        </Section>
        <Section title="By rule" fact="findings">
          {rules.length === 0 ? (
            <EmptyState fact="No finding.">No rule spoke in these days.</EmptyState>
          ) : (
            <DataTable
              label="By rule"
              grid
              rows={rules}
              keyOf={({ ruleId }) => ruleId}
              columns={[
                {
                  id: "rule",
                  head: "Rule",
                  cell: ({ ruleId }) => <RuleLink id={ruleId} />,
                },
                {
                  id: "count",
                  head: "Findings",
                  width: "80px",
                  number: true,
                  cell: ({ count }) => <Cell count={count} />,
                },
              ]}
            />
          )}
        </Section>
      </div>
      <Section title="Held for a person">
        <dl className={classes.facts}>
          <dt>Waiting now</dt>
          <dd>{escalations.waiting}</dd>
          <dt>Released</dt>
          <dd>
            <Cell count={escalations.released} />
          </dd>
          <dt>Rewritten</dt>
          <dd>
            <Cell count={escalations.rewritten} />
          </dd>
          <dt>Blocked</dt>
          <dd>
            <Cell count={escalations.blocked} />
          </dd>
          <dt>Nobody decided</dt>
          <dd>
            <Cell count={escalations.expired} />
          </dd>
          <dt>Median wait</dt>
          <dd>{timeSays(escalations.medianSeconds)}</dd>
        </dl>
      </Section>
      <Section title="How long a reading takes">
        <p className={classes.says}>
          {times.median === null
            ? "Too few to tell."
            : `Half of all take ${times.median.toFixed(1)} ms at most, 99 in 100 take ${(times.p99 ?? 0).toFixed(1)} ms.`}
        </p>
      </Section>
      <Section title="Policies now" fact="which packs read is on record by these hashes">
        <ul className={classes.policies}>
          {figures.policies.map(({ channel, policy }) => (
            <li key={channel}>
              {CHANNEL_SAYS[channel]} <Hash of={policy} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

const RuleLink = ({ id }: { readonly id: string }) => {
  const [pack = ""] = id.split("/");
  return (
    <Link to="/guard/packs/$pack" params={{ pack }} search={{ rule: id }} className="mono">
      {id}
    </Link>
  );
};
