import { ok, type Result } from "../result.ts";
import type { Clock } from "./clock.ts";
import { areNaming, termsWith } from "./decideGrant.ts";
import { isPaused } from "./incident.ts";
import { liveGrants } from "./liveGrants.ts";
import { no, type ReviewNo } from "./refusal.ts";
import type { Grant, Material, ReviewState } from "./reviewState.ts";
import type { Axis } from "./reviewWords.ts";
import { isSealedFromLab } from "./sealedFromLab.ts";
import { isSeenBy } from "./standing.ts";

/** Who asks, with the public keys that are theirs. */
export type AccessAsker = {
  readonly personId: string | null;
  readonly partyId: string | null;
  readonly keys: readonly string[];
};

type AccessContext = { readonly state: ReviewState; readonly clock: Clock };
type Person = { readonly personId: string; readonly partyId: string };

/** R5: declared before the first access. */
function mayBegin(state: ReviewState, personId: string): Result<true, ReviewNo> {
  const conflict = state.conflicts.find((one) => one.personId === personId);
  if (conflict === undefined)
    return no("conflict/missing", "Declare first whether you have a conflict of interest.");
  if (conflict.recused) return no("conflict/recused", "You have stepped back from this review.");
  return ok(true);
}

function mayEnter({ state, clock }: AccessContext): Result<true, ReviewNo> {
  if (state.ended !== null || clock.state === "ended")
    return no("grant/ended", "The window is over, and every grant has ended with it.");
  if (!clock.isOpen) return no("clock/not-running", "The lab has not confirmed that access works.");
  if (isPaused(state))
    return no("incident/open", "An incident is open: nothing is accessed until it ends.");
  return ok(true);
}

/**
 * The grants under which a person of an agency may do something now: terms in force signed and naming the person, conflict
 * declared, window running, nothing paused. Somebody with a conflict needs a grant that the lab gave knowing of it.
 */
export function grantsToUse(
  context: AccessContext,
  { personId, partyId }: Person,
): Result<readonly Grant[], ReviewNo> {
  const { state, clock } = context;
  if (!isSeenBy(state, partyId)) return no("review/not-found", "There is no such review.");
  const terms = termsWith(state, partyId);
  if (!terms.ok) return terms;
  const begun = mayBegin(state, personId);
  if (!begun.ok) return begun;
  const entered = mayEnter(context);
  if (!entered.ok) return entered;
  const grants = liveGrants(state, clock, personId).filter(
    (grant) =>
      grant.partyId === partyId &&
      (grant.variant === null || terms.value.terms.variants.includes(grant.variant)) &&
      grant.persons.some(
        (one) =>
          one.personId === personId && areNaming(state, terms.value, { partyId, name: one.name }),
      ),
  );
  if (grants.length > 0) return ok(grants);
  return no("grant/not-named", "No grant of the lab names you.");
}

const isRecipient = ({ recipients }: Material, { personId, partyId, keys }: AccessAsker): boolean =>
  recipients.some(
    (one) =>
      one.partyId === partyId &&
      (one.personId === null ? keys.includes(one.key) : one.personId === personId),
  );

/** A time grant opens no material; what is asked of the information axis is named first. */
const TO_READ: readonly Axis[] = ["information", "model"];

/**
 * Under what somebody may read a sealed thing now. `own`: without a grant, which goes for the sender's party and for the
 * lab where it is a recipient; both also after the end.
 */
export function mayReadMaterial(
  context: AccessContext,
  asker: AccessAsker,
  materialId: string,
): Result<Grant | "own", ReviewNo> {
  const { state } = context;
  const { personId, partyId } = asker;
  const material = state.materials.find(({ id }) => id === materialId);
  const isKnown = isSeenBy(state, partyId) && material !== undefined;
  if (!isKnown || personId === null || partyId === null)
    return no("material/unknown", "There is no such thing.");
  if (material.byPartyId === partyId) return ok("own");
  const isLab = partyId === state.lab.partyId;
  if (!isLab && !material.recipients.some((one) => one.partyId === partyId))
    return no("material/unknown", "There is no such thing.");
  if (!isRecipient(material, asker)) return no("material/not-yours", "It was not sealed to you.");
  if (isLab)
    return isSealedFromLab(state, material)
      ? no("material/sealed-from-lab", "The terms keep evaluator prompts from the lab.")
      : ok("own");
  const grants = grantsToUse(context, { personId, partyId });
  if (!grants.ok) return grants;
  const grant = TO_READ.map((axis) => grants.value.find((one) => one.axis === axis)).find(
    (one) => one !== undefined,
  );
  return grant === undefined
    ? no("grant/not-named", "No grant of information or model access names you.")
    : ok(grant);
}
