import { isDay } from "../clearinghouse/day.ts";
import { ok, type Result } from "../result.ts";
import { parseRecipientKey } from "../sealed/recipient.ts";
import type { ReviewActs, ReviewContext, ReviewDecision } from "./act.ts";
import { isRecused } from "./decideConflict.ts";
import { liveGrants } from "./liveGrants.ts";
import { mayReadMaterial } from "./mayAccess.ts";
import type { ProtectionLabel } from "./protectionLabel.ts";
import { no, type ReviewNo } from "./refusal.ts";
import type { Recipient } from "./reviewEvent.ts";
import type { Material, ReviewState } from "./reviewState.ts";
import { isSealedFromLab, type Sent } from "./sealedFromLab.ts";
import { isAttached } from "./stage.ts";

function mayReceive(
  state: ReviewState,
  sent: Sent,
  { key, name, personId, partyId }: Recipient,
): Result<true, ReviewNo> {
  if (parseRecipientKey(key) === undefined)
    return no("key/malformed", `What is given as the key of ${name} is none.`);
  // A key that nobody has registered here, of the sender's own choice: through this service nobody gets at anything with it.
  if (partyId === null) return ok(true);
  const isLab = partyId === state.lab.partyId;
  if (!isLab && !isAttached(state, partyId))
    return no("agency/not-attached", `${name} belongs to nobody in this review.`);
  if (isRecused(state, personId))
    return no("conflict/recused", `${name} has stepped back from this review.`);
  if (isLab && isSealedFromLab(state, sent))
    return no("material/sealed-from-lab", "The terms keep evaluator prompts from the lab.");
  // A draft that went to a third party would be a result shared before the lab's reply.
  if (sent.kind === "result-draft" && !isLab && partyId !== sent.byPartyId)
    return no("result/no-reply", `A draft is for your own party and the lab, not for ${name}.`);
  return ok(true);
}

function mayAllReceive(
  state: ReviewState,
  sent: Sent,
  recipients: readonly Recipient[],
): Result<true, ReviewNo> {
  if (recipients.length === 0) return no("key/none", "Name somebody who can open it.");
  if (new Set(recipients.map(({ key }) => key)).size < recipients.length)
    return no("key/known", "A key stands there twice.");
  for (const recipient of recipients) {
    const may = mayReceive(state, sent, recipient);
    if (!may.ok) return may;
  }
  return ok(true);
}

const isDated = ({ from, until }: ProtectionLabel): boolean =>
  isDay(from) && (until === null || (isDay(until) && until >= from));

const NOT_DATED = no(
  "clock/day",
  "Write the days of a label as 2026-12-31, the earlier one first.",
);

/** R4: nothing classified is taken, and the sender says so of each thing. */
export function decideSealing(
  { state, by }: ReviewContext,
  { unclassified, ...sealed }: ReviewActs["seal-material"],
): ReviewDecision {
  if (unclassified !== true)
    return no(
      "material/classified",
      "Classified material is refused: give a pointer and outcomes only.",
    );
  if (state.materials.some(({ id }) => id === sealed.materialId))
    return no("review/already", "That has been sealed into the review.");
  if (sealed.label !== null && !isDated(sealed.label)) return NOT_DATED;
  const sent = { kind: sealed.kind, byPartyId: by.partyId };
  const may = mayAllReceive(state, sent, sealed.recipients);
  return may.ok ? ok([{ type: "material-sealed", ...sealed }]) : may;
}

const isAmong = (recipients: readonly Recipient[], { key }: Recipient): boolean =>
  recipients.some((one) => one.key === key);

/**
 * Whoever is no sender keeps all who are there, and adds only persons whom a live grant names. The lab, where it is a
 * recipient of an agency's material, adds its own people.
 */
function mayExtend(
  { state, clock, by }: ReviewContext,
  material: Material,
  recipients: readonly Recipient[],
): Result<true, ReviewNo> {
  if (!material.recipients.every((one) => isAmong(recipients, one)))
    return no("material/not-yours", "Only its sender takes a recipient away.");
  for (const one of recipients.filter((other) => !isAmong(material.recipients, other))) {
    const isOwn = one.partyId === by.partyId;
    const isKnown =
      by.side === "lab" ||
      (one.personId !== null && liveGrants(state, clock, one.personId).length > 0);
    if (!isOwn || !isKnown)
      return no("grant/not-named", `No grant names ${one.name}; its sender may add them.`);
  }
  return ok(true);
}

/** Who can read it can open it to others: to the sender's choice, or to colleagues to whom the lab gave a grant. */
export function decideRewrapping(
  context: ReviewContext,
  { materialId, recipients }: ReviewActs["rewrap-material"],
): ReviewDecision {
  const { state, by } = context;
  const reads = mayReadMaterial(context, { ...by, keys: [] }, materialId);
  if (!reads.ok) return reads;
  const material = state.materials.find(({ id }) => id === materialId);
  if (material === undefined) return no("material/unknown", "There is no such thing.");
  const may = mayAllReceive(state, material, recipients);
  if (!may.ok) return may;
  const isSender = material.byPartyId === by.partyId;
  const extended = isSender ? ok(true) : mayExtend(context, material, recipients);
  if (!extended.ok) return extended;
  const version = material.envelope + 1;
  return ok([{ type: "material-rewrapped", materialId, recipients, version }]);
}

/** Whether a sealed thing is there for a party: the lab knows of all, others of what they sent or could open. */
const isKnownTo = (state: ReviewState, { holders, byPartyId }: Material, partyId: string | null) =>
  partyId === state.lab.partyId ||
  byPartyId === partyId ||
  holders.some((one) => one.partyId === partyId);

export function decideLabel(
  { state, by, newId }: ReviewContext,
  { on, label }: ReviewActs["claim-label"],
): ReviewDecision {
  const material = state.materials.find(({ id }) => id === on);
  if (on !== "submission" && !(material && isKnownTo(state, material, by.partyId)))
    return no("material/unknown", "There is no such thing to label.");
  return isDated(label) ? ok([{ type: "label-claimed", labelId: newId(), on, label }]) : NOT_DATED;
}
