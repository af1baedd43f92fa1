import { packHash } from "../audit/policyHash.ts";
import type { Pack } from "../pack.ts";

export type OneOfEach =
  | { readonly ok: true; readonly packs: readonly Pack[] }
  | { readonly ok: false; readonly message: string };

/** Each pack once, in order. Two that say different things under one id are refused: a finding would not tell by which it was judged. */
export function oneOfEach(packs: readonly Pack[]): OneOfEach {
  const byId = new Map<string, Pack>();
  for (const pack of packs) {
    const known = byId.get(pack.id);
    if (known && known !== pack && packHash(known) !== packHash(pack)) {
      return {
        ok: false,
        message: `Two packs are called "${pack.id}" and say different things: a finding would not tell by which of them it was made. Give one another id (in a TOML file the file's name is its id), or leave one out.`,
      };
    }
    byId.set(pack.id, known ?? pack);
  }
  return { ok: true, packs: [...byId.values()] };
}
