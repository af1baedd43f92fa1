import type { Pack, PackRule } from "../pack.ts";
import { markRule } from "./markRule.ts";

const FIRST = {
  standard: "FIRST Guidelines and Practices for Multi-Party Vulnerability Coordination",
  clause: "Information sharing under embargo",
  url: "https://www.first.org/global/sigs/vulnerability-coordination/multiparty/",
} as const;

const registered = (
  name: string,
  source: "embargoed-key" | "embargoed-text" | "canary",
  action: PackRule["action"],
  message: string,
): PackRule => ({
  id: `embargo/${name}`,
  type: source === "canary" ? "canary" : `embargo.${name}`,
  citation: FIRST,
  action,
  confidence: 1,
  message,
  detector: { kind: "registry", source },
  examples: [],
  counterExamples: [],
});

/** Facts of cases under embargo, by what is registered, and texts that say of themselves that they are. */
export const embargoMarkPack: Pack = {
  id: "embargo",
  version: "2",
  title: "Embargo",
  rules: [
    registered(
      "key",
      "embargoed-key",
      "block",
      "The text names a case that is under embargo for this audience.",
    ),
    registered(
      "near-copy",
      "embargoed-text",
      "escalate",
      "The text repeats a passage of a case under embargo.",
    ),
    registered(
      "canary",
      "canary",
      "block",
      "The text carries a token planted in a case: it comes from there.",
    ),
    markRule("embargo/mark", FIRST, {
      type: "embargo.mark",
      action: "escalate",
      widest: "participants",
      pattern:
        "\\b(?:under (?:strict )?embargo|embargoed|embargo(?: (?:date|lifts?|ends?|expires))?\\s?:?|not for (?:public )?release|do not (?:publish|release|disclose)(?: this| it)?)[ ,]{0,2}(?:until|till|before|prior to|on|through)\\b",
      message: "The text says that it is under embargo.",
      examples: [
        "This advisory is under embargo until 12 May.",
        "Do not disclose before the coordinated date.",
        "EMBARGOED UNTIL 2026-06-01",
      ],
      counterExamples: ["The embargo has ended.", "We agreed on no embargo."],
    }),
  ],
};
