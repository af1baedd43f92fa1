import type { Stamp } from "./actor.ts";
import type { Belongings, FinderStage, Informed, Remediation, Tlp } from "./caseState.ts";
import type { EmbargoEvent, EmbargoState } from "./embargo.ts";
import type { EvidenceEvent } from "./evidence.ts";
import type { MembershipEvent } from "./membership.ts";
import type { OwnerVerdictEvent } from "./ownerVerdict.ts";
import type { ParticipantEvent } from "./participant.ts";
import type { InputEvent } from "./priority/statedInput.ts";
import type { PublicityEvent } from "./publicity.ts";
import type { SeverityEvent } from "./severity.ts";

type LifeEvent =
  | { readonly type: "opened"; readonly caseId: string; readonly title: string; readonly tlp: Tlp }
  | { readonly type: "titled"; readonly title: string }
  | {
      readonly type: "tlp-changed";
      readonly tlp: Tlp;
      readonly readers: readonly string[];
      readonly reason: string;
    }
  | { readonly type: "assigned"; readonly personId: string | null }
  | { readonly type: "closed"; readonly reason: string }
  | { readonly type: "reopened"; readonly reason: string }
  | { readonly type: "cve-recorded"; readonly id: string; readonly source: string }
  | ({ readonly type: "remediation-recorded" } & Pick<
      Remediation,
      "kind" | "version" | "url" | "note"
    >)
  | { readonly type: "advisory-published"; readonly advisoryId: string; readonly version: number };

/** The pair of each: what the other case's record says. `brought` makes each case's fold need its own events only. */
type LinkEvent =
  | {
      readonly type: "absorbed";
      readonly caseId: string;
      readonly findingIds: readonly string[];
      readonly brought: Belongings;
      readonly embargo: EmbargoState;
    }
  | { readonly type: "merged-into"; readonly caseId: string }
  | { readonly type: "absorb-undone"; readonly caseId: string }
  | { readonly type: "merge-undone"; readonly caseId: string }
  | {
      readonly type: "split-off";
      readonly caseId: string;
      readonly findingIds: readonly string[];
      readonly reason: string;
    }
  | {
      readonly type: "split-from";
      readonly caseId: string;
      readonly findingIds: readonly string[];
      readonly brought: Belongings;
      readonly embargo: EmbargoState;
    }
  | {
      readonly type: "split-off-undone";
      readonly caseId: string;
      readonly findingIds: readonly string[];
    }
  | { readonly type: "split-from-undone"; readonly caseId: string }
  | { readonly type: "sibling-linked"; readonly caseId: string }
  | { readonly type: "sibling-unlinked"; readonly caseId: string };

type ContactEvent =
  | { readonly type: "message-sent"; readonly messageId: string; readonly partyId: string }
  | { readonly type: "message-received"; readonly messageId: string; readonly partyId: string }
  | { readonly type: "message-bounced"; readonly messageId: string; readonly partyId: string }
  | { readonly type: "finder-informed"; readonly findingId: string; readonly stage: FinderStage };

/** What happened, without when and by whom. */
export type CaseFact =
  | LifeEvent
  | LinkEvent
  | ContactEvent
  | MembershipEvent
  | EvidenceEvent
  | SeverityEvent
  | InputEvent
  | ParticipantEvent
  | EmbargoEvent
  | PublicityEvent
  | OwnerVerdictEvent;

export type CaseEvent = CaseFact & Stamp;
export type CaseEventType = CaseEvent["type"];

/** What a finder was told, of the day it was told, for the record of another case that the finding goes to. */
export const informedAgain = ({ findingId, stage, at }: Informed): CaseEvent => ({
  type: "finder-informed",
  findingId,
  stage,
  at,
  by: { personId: null, partyId: null, label: "carried over" },
});

/** The facts of one decision, all stamped alike. */
export const stamped = (stamp: Stamp, facts: readonly CaseFact[]): readonly CaseEvent[] =>
  facts.map((fact) => ({ ...fact, at: stamp.at, by: stamp.by }));
