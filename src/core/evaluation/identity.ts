import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8 } from "../bytes.ts";
import { canonicalJson, type Json, toWellFormed } from "../canonicalJson.ts";

/** "sha256:" and 64 hexadecimal digits: what an artefact is, and nothing of when or where it was made. */
export type Identity = `sha256:${string}`;

/** Of a kind and its content, as canonical JSON (RFC 8785). The kind keeps two artefacts of the same content apart. */
export const toIdentity = (kind: string, content: Json): Identity =>
  `sha256:${bytesToHex(sha256(utf8(canonicalJson(toWellFormed({ kind, content })))))}`;

/** The first digits, for people: enough to tell the artefacts of one folder apart. */
export const toShortIdentity = (identity: Identity): string => identity.slice(7, 19);

/** A value without members that are `undefined` and without halves of characters, as JSON has none. Throws a TypeError for what JSON cannot hold. */
export function toJson(value: unknown): Json {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`JSON has no ${typeof value}.`);
  return toWellFormed(JSON.parse(text) as Json);
}

/** Rows of a JSONL file, a line each, each with its newline: one that lacks it was cut off. */
export const toJsonLines = (rows: readonly unknown[]): string =>
  rows.map((row) => `${canonicalJson(toJson(row))}\n`).join("");
