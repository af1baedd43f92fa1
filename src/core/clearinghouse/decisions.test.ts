import { describe, expect, test } from "vitest";
import { stampAt } from "../../testing/caseWorld.ts";
import type { Stamp } from "./actor.ts";
import { applyEvent, foldCase } from "./case.ts";
import { type CaseEvent, type CaseFact, stamped } from "./caseEvent.ts";
import { csOf, embargoEnd, embargoOf, evidenceLevelOf, isFixed } from "./caseFacts.ts";
import { MOVES, type Move, mayMove, movesOf } from "./caseMove.ts";
import type { CaseState } from "./caseState.ts";
import {
  decideEmbargoAcceptance,
  decideEmbargoProposal,
  decideExpiry,
  decideFirstEmbargo,
  decideGrace,
} from "./decideEmbargo.ts";
import { decideEvidence, type EvidenceClaim } from "./decideEvidence.ts";
import { decideOnEvidence } from "./decideOnEvidence.ts";
import { decideJoining, decideParticipantChange, toldFacts } from "./decideParticipant.ts";
import { decidePublication } from "./decidePublication.ts";
import { decideSeverity } from "./decideSeverity.ts";
import { decideVerdict } from "./decideVerdict.ts";

const as = (partyId: string | null, day = 1): Stamp => ({
  at: stampAt(day).at,
  by: { personId: "someone", partyId, label: "Someone" },
});
const KESTREL = {
  partyId: "kestrel",
  party: "Kestrel",
  model: "maker/falcon-2-large",
  harness: null,
};

function caseWith(...facts: CaseFact[]): CaseState {
  return foldCase(
    stamped(as("desk", 0), [
      { type: "opened", caseId: "c", title: "A flaw", tlp: "AMBER" },
      { type: "finding-joined", findingId: "f", match: "new", finder: KESTREL, terms: null },
      ...facts,
    ]),
  );
}
const owner = (label = "harbor"): CaseFact => ({
  type: "participant-joined",
  partyId: label,
  label,
  role: "owner",
  contact: null,
  acceptedEmbargo: true,
});
const proposed = (id: string, template: "90+14" | "7+7"): CaseFact => ({
  type: "embargo-proposed",
  proposal: {
    id,
    terms: { template, start: "2026-09-01", endsOn: null },
    byPartyId: "desk",
    reason: "r",
  },
});
const embargoed = (template: "90+14" | "7+7" = "90+14"): readonly CaseFact[] => [
  proposed("p", template),
  { type: "embargo-accepted", proposalId: "p", parties: ["desk"] },
];
type Decided = { ok: true; value: readonly CaseEvent[] } | { ok: false; refusal: { code: string } };
const codeOf = (decision: Decided): string => (decision.ok ? "ok" : decision.refusal.code);
const then = (state: CaseState, decision: Decided): CaseState =>
  decision.ok ? decision.value.reduce(applyEvent, state) : state;

