import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { Hash } from "../../ui/Hash.tsx";
import { Section } from "../../ui/Page.tsx";
import { Tag, Unknown } from "../../ui/Tag.tsx";
import { figure } from "../outcomeSays.ts";
import { judgesSay, modelsOf } from "./judgesSay.ts";
import classes from "./run.module.css";

/** What this run is: everything that can change its outcome, and by whom it was judged. */
export function RunFacts({ page }: { readonly page: EvaluationPage }) {
  const { configuration, circumstances, testSetSummary: set } = page;
  return (
    <Section title="What was run" fact="hashes cover everything that can change the outcome">
      <dl className={classes.facts}>
        <Fact name="Behaviour">{page.behaviour}</Fact>
        <Fact name="Target">
          {circumstances.model} <span className="dim">run</span> <Hash of={page.runKey} />
        </Fact>
        <Fact name="Scaffold">{circumstances.scaffold}</Fact>
        <Fact name="Test set">
          {figure.format(set.cases)} cases, {set.method} <Hash of={set.id} />
          {configuration.repetitions > 1 && `, each ${configuration.repetitions} times`}
        </Fact>
        {set.factors.length > 0 && (
          <Fact name="Factors">
            {set.factors.map(({ name, levels }) => `${name} (${levels.length})`).join(", ")}
          </Fact>
        )}
        <Fact name="Judges">
          {judgesSay(page.judges)} <span className="dim">judge</span> <Hash of={page.judgeKey} />
          <div className={classes.levels}>
            {modelsOf(page.judges).map(({ id, name, calibrated }) =>
              calibrated ? (
                <Tag key={id}>{name}, checked against labels</Tag>
              ) : (
                <Unknown key={id}>{name}, nobody checked it</Unknown>
              ),
            )}
          </div>
        </Fact>
        <Fact name="Seeds">{circumstances.seeds}</Fact>
        <Fact name="Budget">{circumstances.budget}</Fact>
        <Fact name="Environment">
          {circumstances.environment}, {configuration.harness.name} {configuration.harness.version}
        </Fact>
        <Fact name="Integrity">
          {page.integrity.replace("-", " ")}
          {page.integrityNote !== "" && `: ${page.integrityNote}`}
        </Fact>
      </dl>
      <details className={classes.whole}>
        <summary>The whole configuration</summary>
        <pre className={classes.configuration}>{JSON.stringify(configuration, null, 2)}</pre>
      </details>
    </Section>
  );
}

const Fact = (props: { readonly name: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </div>
);
