import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { Section } from "../../ui/Page.tsx";
import classes from "./run.module.css";

/** The behaviour taken apart, each category with its definition and examples. */
export function TaxonomyPart({ page }: { readonly page: EvaluationPage }) {
  const { behaviour, categories, terms } = page.taxonomy;
  return (
    <Section title="Taxonomy" fact={`${categories.length} categories of “${behaviour.name}”`}>
      {behaviour.definition !== "" && (
        <details className={classes.definition}>
          <summary>What is looked for</summary>
          <p>{behaviour.definition}</p>
        </details>
      )}
      {(["impermissible", "permissible"] as const).map((stance) => (
        <Categories
          key={stance}
          title={TITLES[stance]}
          categories={categories.filter((one) => one.stance === stance)}
        />
      ))}
      {terms.length > 0 && (
        <dl className={classes.facts}>
          {terms.map(({ term, definition }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{definition}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

const TITLES = { permissible: "Permissible", impermissible: "Impermissible" } as const;

function Categories(props: {
  readonly title: string;
  readonly categories: EvaluationPage["taxonomy"]["categories"];
}) {
  if (props.categories.length === 0) return null;
  return (
    <>
      <h3 className={classes.stance}>{props.title}</h3>
      <ul className={classes.categories}>
        {props.categories.map(({ name, definition, examples }) => (
          <li key={name}>
            <details>
              <summary>{name}</summary>
              <p>{definition}</p>
              {examples.length > 0 && (
                <ul>
                  {examples.map((example) => (
                    <li key={example}>{example}</li>
                  ))}
                </ul>
              )}
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
