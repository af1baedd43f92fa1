import type { Category, Taxonomy } from "./taxonomy.ts";

/** What another taxonomy would change, a line each: + what comes, - what goes, ~ what is otherwise. */
export function diffTaxonomies(before: Taxonomy, after: Taxonomy): string[] {
  const find = ({ categories }: Taxonomy, name: string) =>
    categories.find((category) => category.name === name);
  return [
    ...before.categories
      .filter(({ name }) => find(after, name) === undefined)
      .map(({ name, stance }) => `- ${name} (${stance})`),
    ...after.categories.flatMap((category) => {
      const was = find(before, category.name);
      if (was === undefined)
        return [`+ ${category.name} (${category.stance}): ${category.definition}`];
      return changesOf(was, category).map((change) => `~ ${category.name}: ${change}`);
    }),
  ];
}

function changesOf(was: Category, is: Category): string[] {
  const gone = was.examples.filter((example) => !is.examples.includes(example));
  const come = is.examples.filter((example) => !was.examples.includes(example));
  return [
    ...(was.stance === is.stance ? [] : [`${was.stance} becomes ${is.stance}`]),
    ...(was.definition === is.definition ? [] : [`"${was.definition}" becomes "${is.definition}"`]),
    ...gone.map((example) => `without the example "${example}"`),
    ...come.map((example) => `with the example "${example}"`),
  ];
}
