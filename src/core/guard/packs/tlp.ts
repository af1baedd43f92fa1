import { mayReach, TLP_LABELS, type TlpLabel } from "../audience.ts";
import type { Message } from "../message.ts";
import type { MessagePack, MessageRule } from "../messageRule.ts";
import type { GuardFinding } from "../verdict.ts";

const citation = {
  standard: "TLP 2.0",
  clause: "4 Definitions",
  url: "https://www.first.org/tlp/",
} as const;

const MARK = /TLP[:\s]\s?(CLEAR|GREEN|AMBER\+STRICT|AMBER|RED|WHITE)\b/gi;

const isLabel = (text: string): text is TlpLabel =>
  (TLP_LABELS as readonly string[]).includes(text);

const marksIn = (message: Message) =>
  (["subject", "body"] as const).flatMap((part) =>
    [...message[part].matchAll(MARK)].map((hit) => ({
      part,
      start: hit.index,
      end: hit.index + hit[0].length,
      label: (hit[1] ?? "").toUpperCase().replace("WHITE", "CLEAR"),
    })),
  );

/** The label of the content forbids this audience. */
const contentLabel: MessageRule = {
  id: "tlp/content",
  detect: (message, audience, { tlp }) => {
    if (tlp === null || mayReach(tlp, audience.kind) || isWithinCase(tlp, audience)) return [];
    return [
      {
        ruleId: "tlp/content",
        type: "tlp",
        action: "block",
        citation,
        detector: "label",
        confidence: 1,
        part: "body",
        start: 0,
        end: message.body.length,
        message: `The content is TLP:${tlp}, which may not go to the audience "${audience.kind}".`,
      },
    ];
  },
};

/** A mark inside the text forbids this audience. */
const writtenMark: MessageRule = {
  id: "tlp/mark",
  detect: (message, audience) =>
    marksIn(message).flatMap(({ label, part, start, end }): GuardFinding[] => {
      if (!isLabel(label) || mayReach(label, audience.kind) || isWithinCase(label, audience))
        return [];
      return [
        {
          ruleId: "tlp/mark",
          type: "tlp",
          action: "block",
          citation,
          detector: "pattern",
          confidence: 1,
          part,
          start,
          end,
          message: `The text is marked TLP:${label}, which may not go to the audience "${audience.kind}".`,
        },
      ];
    }),
};

/** Participants of the case hold AMBER material of that case by joining it; RED names its persons. */
const isWithinCase = (label: TlpLabel, audience: { kind: string; caseId?: string }): boolean =>
  label !== "RED" && audience.caseId !== undefined && audience.kind === "participants";

export const tlpPack: MessagePack = { id: "tlp", version: "1", rules: [contentLabel, writtenMark] };
