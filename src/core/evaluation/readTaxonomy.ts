import { z } from "zod";
import type { Problem } from "../problem.ts";
import { Taxonomy as AssertTaxonomy } from "./assert/rows.ts";
import { readAt } from "./config/issues.ts";
import { fromAssertTaxonomy, type Taxonomy } from "./taxonomy.ts";

const Own = z.object({
  behaviour: z.object({ name: z.string(), definition: z.string() }),
  terms: z.array(z.object({ term: z.string(), definition: z.string() })).default([]),
  categories: z
    .array(
      z.object({
        name: z.string().min(1),
        definition: z.string(),
        examples: z.array(z.string()).default([]),
        stance: z.enum(["permissible", "impermissible"]),
      }),
    )
    .min(1),
});

export type ReadTaxonomy =
  | { readonly ok: true; readonly taxonomy: Taxonomy }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A taxonomy of ours (alone, or as an artefact) or of ASSERT's, as JSON. */
export function readTaxonomy(value: unknown): ReadTaxonomy {
  const held = (value as { content?: unknown } | null)?.content ?? value;
  const isAssert = typeof held === "object" && held !== null && "behavior_categories" in held;
  const read = isAssert
    ? readAt(AssertTaxonomy.transform(fromAssertTaxonomy), held, [], () => 1)
    : readAt<Taxonomy>(Own, held, [], () => 1);
  if (!read.ok) return read;
  const names = read.value.categories.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return { ok: true, taxonomy: read.value };
  const message = `The category ${twice} stands there twice. Rename one of them.`;
  return { ok: false, problems: [{ rule: "taxonomy/name", pointer: "/categories", message }] };
}
