import { baseScore } from "#core/advisory/score.ts";
import { weaknessName } from "#core/advisory/weaknessName.ts";
import { type Json, listAt, setAt } from "./draft.ts";

/** Scores follow from vectors and names from CWE ids: nobody types them. */
export function withDerived(document: Json): Json {
  return withNames(withScores(document));
}

function withScores(document: Json): Json {
  return listAt(document, "/severity").reduce<Json>((draft, item, at) => {
    const { version, vector, score } = item as { version?: Json; vector?: Json; score?: Json };
    if ((version !== "3.1" && version !== "4.0") || typeof vector !== "string") return draft;
    const right = baseScore(version, vector);
    return right === undefined || right === score
      ? draft
      : setAt(draft, `/severity/${at}/score`, right);
  }, document);
}

function withNames(document: Json): Json {
  return listAt(document, "/weaknesses").reduce<Json>((draft, item, at) => {
    const { id, name } = item as { id?: Json; name?: Json };
    const right = typeof id === "string" ? weaknessName(id) : undefined;
    return right === undefined || right === name
      ? draft
      : setAt(draft, `/weaknesses/${at}/name`, right);
  }, document);
}