describe("evidence", () => {
  const claim: EvidenceClaim = {
    findingId: "f",
    verifierPartyId: "northgate",
    model: null,
    outcome: "reproduced",
    nOfM: { n: 5, of: 5 },
    run: { id: "r1", on: "3.2.1", environment: null, signature: null, logSha256: null },
    note: null,
  };
  const record = (state: CaseState, change: Partial<EvidenceClaim>) =>
    decideEvidence(state, { ...claim, ...change }, as("northgate"));

  test("climbs from asserted to reproduced, to independently reproduced by a second party", () => {
    const asserted = caseWith();
    const once = then(asserted, record(asserted, {}));
    const twice = then(once, record(once, { verifierPartyId: "northgate" }));
    const second = then(twice, record(twice, { verifierPartyId: "brine" }));
    expect([asserted, once, twice, second].map(evidenceLevelOf)).toEqual([
      "asserted",
      "reproduced",
      "reproduced",
      "independently-reproduced",
    ]);
  });

  test.each([
    ["the finder's own party", { verifierPartyId: "kestrel" }, "evidence/own-finding"],
    ["a model of the finder's family", { model: "falcon-9" }, "evidence/own-finding"],
    [
      "the same, asked of the case as a whole",
      { model: "FALCON", findingId: null },
      "evidence/own-finding",
    ],
    ["a model of another family", { model: "heron-1" }, "ok"],
    ["a run in which nothing showed", { nOfM: { n: 0, of: 5 } }, "evidence/count"],
    ["more runs with the signature than runs", { nOfM: { n: 6, of: 5 } }, "evidence/count"],
    ["no run at all", { nOfM: { n: 0, of: 0 } }, "evidence/count"],
    ["a finding of another case", { findingId: "elsewhere" }, "evidence/no-finding"],
  ] as const)("by %s: %s", (_, change, code) => {
    expect(codeOf(record(caseWith(), change))).toBe(code);
  });

  test("two verifiers that drive one family of models are not independent", () => {
    const once = then(caseWith(), record(caseWith(), { model: "heron-1" }));
    const twice = then(once, record(once, { model: "heron-2", verifierPartyId: "brine" }));
    expect(evidenceLevelOf(twice)).toBe("reproduced");
  });

  test("a refutation takes it down, and a later run that reproduces brings it back", () => {
    const once = then(caseWith(), record(caseWith(), {}));
    const refuted = then(once, record(once, { outcome: "refuted", nOfM: { n: 0, of: 20 } }));
    const again = then(refuted, record(refuted, {}));
    expect([refuted, again].map(evidenceLevelOf)).toEqual(["refuted", "reproduced"]);
  });

  test("a run that does not reproduce moves nothing, and a finder may withdraw its own claim", () => {
    const silent = then(
      caseWith(),
      record(caseWith(), { outcome: "not-reproduced", nOfM: { n: 0, of: 5 } }),
    );
    const withdrawn = record(caseWith(), {
      outcome: "refuted",
      nOfM: { n: 0, of: 1 },
      verifierPartyId: "kestrel",
    });
    expect(evidenceLevelOf(silent)).toBe("asserted");
    expect(evidenceLevelOf(then(caseWith(), withdrawn))).toBe("refuted");
  });
});

describe("the owner's verdict", () => {
  const say = (
    state: CaseState,
    verdict: Parameters<typeof decideVerdict>[1]["verdict"],
    by = "harbor",
    more: Partial<Parameters<typeof decideVerdict>[1]> = {},
  ) => decideVerdict(state, { verdict, version: null, reason: null, note: null, ...more }, as(by));

  test.each([
    ["desk", "an analyst of the desk"],
    ["northgate", "a verifier in the case"],
    [null, "the system"],
  ])("cannot be recorded for %s, %s", (partyId, _who) => {
    const verifier: CaseFact = { ...owner("northgate"), role: "verifier" } as CaseFact;
    const decision = decideVerdict(
      caseWith(owner(), verifier),
      { verdict: "confirmed", version: null, reason: null, note: null },
      as(partyId),
    );
    expect(codeOf(decision)).toBe("verdict/not-owner");
  });

  test("acknowledging confirms nothing; confirming and fixing do", () => {
    const state = caseWith(owner());
    const levels = (["acknowledged", "need-more", "confirmed"] as const).map((verdict) =>
      evidenceLevelOf(then(state, say(state, verdict))),
    );
    expect(levels).toEqual(["asserted", "asserted", "owner-confirmed"]);
    const fixed = then(state, say(state, "fixed", "harbor", { version: "3.2.2" }));
    expect([evidenceLevelOf(fixed), isFixed(fixed), csOf(fixed)]).toEqual([
      "owner-confirmed",
      true,
      "VFdpxa",
    ]);
    expect(fixed.participants[0]?.rm).toBe("accepted");
  });

  test("acknowledging later takes no confirmation back, a rejection does", () => {
    const state = caseWith(owner());
    const confirmed = then(state, say(state, "confirmed"));
    const acknowledged = then(confirmed, say(confirmed, "acknowledged"));
    const rejected = then(
      confirmed,
      say(confirmed, "not-ours", "harbor", { reason: "not-our-component" }),
    );
    expect([acknowledged, rejected].map(evidenceLevelOf)).toEqual(["owner-confirmed", "asserted"]);
    expect(rejected.participants[0]?.rm).toBe("deferred");
  });

  test.each([
    ["hardening-only", {}, "verdict/no-reason"],
    ["not-ours", { reason: "toString" as "other" }, "verdict/no-reason"],
    ["not-ours", { reason: "out-of-threat-model" }, "ok"],
    ["fixed", {}, "verdict/no-version"],
  ] as const)("%s with %j: %s", (verdict, more, code) => {
    expect(codeOf(say(caseWith(owner()), verdict, "harbor", more))).toBe(code);
  });
});

