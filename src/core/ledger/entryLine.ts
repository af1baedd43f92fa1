import { fromBase64url, toBase64url } from "../base64.ts";
import { fromUtf8 } from "../bytes.ts";
import { canonicalJson, type Json } from "../canonicalJson.ts";
import { type Opening, opens } from "./entry.ts";
import type { Sha256 } from "./treeHash.ts";

/**
 * One line of an export's `entries.jsonl`: canonical JSON of `{index, leaf}`, and of `body` and `salt` where the reader
 * may open the entry. `leaf` and `body` are canonical JSON already.
 */
export function toEntryLine(index: number, leaf: string, opening: Opening | undefined): string {
  const body = opening ? `"body":${opening.body},` : "";
  const salt = opening ? `,"salt":"${toBase64url(opening.salt)}"` : "";
  return `{${body}"index":${index},"leaf":${leaf}${salt}}\n`;
}

export type CheckedLine =
  | { readonly ok: true; readonly opened: boolean }
  | { readonly ok: false; readonly message: string };

const bad = (message: string): CheckedLine => ({ ok: false, message });

type JsonObject = { readonly [name: string]: Json };

/** `undefined` also for what has no canonical form. */
function parseLine(text: string) {
  try {
    const value = JSON.parse(text) as JsonObject;
    const { body, salt } = value;
    const bytes = typeof salt === "string" ? fromBase64url(salt) : undefined;
    const opening: Opening | undefined =
      body === undefined || bytes === undefined
        ? undefined
        : { body: canonicalJson(body), salt: bytes };
    return { value, leaf: canonicalJson(value.leaf ?? null), opening };
  } catch {
    return undefined;
  }
}

function whyDifferent(value: JsonObject, sameLeaf: boolean, index: number): string {
  if (value.index !== index) return "the line has another index";
  if (!sameLeaf) return "its leaf is not the one in the bundle";
  if ((value.body === undefined) !== (value.salt === undefined)) return "body and salt go together";
  return "the line is not the canonical JSON of an entry";
}

/**
 * Checks a line, newline included, against the leaf in the log. Only one spelling is taken, so that no byte can be
 * changed without a fault.
 */
export function checkEntryLine(
  sha256: Sha256,
  line: Uint8Array,
  index: number,
  leafBytes: Uint8Array,
): CheckedLine {
  const [text, leaf] = [fromUtf8(line), fromUtf8(leafBytes)];
  if (leaf === undefined) return bad("its leaf is not UTF-8");
  const parsed = text === undefined ? undefined : parseLine(text);
  if (parsed === undefined) return bad("the line is not JSON in UTF-8");
  const { opening } = parsed;
  if (text !== toEntryLine(index, leaf, opening)) {
    return bad(whyDifferent(parsed.value, parsed.leaf === leaf, index));
  }
  if (opening && !opens(sha256, leaf, opening))
    return bad("its body is not what the leaf commits to");
  return { ok: true, opened: opening !== undefined };
}
