import type { Asker } from "#core/access/asker.ts";
import { type CaseEvent, type CaseFact, stamped } from "#core/clearinghouse/caseEvent.ts";
import { type Move, type MoveRefusal, mayMove } from "#core/clearinghouse/caseMove.ts";
import type { CaseState, Tlp } from "#core/clearinghouse/caseState.ts";
import { decideEvidence } from "#core/clearinghouse/decideEvidence.ts";
import { decideOnEvidence } from "#core/clearinghouse/decideOnEvidence.ts";
import { decideSeverity } from "#core/clearinghouse/decideSeverity.ts";
import { decideInput, type InputClaim } from "#core/clearinghouse/priority/decideInput.ts";
import type { Side } from "#core/clearinghouse/severity.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { findPerson } from "#store/access/person.ts";
import type { Deps } from "../deps.ts";
import { changeCase, type Stamp } from "./changeCase.ts";

/** One fact, where the move may be made. */
const simply =
  (move: Move, fact: CaseFact) =>
  (state: CaseState, stamp: Stamp): Result<readonly CaseEvent[], MoveRefusal> => {
    const may = mayMove(move, state);
    return may.ok ? ok(stamped(stamp, [fact])) : may;
  };

export const assignCase = (deps: Deps, asker: Asker, ref: string, personId: string | null) =>
  changeCase<MoveRefusal | Refusal<"person/not-found">>(
    deps,
    asker,
    ref,
    async (state, stamp, tx) => {
      if (personId !== null && !(await findPerson(tx, personId))) {
        return refuse("person/not-found", "There is no such person.");
      }
      return simply("assign", { type: "assigned", personId })(state, stamp);
    },
  );

export const titleCase = (deps: Deps, asker: Asker, ref: string, title: string) =>
  changeCase(deps, asker, ref, simply("title", { type: "titled", title }));

/** Who marks a case TLP:RED stays one of its readers: else it would vanish under their hands. */
export const markCase = (
  deps: Deps,
  asker: Asker,
  ref: string,
  { tlp, readers, reason }: { tlp: Tlp; readers: readonly string[]; reason: string },
) => {
  const own = asker.personId === null ? [] : [asker.personId];
  const named = tlp === "RED" ? [...new Set([...readers, ...own])] : [];
  return changeCase(
    deps,
    asker,
    ref,
    simply("mark", { type: "tlp-changed", tlp, readers: named, reason }),
  );
};

export const closeCase = (deps: Deps, asker: Asker, ref: string, reason: string) =>
  changeCase(deps, asker, ref, simply("close", { type: "closed", reason }));

export const reopenCase = (deps: Deps, asker: Asker, ref: string, reason: string) =>
  changeCase(deps, asker, ref, simply("reopen", { type: "reopened", reason }));

export const recordCve = (
  deps: Deps,
  asker: Asker,
  ref: string,
  cve: { id: string; source: string },
) => changeCase(deps, asker, ref, simply("record-cve", { type: "cve-recorded", ...cve }));

type RemediationClaim = {
  kind: "fix" | "mitigation" | "none";
  version?: string | undefined;
  url?: string | undefined;
  note?: string | undefined;
};

export const recordRemediation = (
  deps: Deps,
  asker: Asker,
  ref: string,
  { kind, version = undefined, url, note }: RemediationClaim,
) =>
  changeCase(
    deps,
    asker,
    ref,
    simply("record-remediation", {
      type: "remediation-recorded",
      kind,
      version: version ?? null,
      url: url ?? null,
      note: note ?? null,
    }),
  );

type RunClaim = {
  outcome: "reproduced" | "not-reproduced" | "refuted";
  failed: number;
  of: number;
  on: string;
  signature?: string | undefined;
  environment?: string | undefined;
  modelFamily: string | null;
  log?: string | undefined;
  note?: string | undefined;
};

/** The log is kept as a file of its own; the record names it by its hash. */
export async function recordEvidence(deps: Deps, asker: Asker, ref: string, claim: RunClaim) {
  const partyId = asker.partyId;
  if (partyId === null) return refuse("access/forbidden", "Only a person of a party records runs.");
  const log = claim.log === undefined ? undefined : new TextEncoder().encode(claim.log);
  return await changeCase(deps, asker, ref, async (state, stamp) => {
    const decided = decideEvidence(
      state,
      {
        findingId: null,
        verifierPartyId: partyId,
        model: claim.modelFamily,
        outcome: claim.outcome,
        nOfM: { n: claim.failed, of: claim.of },
        run: {
          id: `RN-${deps.chance.newId().slice(0, 8)}`,
          on: claim.on,
          environment: claim.environment ?? null,
          signature: claim.signature ?? null,
          logSha256: log === undefined ? null : Buffer.from(sha256(log)).toString("hex"),
        },
        note: claim.note ?? null,
      },
      stamp,
    );
    if (decided.ok && log !== undefined) await deps.files.put(log);
    return decided;
  });
}

export const stateSeverity = (
  deps: Deps,
  asker: Asker,
  ref: string,
  claim: { side: Side; vector: string; reason: string },
) => changeCase(deps, asker, ref, (state, stamp) => decideSeverity(state, claim, stamp));

export const stateInput = (deps: Deps, asker: Asker, ref: string, claim: InputClaim) =>
  changeCase(deps, asker, ref, (state, stamp) => decideInput(state, claim, stamp));

const PUBLICITY = {
  "attacks-observed": "attacks-observed",
  "exploit-public": "exploit-public",
  public: "public-aware",
  "leak-suspected": "leak-suspected",
} as const;

export const recordExploitation = (
  deps: Deps,
  asker: Asker,
  ref: string,
  { kind, source }: { kind: keyof typeof PUBLICITY; source: string },
) =>
  changeCase(deps, asker, ref, (state, stamp) =>
    decideOnEvidence(
      state,
      {
        kind: PUBLICITY[kind],
        evidence: source,
        source,
        isPublic: kind === "public" || kind === "exploit-public",
        proposalId: deps.chance.newId(),
      },
      stamp,
    ),
  );