describe("evidence of exploitation or of a leak", () => {
  const learn = (
    state: CaseState,
    kind: Parameters<typeof decideOnEvidence>[1]["kind"],
    isPublic = false,
    day = 2,
  ) =>
    decideOnEvidence(
      state,
      { kind, isPublic, evidence: "seen", source: "sensor", proposalId: "e" },
      as("desk", day),
    );

  test.each(["attacks-observed", "leak-suspected"] as const)(
    "%s proposes seven days at once, and the old terms hold until that is accepted",
    (kind) => {
      const state = caseWith(...embargoed());
      const known = then(state, learn(state, kind));
      expect(embargoOf(known).em).toBe("revise");
      expect(embargoEnd(known, as("desk").at)?.day).toBe("2026-11-30");
      const accepted = then(known, decideEmbargoAcceptance(known, null, ["desk"], as("desk", 3)));
      expect(embargoEnd(accepted, as("desk").at)?.day).toBe("2026-09-10");
    },
  );

  test("where less than seven days are left it proposes to publish now", () => {
    const state = caseWith(...embargoed("7+7"));
    const known = then(state, learn(state, "attacks-observed", false, 4));
    expect(embargoOf(known).proposals[0]?.terms).toMatchObject({
      template: "public-now",
      endsOn: "2026-09-05",
    });
  });

  test.each([
    ["exploit-public", false, "vfdPXa"],
    ["public-aware", false, "vfdPxa"],
    ["attacks-observed", true, "vfdPxA"],
    ["leak-suspected", true, "vfdPxa"],
  ] as const)("%s (public: %s) ends the embargo, and the state is %s", (kind, isPublic, cs) => {
    const state = caseWith(...embargoed());
    const known = then(state, learn(state, kind, isPublic));
    expect([embargoOf(known).em, csOf(known)]).toEqual(["exited", cs]);
    expect(embargoEnd(known, as("desk").at)?.over).toBe(true);
  });

  test("public knowledge turns proposals down and makes owners aware", () => {
    const state = caseWith(owner(), proposed("p", "90+14"));
    const known = then(state, learn(state, "public-aware"));
    expect([embargoOf(known).em, csOf(known)]).toEqual(["none", "VfdPxa"]);
  });

  test("under attack no embargo begins and none grows longer", () => {
    const bare = then(caseWith(), learn(caseWith(), "attacks-observed"));
    const claim = { id: "x", template: "90+14", endsOn: null, reason: "r" } as const;
    expect(codeOf(decideEmbargoProposal(bare, claim, as("desk")))).toBe("embargo/too-late");
    const state = caseWith(...embargoed("7+7"));
    const known = then(state, learn(state, "attacks-observed"));
    expect(codeOf(decideEmbargoProposal(known, claim, as("desk")))).toBe("embargo/not-longer");
    expect(codeOf(decideGrace(known, "fix due", as("desk")))).toBe("embargo/not-longer");
    const pending = caseWith(proposed("p", "90+14"));
    expect(embargoOf(then(pending, learn(pending, "attacks-observed"))).em).toBe("none");
  });
});

describe("an embargo's terms", () => {
  test("of the participants' defaults the shortest holds, the longer ones are proposed changes", () => {
    const claims = [
      { id: "a", template: "90+14", endsOn: null, reason: "policy", partyId: "harbor" },
      { id: "b", template: "7+7", endsOn: null, reason: "policy", partyId: "kestrel" },
    ] as const;
    const state = then(caseWith(), decideFirstEmbargo(caseWith(), claims, as("desk", 0)));
    expect([embargoOf(state).em, embargoEnd(state, as("desk").at)?.day]).toEqual([
      "revise",
      "2026-09-08",
    ]);
    expect(codeOf(decideFirstEmbargo(caseWith(), [], as("desk")))).toBe("ok");
  });

  test.each([
    ["2026-02-30", "embargo/bad-day"],
    ["2026-08-31", "embargo/bad-day"],
    ["2027-12-01", "embargo/bad-day"],
    ["2026-12-01", "ok"],
  ])("proposing %s as the day: %s", (endsOn, code) => {
    const claim = { id: "x", template: "90+14", endsOn, reason: "r" } as const;
    expect(codeOf(decideEmbargoProposal(caseWith(), claim, as("desk")))).toBe(code);
  });

  test("grace is granted once, and only where the terms have it", () => {
    const state = caseWith(...embargoed());
    const granted = then(state, decideGrace(state, "fix due", as("desk")));
    expect(embargoEnd(granted, as("desk").at)?.day).toBe("2026-12-14");
    expect(codeOf(decideGrace(granted, "again", as("desk")))).toBe("embargo/no-grace");
  });

  test("the clock ends it on its day and not before, and has nothing to add after that", () => {
    const state = caseWith(...embargoed("7+7"));
    expect(decideExpiry(state, as(null, 6.9))).toEqual([]);
    const events = decideExpiry(state, as(null, 7));
    expect(events.map(({ type }) => type)).toEqual(["embargo-terminated"]);
    expect(decideExpiry(events.reduce(applyEvent, state), as(null, 8))).toEqual([]);
  });

  test("an advisory waits for it, and goes out on its day even where no clock has run", () => {
    const state = caseWith(owner(), ...embargoed("7+7"));
    const advisory = { id: "AS-2026-0001", version: 1 };
    expect(codeOf(decidePublication(state, advisory, as("desk", 6)))).toBe("embargo/active");
    const out = then(state, decidePublication(state, advisory, as("desk", 7)));
    expect([embargoOf(out).em, csOf(out), out.advisory?.id]).toEqual([
      "exited",
      "VfdPxa",
      "AS-2026-0001",
    ]);
  });
});

