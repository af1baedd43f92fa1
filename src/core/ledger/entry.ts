import { fromBase64url, toBase64url } from "../base64.ts";
import { concatBytes, equalBytes, utf8 } from "../bytes.ts";
import { canonicalJson, type Json } from "../canonicalJson.ts";
import type { Sha256 } from "./treeHash.ts";

/** Who did it. The label is for reading; `null` is the system itself or somebody without an account. */
export type EntryActor = { readonly personId: string | null; readonly label: string };

/** What it was done to. `caseId` also decides who may open the entry. */
export type EntrySubject = { readonly caseId?: string; readonly [name: string]: Json | undefined };

/** What an entry says. `kind` is noun and past participle: `case.merged`. */
export type EntryBody = {
  readonly kind: string;
  readonly actor: EntryActor;
  readonly subject: EntrySubject;
  readonly detail: Json;
};

/** An entry before it has a place in the log. */
export type NewEntry = EntryBody & {
  readonly at: Date;
  /** True: only those who may see its case can open it; all others see that something was decided, and when. */
  readonly restricted: boolean;
  /** 16 random bytes or more; without them a restricted body could be guessed from its commitment. */
  readonly salt: Uint8Array;
};

/** What makes a commitment readable: canonical JSON of the body, and the salt. */
export type Opening = { readonly body: string; readonly salt: Uint8Array };

export const LEAST_SALT = 16;

/** No lone surrogates: canonical JSON has none, and a decision must not fail for a stray half of a character. */
function wellFormed(value: Json | undefined): Json | undefined {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map((item) => wellFormed(item) ?? null);
  if (value === null || typeof value !== "object") return value;
  const pairs = Object.entries(value).map(([name, member]) => [
    wellFormed(name),
    wellFormed(member),
  ]);
  return Object.fromEntries(pairs.filter(([, member]) => member !== undefined));
}

/** Canonical JSON of what the entry says. Members that are `undefined` are left out. */
export function toBody({ kind, actor, subject, detail }: EntryBody): string {
  const { personId, label } = actor;
  return canonicalJson(
    wellFormed({
      kind,
      actor: { personId, label },
      subject: { ...subject } as Json,
      detail,
    }) as Json,
  );
}

export const toCommitment = (sha256: Sha256, { body, salt }: Opening): Uint8Array =>
  sha256(concatBytes(salt, utf8(body)));

/** The bytes that the log hashes, as text. All leaves look alike: an instant and a commitment of fixed length. */
export const toLeaf = (at: Date, commitment: Uint8Array): string =>
  canonicalJson({ at: at.toISOString(), commitment: toBase64url(commitment), v: 1 });

const LEAF = /^\{"at":"[^"\\]*","commitment":"([\w-]{43})","v":1\}$/;

/** The commitment of a leaf that `toLeaf` wrote, `undefined` for any other. */
export function parseLeaf(leaf: string): Uint8Array | undefined {
  const [, commitment] = LEAF.exec(leaf) ?? [];
  return commitment === undefined ? undefined : fromBase64url(commitment);
}

/** Does this opening belong to the leaf? */
export function opens(sha256: Sha256, leaf: string, opening: Opening): boolean {
  const commitment = parseLeaf(leaf);
  return commitment !== undefined && equalBytes(commitment, toCommitment(sha256, opening));
}
