import type { Finding } from "../finding.ts";

const MANDATORY: readonly (readonly [string, (finding: Finding) => boolean])[] = [
  ["component", ({ component }) => component !== null],
  ["version or commit", ({ version, commit }) => version !== null || commit !== null],
  ["reproducer", ({ reproducer }) => reproducer.kind !== "unknown"],
  ["expected", ({ expected }) => expected !== null],
  ["actual", ({ actual }) => actual !== null],
  ["trust boundary", ({ boundary }) => boundary !== null],
  ["model", ({ foundBy }) => foundBy.model !== null],
  ["harness", ({ foundBy }) => foundBy.harness !== null],
  ["human check", ({ humanCheck }) => humanCheck !== null],
  ["duplicate search", ({ duplicateSearch }) => duplicateSearch !== null],
];

/** The mandatory fields (C4) that a report leaves unknown: shown as such, and asked for. */
export const missingOf = (finding: Finding): readonly string[] =>
  MANDATORY.filter(([, isGiven]) => !isGiven(finding)).map(([name]) => name);
