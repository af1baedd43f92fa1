import type { Severity } from "./advisory.ts";
import { severityBand } from "./score.ts";

/** `CVSS 3.1  9.8 CRITICAL  CVSS:3.1/AV:N/…`, the form in which prose renderings give a severity. */
export const severityLines = (severity: readonly Severity[]): string[] =>
  severity.map(
    ({ version, vector, score }) =>
      `CVSS ${version}  ${score.toFixed(1)} ${severityBand(score)}  ${vector}`,
  );

const LINE = /^CVSS (3\.1|4\.0) {2}(\d+\.\d) [A-Z]+ {2}(CVSS:\S+)$/;

export function readSeverityLine(line: string): Severity | undefined {
  const [, version, score, vector] = LINE.exec(line) ?? [];
  if (score === undefined || vector === undefined) return undefined;
  return { version: version === "4.0" ? "4.0" : "3.1", vector, score: Number(score) };
}
