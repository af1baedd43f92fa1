import type { Tlp } from "./caseState.ts";
import type { Day } from "./day.ts";

export type Outgoing = {
  readonly subject: string;
  readonly body: string;
  readonly tlp: Tlp;
  /** The named person who sends it, and for which desk. */
  readonly sender: string;
  readonly desk: string;
  readonly link: { readonly url: string; readonly until: Day } | null;
};

/** What breaks a line, or turns the text after it around: titles come from whoever reported. */
const UNSEEN = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/**
 * A draft as it leaves: the label first, as TLP 2.0 asks of mail ("in the subject line and in the body, prior to the
 * information itself"), the sender's name where the text does not give it, and the way to answer last.
 */
export function toOutgoingMail({ subject, body, tlp, sender, desk, link }: Outgoing): {
  readonly subject: string;
  readonly body: string;
} {
  const parts = [
    `TLP:${tlp}`,
    body.trim(),
    body.includes(sender) ? "" : `${sender}, ${desk}`,
    link === null
      ? ""
      : `The case and your answer, without an account, until ${link.until}:\n${link.url}`,
  ];
  return {
    subject: `[TLP:${tlp}] ${subject.replace(UNSEEN, " ").replace(/\s+/g, " ").trim()}`,
    body: `${parts.filter((part) => part !== "").join("\n\n")}\n`,
  };
}
