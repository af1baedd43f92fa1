import {
  isRejection,
  type OwnerVerdictKind,
  REJECTION_REASONS,
  type RejectionReason,
} from "./ownerVerdict.ts";

/** An owner's answer as it is given; `acceptsTerms` also agrees to the embargo, which answering alone does not. */
export type OwnerAnswer = {
  readonly answer: keyof typeof VERDICT_OF;
  readonly version?: string | undefined;
  readonly reason?: RejectionReason | undefined;
  readonly note?: string | undefined;
  readonly acceptsTerms?: boolean | undefined;
};

export const VERDICT_OF = {
  acknowledge: "acknowledged",
  confirm: "confirmed",
  "need-more": "need-more",
  "not-ours": "not-ours",
  "hardening-only": "hardening-only",
  fixed: "fixed",
} as const satisfies Record<string, OwnerVerdictKind>;

export const OWNER_ANSWERS = Object.keys(VERDICT_OF) as (keyof typeof VERDICT_OF)[];

export const answerOf = (verdict: OwnerVerdictKind): keyof typeof VERDICT_OF =>
  OWNER_ANSWERS.find((answer) => VERDICT_OF[answer] === verdict) ?? "acknowledge";

/** Up to so much of a note stands in the list of tasks; the conversation has the rest. */
const LONGEST_QUOTE = 160;
const quote = (note: string): string => {
  const line = note.replace(/\s+/g, " ");
  return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE - 1).trimEnd()}…`;
};

const SAYS: Record<keyof typeof VERDICT_OF, string> = {
  acknowledge: "has the report",
  confirm: "says it is real",
  "need-more": "asks for more",
  "not-ours": "says it is not theirs",
  "hardening-only": "takes it for hardening only",
  fixed: "has fixed it",
};

/** What the desk has to look at after an answer; null where nothing is asked of it. */
export function taskAfter(
  party: string,
  { answer, version, reason, note }: OwnerAnswer,
): string | null {
  const asks = answer === "need-more" || answer === "fixed" || isRejection(VERDICT_OF[answer]);
  if (!asks && note === undefined) return null;
  const facts = [
    version === undefined ? "" : ` in ${version}`,
    reason === undefined ? "" : ` (${REJECTION_REASONS[reason].label.toLowerCase()})`,
    note === undefined ? "" : `: ${quote(note)}`,
  ];
  return `${party} ${SAYS[answer]}${facts.join("")}`;
}
