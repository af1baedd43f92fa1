import type { EvaluationPage } from "#contract/evaluation/run.ts";
import { Section } from "../../ui/Page.tsx";
import { Tag } from "../../ui/Tag.tsx";
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
      <ul className={classes.categories}>
        {categories.map(({ name, definition, examples, stance }) => (
          <li key={name}>
            <details>
              <summary>
                {name} <Tag>{stance}</Tag>
              </summary>
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
