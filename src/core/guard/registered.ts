import type { RegistrySource } from "./pack.ts";
import type { Registry } from "./registry.ts";

export type Registered = { readonly caseId: string | null; readonly texts: readonly string[] };

/** Shorter keys would be found in ordinary words. */
const SHORTEST_KEY = 4;
const longEnough = (texts: readonly string[]): string[] =>
  texts.filter(({ length }) => length >= SHORTEST_KEY);

/** Texts that a source knows as they are, by the case whose participants may read them. */
export function registeredTexts(registry: Registry, source: RegistrySource): Registered[] {
  switch (source) {
    case "embargoed-key":
      return registry.embargoed.map(({ caseId, keys }) => ({ caseId, texts: longEnough(keys) }));
    case "person":
      return (registry.people ?? []).map(({ caseId, names }) => ({ caseId, texts: names }));
    case "canary":
      return (registry.canaries ?? []).map(({ caseId, token }) => ({ caseId, texts: [token] }));
    case "erased":
      return [{ caseId: null, texts: registry.erased ?? [] }];
    default:
      return [];
  }
}
