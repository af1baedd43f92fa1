import type { Advisory, VersionRange } from "./advisory.ts";
import type { Standing } from "./statement.ts";

const EXPLOITATION = {
  unknown: "It is not known whether this is exploited.",
  none_known: "No exploitation is known.",
  proof_of_concept: "A proof of concept is public; no exploitation is known.",
  exploited: "This is being exploited.",
} as const;

export const exploitationSentence = ({ state, details }: Advisory["exploitation"]): string =>
  details === null ? EXPLOITATION[state] : `${EXPLOITATION[state]} ${details}`;

export const STANDING_NAMES = {
  affected: "affected",
  fixed: "fixed",
  not_affected: "not affected",
  under_investigation: "under investigation",
} as const satisfies Record<Standing, string>;

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

export const withdrawalSentence = ({ at, reason }: Exclude<Advisory["withdrawn"], null>): string =>
  `Withdrawn on ${at}: ${reason}`;

/** When it was withdrawn, in epoch milliseconds; `null` for any other text. */
export function readWithdrawal(text: string | undefined): number | null {
  const at = /^Withdrawn on (\S+Z): /.exec(text ?? "")?.[1];
  return at === undefined ? null : Date.parse(at);
}

/** Reads what `rangePhrase` writes. */
export function readRangePhrase(
  phrase: string,
  type: VersionRange["type"],
): VersionRange | undefined {
  const range = { type, introduced: null, fixed: null, lastAffected: null } as {
    -readonly [K in keyof VersionRange]: VersionRange[K];
  };
  if (phrase === "all versions") return range;
  for (const part of phrase.split(", ")) {
    const [, sign, version = ""] = /^(>=|<=|<) (.+)$/.exec(part) ?? [];
    if (sign === undefined) return undefined;
    range[BOUND[sign as keyof typeof BOUND]] = version;
  }
  return range;
}

const BOUND = { ">=": "introduced", "<": "fixed", "<=": "lastAffected" } as const;
