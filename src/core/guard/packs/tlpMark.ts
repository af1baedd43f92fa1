import type { AudienceKind, TlpLabel } from "../audience.ts";
import type { Pack, PackRule } from "../pack.ts";
import { markRule } from "./markRule.ts";

const CITATION = {
  standard: "TLP 2.0",
  clause: "4 TLP Definitions",
  url: "https://www.first.org/tlp/",
} as const;

/**
 * What stands before a label: `TLP:`, `"tlp": "`, `<tlp>`, `**TLP**: `; in CSAF `"tlp": {"url": …, "label": "`, in any order of
 * its members.
 */
const LEAD = [
  "\\btlp[\"'\\]*]{0,2}\\s{0,2}[:=_>-]{0,2}\\s{0,2}[\"'\\[*]{0,2}",
  "\\btlp[\"']?\\s{0,4}:\\s{0,4}(?:\\{|\\n)[^{}]{0,160}?\\blabel[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?",
  "\\btraffic[ -]light[ -]protocol(?: \\(tlp\\))?\\s{0,2}[:=-]?\\s{0,2}",
].join("|");

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
    pattern: `(?:${LEAD})${pattern}`,
    message: `The text is marked TLP:${label}, which this audience may not read.`,
    examples: [`TLP:${label}`, `(tlp: ${label.toLowerCase()}) Report`],
    counterExamples: ["TLP:CLEAR", "A tlp redirect", "TLP:WHITE"],
  });

/** Traffic Light Protocol marks in the text itself, for audiences that the mark leaves out. */
export const tlpMarkPack: Pack = {
  id: "tlp",
  version: "3",
  title: "Traffic Light Protocol 2.0",
  rules: [
    mark("RED", "red\\b", "named", "block"),
    mark("AMBER+STRICT", "amber\\s?\\+\\s?strict\\b", "organisation", "escalate"),
    mark("AMBER", "amber(?:[^\\w+\\s]|\\s[^+]|\\s?$)", "clients", "escalate"),
    mark("GREEN", "green\\b", "community", "escalate"),
  ],
};
