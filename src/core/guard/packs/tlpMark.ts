import type { AudienceKind, TlpLabel } from "../audience.ts";
import type { Pack, PackRule } from "../pack.ts";
import { markRule } from "./markRule.ts";

const CITATION = {
  standard: "TLP 2.0",
  clause: "4 TLP Definitions",
  url: "https://www.first.org/tlp/",
} as const;

/** What may be removed from a text is not what makes it RED: a marked text is held, never unmarked. */
const mark = (
  label: Exclude<TlpLabel, "CLEAR">,
  pattern: string,
  widest: AudienceKind,
  action: "escalate" | "block",
): PackRule =>
  markRule(`tlp/${label.toLowerCase().replace("+", "-")}`, CITATION, {
    type: `tlp.${label.toLowerCase().replace("+", "-")}`,
    action,
    widest,
    confidence: 1,
    pattern: `\\btlp\\s{0,2}[:_-]?\\s{0,2}${pattern}`,
    message: `The text is marked TLP:${label}, which this audience may not read.`,
    examples: [`TLP:${label}`, `(tlp: ${label.toLowerCase()}) Report`],
    counterExamples: ["TLP:CLEAR", "A tlp redirect", "TLP:WHITE"],
  });

/** Traffic Light Protocol marks in the text itself, for audiences that the mark leaves out. */
export const tlpMarkPack: Pack = {
  id: "tlp",
  version: "2",
  title: "Traffic Light Protocol 2.0",
  rules: [
    mark("RED", "red\\b", "named", "block"),
    mark("AMBER+STRICT", "amber\\s?\\+\\s?strict\\b", "organisation", "escalate"),
    mark("AMBER", "amber(?:[^\\w+\\s]|\\s[^+]|\\s?$)", "clients", "escalate"),
    mark("GREEN", "green\\b", "community", "escalate"),
  ],
};
