import type { Audience } from "../audience.ts";
import type { Channel } from "../channel.ts";
import type { Parts, PartsVerdict } from "../evaluateParts.ts";
import type { Action, Finding } from "../verdict.ts";
import { macHex, sha256Hex } from "./mac.ts";
import type { PolicyRecord } from "./policyHash.ts";

/** What became of it. `released`: a person let it go as it was. */
export const OUTCOMES = ["sent", "rewritten", "held", "blocked", "released"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A finding without what was found: where it stands, and the HMAC of the text there. */
export type RecordFinding = Pick<
  Finding,
  "ruleId" | "type" | "action" | "citation" | "detector" | "confidence" | "start" | "end"
> & { readonly part: string; readonly valueMac: string };

export type RecordPlace = {
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly valueMac: string;
};

/** One decision of the guard, without a value in it. With the text at hand it can be decided again (`explain`). */
export type GuardRecord = {
  readonly v: 1;
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly channel: Channel;
  readonly audience: Audience;
  readonly verdict: Action;
  readonly outcome: Outcome;
  readonly inputMac: string;
  /** Code points of all parts. */
  readonly inputLength: number;
  readonly outputSha256: string | null;
  readonly findings: readonly RecordFinding[];
  /** Where something would have been found, had the message not been declared to carry just that. */
  readonly carried: readonly RecordPlace[];
  readonly policy: PolicyRecord;
  /** True where the parts were read as JSON documents. */
  readonly isJson?: boolean;
  /** Stage to milliseconds. */
  readonly times: Readonly<Record<string, number>>;
  readonly approver: {
    readonly personId: string | null;
    readonly name: string;
    readonly reason: string;
  } | null;
};

/** Parts are told apart by their names and lengths, so that no two inputs give the same bytes. */
const joined = (parts: Parts): string =>
  Object.keys(parts)
    .sort()
    .map((name) => `${name}:${parts[name]?.length ?? 0}:${parts[name] ?? ""}`)
    .join("\n");

export const inputMacOf = (key: Uint8Array, parts: Parts): string =>
  macHex(key, "input", joined(parts));

export const outputHashOf = (parts: Parts | null): string | null =>
  parts === null ? null : sha256Hex(joined(parts));

export const valueMacOf = (key: Uint8Array, value: string): string => macHex(key, "value", value);

/** Cuts many pieces out of one text; `start` and `end` count code points. */
export function cutterOf(text: string): (start: number, end: number) => string {
  if (!/[\ud800-\udbff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = [...text];
  return (start, end) => points.slice(start, end).join("");
}

/** `start` and `end` count code points. */
export const cut = (text: string, start: number, end: number): string => cutterOf(text)(start, end);

export function toRecordFindings(
  key: Uint8Array,
  parts: Parts,
  findings: readonly (Finding & { readonly part?: string })[],
): RecordFinding[] {
  const cutters = new Map(Object.entries(parts).map(([part, text]) => [part, cutterOf(text)]));
  return findings.map(
    ({ ruleId, type, action, citation, detector, confidence, start, end, part = "body" }) => ({
      ruleId,
      type,
      action,
      citation,
      detector,
      confidence,
      part,
      start,
      end,
      valueMac: valueMacOf(key, cutters.get(part)?.(start, end) ?? ""),
    }),
  );
}

export type Decided = {
  readonly id: string;
  readonly at: string;
  readonly channel: Channel;
  readonly audience: Audience;
  readonly verdict: Action;
  readonly outcome: Outcome;
  readonly parts: Parts;
  /** The same parts as they went out; null where nothing did. */
  readonly output: Parts | null;
  readonly findings: readonly (Finding & { readonly part?: string })[];
  readonly carried?: PartsVerdict["carried"];
  readonly policy: PolicyRecord;
  readonly isJson?: boolean;
  readonly times?: Readonly<Record<string, number>>;
  readonly approver?: GuardRecord["approver"];
};

/** `key`: 32 bytes that the record keeper has. Whoever has them can test guesses of short values; nobody else can. */
export function toGuardRecord(key: Uint8Array, decided: Decided): GuardRecord {
  const { parts, output, findings, carried = [], times = {}, approver = null, ...rest } = decided;
  return {
    v: 1,
    id: rest.id,
    at: rest.at,
    channel: rest.channel,
    audience: rest.audience,
    verdict: rest.verdict,
    outcome: rest.outcome,
    inputMac: inputMacOf(key, parts),
    inputLength: Object.values(parts).reduce((sum, text) => sum + [...text].length, 0),
    outputSha256: outputHashOf(output),
    findings: toRecordFindings(key, parts, findings),
    carried: carried.map(({ part, start, end, value }) => ({
      part,
      start,
      end,
      valueMac: valueMacOf(key, value),
    })),
    policy: rest.policy,
    ...(rest.isJson ? { isJson: true } : {}),
    times,
    approver,
  };
}