describe("participants", () => {
  const guest = { partyId: "harbor", label: "Harbor", role: "owner", contact: null } as const;

  test("join an embargoed case only with its terms accepted", () => {
    const state = caseWith(...embargoed());
    expect(codeOf(decideJoining(state, guest, false, as("desk")))).toBe(
      "participant/embargo-not-accepted",
    );
    expect(codeOf(decideJoining(state, guest, true, as("desk")))).toBe("ok");
    expect(codeOf(decideJoining(caseWith(), guest, false, as("desk")))).toBe("ok");
    expect(codeOf(decideJoining(caseWith(owner()), guest, true, as("desk")))).toBe(
      "participant/known",
    );
  });

  test.each([
    [{ rm: "accepted" }, "participant/no-such-transition"],
    [{ rm: "valid" }, "ok"],
    [{ vfd: "VFd" }, "participant/no-such-transition"],
  ] as const)("once told, %j: %s", (change, code) => {
    const state = caseWith(owner());
    const told = caseWith(owner(), ...toldFacts(state, "harbor"));
    expect(csOf(told)).toBe("Vfdpxa");
    expect(
      codeOf(
        decideParticipantChange(told, { partyId: "harbor", role: "owner" }, change, as("desk")),
      ),
    ).toBe(code);
  });
});

describe("severity", () => {
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  test.each([
    ["harbor", "owner", vector, "ok"],
    ["desk", "owner", vector, "severity/not-your-side"],
    ["harbor", "verifier", vector, "severity/not-your-side"],
    ["desk", "verifier", "AV:N/AC:L/Au:N/C:P/I:P/A:P", "severity/not-a-vector"],
    ["desk", "verifier", "high", "severity/not-a-vector"],
  ] as const)("by %s for the %s, %s: %s", (partyId, side, written, code) => {
    const decision = decideSeverity(
      caseWith(owner()),
      { side, vector: written, reason: "r" },
      as(partyId),
    );
    expect(codeOf(decision)).toBe(code);
  });
});

describe("moves", () => {
  const closed = caseWith({ type: "closed", reason: "done" });
  const merged = caseWith({ type: "merged-into", caseId: "d" });

  test.each<[Move, CaseState, string]>([
    ["assign", caseWith(), "ok"],
    ["assign", closed, "case/closed"],
    ["assign", merged, "case/merged"],
    ["reopen", caseWith(), "case/open"],
    ["reopen", closed, "ok"],
    ["accept-embargo", caseWith(), "embargo/none"],
    ["exit-embargo", caseWith(proposed("p", "7+7")), "embargo/proposed"],
    ["publish-advisory", caseWith(...embargoed()), "embargo/active"],
    ["publish-advisory", caseWith(), "ok"],
  ])("%s", (move, state, code) => {
    const may = mayMove(move, state);
    expect(may.ok ? "ok" : may.refusal.code).toBe(code);
  });

  test("the screen is told every move, and why not, by the same table", () => {
    const told = movesOf(closed);
    expect(told.map(({ move }) => move)).toEqual(Object.keys(MOVES));
    for (const { move, allowed, why } of told) {
      expect(allowed).toBe(mayMove(move, closed).ok);
      expect(why === null).toBe(allowed);
    }
  });

  test("a merged case takes no move at all", () => {
    expect(movesOf(merged).filter(({ allowed }) => allowed)).toEqual([]);
  });
});
