import type { Advisory, VersionRange } from "./advisory.ts";

const EXPLOITATION = {
  unknown: "It is not known whether this is exploited.",
  none_known: "No exploitation is known.",
  proof_of_concept: "A proof of concept is public; no exploitation is known.",
  exploited: "This is being exploited.",
} as const;

export const exploitationSentence = ({ state, details }: Advisory["exploitation"]): string =>
  details === null ? EXPLOITATION[state] : `${EXPLOITATION[state]} ${details}`;

export const exploitationWord = (state: Advisory["exploitation"]["state"]): string =>
  EXPLOITATION[state];

export const REMEDIATION_NAMES = {
  vendor_fix: "Fix",
  mitigation: "Mitigation",
  workaround: "Workaround",
  none_available: "No fix yet",
  no_fix_planned: "No fix planned",
} as const;

export const JUSTIFICATION_SENTENCES = {
  component_not_present: "The vulnerable component is not in it.",
  vulnerable_code_not_present: "The vulnerable code is not in it.",
  vulnerable_code_not_in_execute_path: "The vulnerable code is never run.",
  vulnerable_code_cannot_be_controlled_by_adversary:
    "An attacker cannot control the vulnerable code.",
  inline_mitigations_already_exist: "Protections that are built in prevent it.",
} as const;

/** `>= 1.0.0, < 5.4.1`; "all versions" when nothing bounds it. Version names hold no commas, so it reads back. */
export function rangePhrase({ introduced, fixed, lastAffected }: VersionRange): string {
  const parts = [
    ...(introduced === null ? [] : [`>= ${introduced}`]),
    ...(fixed === null ? [] : [`< ${fixed}`]),
    ...(lastAffected === null ? [] : [`<= ${lastAffected}`]),
  ];
  return parts.length === 0 ? "all versions" : parts.join(", ");
}
