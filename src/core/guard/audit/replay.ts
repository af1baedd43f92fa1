import { canonicalJson, type Json } from "../../canonicalJson.ts";
import type { Parts } from "../evaluateParts.ts";
import type { Finding, Verdict } from "../verdict.ts";
import { type GuardRecord, inputMacOf, outputHashOf, toRecordFindings } from "./guardRecord.ts";

export type Replayed = Verdict<Finding & { readonly part?: string }> & {
  readonly output: Parts | null;
};

export const isInputOf = (key: Uint8Array, record: GuardRecord, parts: Parts): boolean =>
  inputMacOf(key, parts) === record.inputMac;

const bytesOf = (value: unknown): string =>
  canonicalJson(JSON.parse(JSON.stringify(value)) as Json);

/** True where what left is all that the guard itself decided: no person did, and it is not the beginning of a stream. */
export const isComparable = ({ approver, outputSha256, outcome }: GuardRecord): boolean =>
  approver === null && outputSha256 !== null && outcome !== "blocked" && outcome !== "held";

/**
 * How a second decision differs from the one on record: empty when verdict, findings and bytes are the same. Where a
 * person decided, or nothing left, the record has no bytes of the guard's own to compare.
 */
export function readDifferences(
  key: Uint8Array,
  record: GuardRecord,
  parts: Parts,
  again: Replayed,
): string[] {
  const differences: string[] = [];
  if (again.action !== record.verdict)
    differences.push(`The verdict was ${record.verdict} and is ${again.action}.`);
  const findings = toRecordFindings(key, parts, again.findings);
  if (bytesOf(findings) !== bytesOf(record.findings))
    differences.push(
      `There were ${record.findings.length} findings; now they are others (${findings.length}).`,
    );
  if (isComparable(record) && outputHashOf(again.output) !== record.outputSha256)
    differences.push("What would go out has other bytes.");
  return differences;
}
