import type { Finding } from "../verdict.ts";
import type { PartFinding } from "./lane.ts";

/** What a person is asked about: one text of all parts, and where in it something was found. */
export type HeldMessage = { readonly text: string; readonly findings: readonly PartFinding[] };

const BODY = "body";
/** One text has no heading; of several, each has its part's name above it. */
const headingOf = (part: string, count: number): string => (count === 1 ? "" : `[${part}]\n`);

const codePoints = (text: string): number => [...text].length;

/** One text of several, in order, each under its name. */
export const joinParts = (texts: ReadonlyMap<string, string>): string =>
  [...texts].map(([part, text]) => headingOf(part, texts.size) + text).join("\n\n");

export function toHeldMessage(
  texts: ReadonlyMap<string, string>,
  findings: readonly PartFinding[],
): HeldMessage {
  const begins = new Map<string, number>();
  let at = 0;
  for (const [part, text] of texts) {
    at += codePoints(headingOf(part, texts.size));
    begins.set(part, at);
    at += codePoints(text) + 2;
  }
  const moved = findings.flatMap((finding) => {
    const begin = begins.get(finding.part);
    if (begin === undefined) return [];
    const place: Pick<Finding, "start" | "end"> = {
      start: begin + finding.start,
      end: begin + finding.end,
    };
    return [{ ...finding, ...place, part: BODY }];
  });
  return { text: joinParts(texts), findings: moved };
}
