import { bytesToHex } from "@noble/hashes/utils.js";
import { fromBase64url, toBase64url } from "../../base64.ts";
import { fromUtf8, utf8 } from "../../bytes.ts";
import { canonicalJson, type Json } from "../../canonicalJson.ts";
import { type Opening, opens } from "../../ledger/entry.ts";
import type { Sha256 } from "../../ledger/treeHash.ts";
import type { ReviewEvent } from "../reviewEvent.ts";

/** What an entry of the ledger about a review says (docs/ledger.md). */
export type RecordBody = {
  readonly kind: string;
  readonly actor: { readonly personId: string | null; readonly label: string };
  readonly subject: { readonly [name: string]: Json };
  readonly detail: Json;
};

/**
 * One line of a review's record: an entry of the ledger, and of an event of the review also the event that the entry holds
 * the hash of. Without a body: closed to this reader.
 */
export type RecordLine = {
  readonly index: number;
  readonly leaf: string;
  readonly opened:
    | { readonly body: RecordBody; readonly salt: Uint8Array; readonly event: ReviewEvent | null }
    | undefined;
};

const json = (value: unknown): string => canonicalJson(value as Json);

/** SHA-256 of the event in canonical JSON, in hexadecimal: what the ledger holds of it. */
export const hashOfEvent = (sha256: Sha256, event: ReviewEvent): string =>
  bytesToHex(sha256(utf8(json(event))));

/** Canonical JSON and a newline. `leaf` and `opening.body` are canonical JSON already. */
export function toRecordLine(
  index: number,
  leaf: string,
  opening?: Opening,
  event?: ReviewEvent,
): string {
  if (opening === undefined) return `{"index":${index},"leaf":${leaf}}\n`;
  const { body, salt } = opening;
  const said = event === undefined ? "" : `"event":${json(event)},`;
  return `{"body":${body},${said}"index":${index},"leaf":${leaf},"salt":"${toBase64url(salt)}"}\n`;
}

type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };
const bad = (message: string) => ({ ok: false, message }) as const;

const isObject = (value: unknown): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isBody(value: unknown): value is RecordBody {
  if (!isObject(value) || typeof value.kind !== "string" || !isObject(value.subject)) return false;
  const { actor } = value;
  if (!isObject(actor) || typeof actor.label !== "string") return false;
  return actor.personId === null || typeof actor.personId === "string";
}

/** Only what the checks of a record rest on; the rest of an event is what the ledger's hash says. */
const isEvent = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.id === "string" &&
  typeof value.type === "string" &&
  isObject(value.by);

/** Takes the one spelling that `toRecordLine` has, newline included. */
export function parseRecordLine(line: Uint8Array): Checked<RecordLine> {
  const text = fromUtf8(line);
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
    if (`${json(value)}\n` !== text) return bad("the line is not canonical JSON");
  } catch {
    return bad("the line is not JSON in UTF-8");
  }
  if (!isObject(value)) return bad("the line is no object");
  const { index, leaf, body, salt, event, ...strange } = value;
  if (!Number.isSafeInteger(index) || !isObject(leaf) || Object.keys(strange).length > 0)
    return bad("the line is not an entry of a record");
  const place = { index: index as number, leaf: canonicalJson(leaf) };
  if (body === undefined && salt === undefined && event === undefined)
    return { ok: true, value: { ...place, opened: undefined } };
  const bytes = typeof salt === "string" ? fromBase64url(salt) : undefined;
  if (!isBody(body) || bytes === undefined || (event !== undefined && !isEvent(event)))
    return bad("its body, salt or event is not of the right form");
  const said = event === undefined ? null : (event as unknown as ReviewEvent);
  return { ok: true, value: { ...place, opened: { body, salt: bytes, event: said } } };
}

type EventDetail = { readonly event: string; readonly sha256: string };

/** Where an entry stands for an event of the review: the event's id, and its hash. */
export function eventDetail({ detail }: RecordBody): EventDetail | undefined {
  if (!isObject(detail)) return undefined;
  const { event, sha256 } = detail;
  return typeof event === "string" && typeof sha256 === "string" ? { event, sha256 } : undefined;
}

function checkEvent(sha256: Sha256, body: RecordBody, event: ReviewEvent): string | undefined {
  const detail = eventDetail(body);
  if (detail === undefined) return "its entry is not about an event";
  if (body.kind !== `review.${event.type}` || detail.event !== event.id)
    return "its entry is about another event";
  if (detail.sha256 !== hashOfEvent(sha256, event))
    return "the event is not what its entry holds the hash of";
  if (body.actor.personId !== event.by.personId)
    return "the event is by somebody else than its entry";
  return undefined;
}

/** What is wrong with an opened line in itself, its leaf being what the log has. */
export function checkOpened(sha256: Sha256, { leaf, opened }: RecordLine): string | undefined {
  if (opened === undefined) return undefined;
  const { body, salt, event } = opened;
  if (!opens(sha256, leaf, { body: json(body), salt }))
    return "its body is not what the leaf commits to";
  if (event === null)
    return eventDetail(body) === undefined
      ? undefined
      : "the event that its entry is about is missing";
  return checkEvent(sha256, body, event);
}
