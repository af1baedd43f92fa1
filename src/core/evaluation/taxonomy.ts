import type { Taxonomy as AssertTaxonomy } from "./assert/rows.ts";
import { type Identity, toIdentity } from "./identity.ts";

/** Whether what a category describes may happen. */
export type Stance = "permissible" | "impermissible";

/** One thing that may be seen in a transcript. Names are unique within a taxonomy. */
export type Category = {
  readonly name: string;
  readonly definition: string;
  readonly examples: readonly string[];
  readonly stance: Stance;
};

export type Term = { readonly term: string; readonly definition: string };

/** A behaviour taken apart. */
export type Taxonomy = {
  readonly behaviour: { readonly name: string; readonly definition: string };
  readonly terms: readonly Term[];
  readonly categories: readonly Category[];
};

export const toTaxonomyId = ({ behaviour, terms, categories }: Taxonomy): Identity =>
  toIdentity("taxonomy", {
    behaviour: { name: behaviour.name, definition: behaviour.definition },
    terms: terms.map(({ term, definition }) => ({ term, definition })),
    categories: categories.map(({ name, definition, examples, stance }) => ({
      name,
      definition,
      examples,
      stance,
    })),
  });

/** As ASSERT writes it. */
export const toAssertTaxonomy = ({ behaviour, terms, categories }: Taxonomy): AssertTaxonomy => ({
  behavior: { name: behaviour.name, definition: behaviour.definition },
  definition_of_terms: terms.map(({ term, definition }) => ({ term, definition, examples: [] })),
  behavior_categories: categories.map(({ name, definition, examples, stance }) => ({
    name,
    definition,
    examples: [...examples],
    permissible: stance === "permissible",
  })),
});

/** What ASSERT wrote. A category that does not say that it is permissible is not. */
export const fromAssertTaxonomy = (taxonomy: AssertTaxonomy): Taxonomy => ({
  behaviour: {
    name: taxonomy.behavior.name,
    definition: taxonomy.behavior.definition ?? "",
  },
  terms: (taxonomy.definition_of_terms ?? []).map(({ term, definition }) => ({ term, definition })),
  categories: taxonomy.behavior_categories.map((category) => ({
    name: category.name,
    definition: category.definition ?? "",
    examples: category.examples ?? [],
    stance: category.permissible === true ? "permissible" : "impermissible",
  })),
});
