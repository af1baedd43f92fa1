import { canonicalJson, type Json } from "../../canonicalJson.ts";
import type { Audience } from "../audience.ts";
import type { Pack } from "../pack.ts";
import { sha256Hex } from "./mac.ts";

export type PackHash = { readonly id: string; readonly version: string; readonly hash: string };

/** What decided, without a value in it: hashes of packs and register, HMACs of what was looked for and let through. */
export type PolicyRecord = {
  /** SHA-256 of the canonical JSON of all the rest and the audience. */
  readonly hash: string;
  readonly packs: readonly PackHash[];
  /** Null: no register was read. */
  readonly registry: { readonly version: number; readonly hash: string } | null;
  /** Keys of cases under embargo that were looked for in this text, and whether near copies of their texts were. */
  readonly keys: readonly {
    readonly caseId: string;
    readonly macs: readonly string[];
    readonly texts: boolean;
  }[];
  /** Values that this text was allowed to carry. */
  readonly carries: readonly string[];
  /** Label of the content. */
  readonly tlp: string | null;
};

const hashes = new WeakMap<Pack, string>();

/** SHA-256 of a pack's canonical JSON (RFC 8785): the same rules have the same hash wherever they came from. */
export function packHash(pack: Pack): string {
  const known = hashes.get(pack);
  if (known !== undefined) return known;
  const made = sha256Hex(canonicalJson(JSON.parse(JSON.stringify(pack)) as Json));
  hashes.set(pack, made);
  return made;
}

export const toPackHash = (pack: Pack): PackHash => ({
  id: pack.id,
  version: pack.version,
  hash: packHash(pack),
});

export function toPolicyRecord(
  packs: readonly Pack[],
  audience: Audience,
  rest: Partial<Pick<PolicyRecord, "registry" | "keys" | "carries" | "tlp">> = {},
): PolicyRecord {
  const { registry = null, keys = [], carries = [], tlp = null } = rest;
  const policy = { packs: packs.map(toPackHash), registry, keys, carries, tlp };
  const said = JSON.parse(JSON.stringify({ ...policy, audience })) as Json;
  return { hash: sha256Hex(canonicalJson(said)), ...policy };
}
