import type { Problem } from "../../problem.ts";
import type { Registry } from "../registry.ts";
import { toSaltedTerm } from "../saltedTerm.ts";
import { readFileText, readShape } from "./document.ts";
import { registrySchema } from "./packSchema.ts";

export type ReadRegistry =
  | { readonly ok: true; readonly registry: Registry }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Terms that stand in the file as they are need no secret: whoever reads it knows them. */
const OPEN_SALT = "assay";

function saltedTerms(terms: readonly string[]): Required<Registry>["terms"] {
  const salted = terms.map((term) => toSaltedTerm(OPEN_SALT, term));
  return { salt: OPEN_SALT, terms: salted.filter((term) => term !== undefined) };
}

/** Reads what may not be told now, from JSON. `terms` are plain words, or salted hashes of them with their salt. */
export function readRegistry(text: string): ReadRegistry {
  const file = readFileText(text, "json");
  if (!file.ok) return file;
  const read = readShape("registry", registrySchema, file.value);
  if (!read.ok) return { ok: false, problems: file.withLines(read.problems) };
  const { terms, ...known } = JSON.parse(JSON.stringify(read.value)) as typeof read.value;
  const registry = known as Registry;
  if (terms === undefined) return { ok: true, registry };
  return {
    ok: true,
    registry: { ...registry, terms: "salt" in terms ? terms : saltedTerms(terms) },
  };
}
