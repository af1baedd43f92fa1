import type { Clock } from "./clock.ts";
import { selectedPartners } from "./decidePartner.ts";
import { type Declared, toDeclared } from "./declared.ts";
import { isPaused } from "./incident.ts";
import type {
  Agency,
  Conflict,
  Grant,
  Incident,
  ReviewResult,
  ReviewState,
} from "./reviewState.ts";
import { isSeenBy } from "./standing.ts";

/** A review as one side of it sees it. */
export type ReviewView = Declared &
  Pick<
    ReviewState,
    | "agencies"
    | "terms"
    | "releases"
    | "released"
    | "grants"
    | "conflicts"
    | "materials"
    | "labels"
    | "results"
    | "incidents"
    | "enquiry"
    | "coverage"
    | "partners"
    | "destructions"
  > & {
    /** Partners that both sides have said yes to. */
    readonly selected: readonly string[];
    readonly isPaused: boolean;
    readonly ended: ReviewState["ended"];
  };

/** The lab sees all that there is; of sealed things that is never more than who can open what. */
const viewOfLab = (state: ReviewState, clock: Clock): ReviewView => ({
  ...toDeclared(state, clock),
  agencies: state.agencies,
  terms: state.terms,
  releases: state.releases,
  released: state.released,
  grants: state.grants,
  conflicts: state.conflicts,
  materials: state.materials,
  labels: state.labels,
  results: state.results,
  incidents: state.incidents,
  enquiry: state.enquiry,
  coverage: state.coverage,
  partners: state.partners,
  destructions: state.destructions,
  selected: selectedPartners(state).map(({ name }) => name),
  isPaused: isPaused(state),
  ended: state.ended,
});

const agenciesFor = (me: string, agencies: readonly Agency[]): readonly Agency[] =>
  agencies
    .filter(({ partyId, state }) => partyId === me || state === "attached")
    .map((agency) => (agency.partyId === me ? agency : { ...agency, reason: null }));

/** That another agency has a grant is no secret, why it asked and was answered so is. */
const grantsFor = (me: string, grants: readonly Grant[]): readonly Grant[] =>
  grants.map((grant) => (grant.partyId === me ? grant : { ...grant, reason: "", why: null }));

const conflictsFor = (me: string, conflicts: readonly Conflict[]): readonly Conflict[] =>
  conflicts.map((one) => (one.partyId === me ? one : { ...one, statement: "", overtaken: [] }));

const resultsFor = (me: string, results: readonly ReviewResult[]): readonly ReviewResult[] =>
  results.filter(({ partyId, shared }) => partyId === me || shared?.with.includes(me));

/** An open incident stops everybody; what it is about stays with the lab and the agency that opened it. */
const incidentsFor = (
  me: string,
  lab: string,
  incidents: readonly Incident[],
): readonly Incident[] =>
  incidents.map((one) =>
    one.byPartyId === me || one.byPartyId === lab
      ? one
      : {
          ...one,
          what: "Another agency opened it.",
          by: "Another agency",
          byPartyId: null,
          thirdParties: [],
          ended: one.ended && { ...one.ended, outcome: "" },
        },
  );

/**
 * An agency sees what is between the lab and all, what is its own, and what was shared with it. Of others it sees the names,
 * and that they have grants.
 */
function viewOfAgency(state: ReviewState, clock: Clock, me: string): ReviewView {
  const materials = state.materials.filter(
    ({ byPartyId, holders }) => byPartyId === me || holders.some(({ partyId }) => partyId === me),
  );
  const seen = new Set(materials.map(({ id }) => id));
  return {
    ...viewOfLab(state, clock),
    agencies: agenciesFor(me, state.agencies),
    grants: grantsFor(me, state.grants),
    conflicts: conflictsFor(me, state.conflicts),
    materials,
    labels: state.labels.filter(({ on }) => on === "submission" || seen.has(on)),
    results: resultsFor(me, state.results),
    incidents: incidentsFor(me, state.lab.partyId, state.incidents),
    destructions: state.destructions.filter(
      ({ partyId, materialId }) =>
        partyId === me ||
        materials.some(({ id, byPartyId }) => id === materialId && byPartyId === me),
    ),
  };
}

/** What a party of the review sees of it. To show it to another is a bug and throws. */
export function viewFor(
  side: "lab" | "agency",
  partyId: string | null,
  state: ReviewState,
  clock: Clock,
): ReviewView {
  const isLab = partyId === state.lab.partyId;
  if (partyId === null || !isSeenBy(state, partyId) || isLab !== (side === "lab"))
    throw new Error(`${state.ref} is shown to its own parties, each on its side.`);
  return isLab ? viewOfLab(state, clock) : viewOfAgency(state, clock, partyId);
}
