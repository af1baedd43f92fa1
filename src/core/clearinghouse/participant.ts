import type { Stamp } from "./actor.ts";
import type { EmbargoTemplate } from "./embargo.ts";
import type { Origin } from "./membership.ts";
import type { RM, VFD } from "./vultron.ts";

export const PARTICIPANT_ROLES = [
  "finder",
  "owner",
  "vendor",
  "verifier",
  "coordinator",
  "operator",
] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** Owners and vendors are who make and ship the fix: only they have a fix path (vfd). */
export const makesFix = (role: ParticipantRole): boolean => role === "owner" || role === "vendor";

export type Participant = {
  readonly partyId: string;
  readonly label: string;
  readonly role: ParticipantRole;
  readonly contact: string | null;
  /** Invited only, until it has accepted the embargo's terms: then it has joined and sees the case. */
  readonly joinedAt: string | null;
  readonly invitedAt: string;
  readonly rm: RM;
  readonly vfd: VFD;
  readonly acceptedEmbargo: boolean;
  readonly from: Origin;
};

/** A finder is in by its report and waits for nobody. */
export const isInvitedOnly = ({ role, joinedAt }: Participant): boolean =>
  role !== "finder" && joinedAt === null;

type Seat = { readonly partyId: string; readonly role: ParticipantRole };

export type ParticipantEvent =
  | (Seat & {
      readonly type: "participant-invited";
      readonly label: string;
      readonly contact: string | null;
      readonly defaultEmbargo: EmbargoTemplate | null;
    })
  | (Seat & {
      readonly type: "participant-joined";
      readonly label: string;
      readonly contact: string | null;
      readonly acceptedEmbargo: boolean;
    })
  | (Seat & {
      readonly type: "participant-changed";
      readonly rm?: RM;
      readonly vfd?: VFD;
      readonly contact?: string | null;
    })
  | (Seat & { readonly type: "participant-left" });

const isSeat = (a: Seat, b: Seat) => a.partyId === b.partyId && a.role === b.role;

export const seatOf = <P extends Seat>(participants: readonly P[], seat: Seat): P | undefined =>
  participants.find((participant) => isSeat(participant, seat));

/** A party that comes in by a merge and had a seat already keeps the seat it had: the first counts. */
export function participantsOf(participants: readonly Participant[]): readonly Participant[] {
  return participants.filter((one, i) => participants.findIndex((p) => isSeat(p, one)) === i);
}

const seated = (event: Seat & Stamp & { label: string; contact: string | null }): Participant => ({
  partyId: event.partyId,
  label: event.label,
  role: event.role,
  contact: event.contact,
  joinedAt: null,
  invitedAt: event.at,
  rm: "start",
  vfd: "vfd",
  acceptedEmbargo: false,
  from: null,
});

const changeSeat = (
  participants: readonly Participant[],
  seat: Seat,
  change: Partial<Participant>,
): readonly Participant[] => {
  const first = participants.findIndex((participant) => isSeat(participant, seat));
  return participants.map((participant, i) =>
    i === first ? { ...participant, ...change } : participant,
  );
};

export function foldParticipants(
  participants: readonly Participant[],
  event: ParticipantEvent & Stamp,
): readonly Participant[] {
  const known = seatOf(participants, event) !== undefined;
  switch (event.type) {
    case "participant-invited":
      return known ? participants : [...participants, seated(event)];
    case "participant-joined": {
      const all = known ? participants : [...participants, seated(event)];
      const { contact, acceptedEmbargo } = event;
      const reach = contact === null ? {} : { contact };
      return changeSeat(all, event, { joinedAt: event.at, acceptedEmbargo, ...reach });
    }
    case "participant-changed": {
      const { rm, vfd, contact } = event;
      return changeSeat(participants, event, {
        ...(rm === undefined ? {} : { rm }),
        ...(vfd === undefined ? {} : { vfd }),
        ...(contact === undefined ? {} : { contact }),
      });
    }
    case "participant-left":
      return participants.filter((participant) => !isSeat(participant, event));
  }
}

/** Accepting terms is on record per party, all its seats. */
export const acceptTerms = (
  participants: readonly Participant[],
  parties: readonly string[],
): readonly Participant[] =>
  participants.map((participant) => ({
    ...participant,
    acceptedEmbargo: parties.includes(participant.partyId),
  }));
