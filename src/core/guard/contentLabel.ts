import { type Audience, mayReach } from "./audience.ts";
import type { PartFinding } from "./evaluateParts.ts";
import type { GuardContext } from "./registry.ts";

const CITATION = {
  standard: "TLP 2.0",
  clause: "4 TLP Definitions",
  url: "https://www.first.org/tlp/",
} as const;

/** The label of the content, whatever its words, leaves this audience out. */
export function contentLabelFindings(
  body: string,
  audience: Audience,
  { tlp }: GuardContext,
): PartFinding[] {
  if (tlp === null || mayReach(tlp, audience.kind)) return [];
  return [
    {
      ruleId: "tlp/content",
      type: "tlp.content",
      action: "block",
      citation: CITATION,
      detector: "label",
      confidence: 1,
      part: "body",
      start: 0,
      end: [...body].length,
      message: `The content is TLP:${tlp}, which may not go to the audience "${audience.kind}".`,
    },
  ];
}
