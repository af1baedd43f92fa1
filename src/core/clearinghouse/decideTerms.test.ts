import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stampAt } from "../../testing/caseWorld.ts";
import type { Stamp } from "./actor.ts";
import { applyEvent, foldCase } from "./case.ts";
import { type CaseFact, stamped } from "./caseEvent.ts";
import { embargoEnd, embargoOf, isEmbargoed } from "./caseFacts.ts";
import type { CaseState } from "./caseState.ts";
import { decideEmbargoProposal } from "./decideEmbargo.ts";
import {
  decideTermsAcceptance,
  decideTermsRejection,
  mayEndEmbargo,
  type Negotiator,
} from "./decideTerms.ts";
import { type EmbargoTemplate, TEMPLATES } from "./embargo.ts";

const PARTIES = ["harbor", "quay", "runs"] as const;
const DESK: Negotiator = { partyId: "desk", isDesk: true };
const negotiator = (partyId: string): Negotiator =>
  partyId === "desk" ? DESK : { partyId, isDesk: false };
const by = (partyId: string, day = 1): Stamp => ({
  at: stampAt(day).at,
  by: { personId: "someone", partyId, label: partyId },
});

const seat = (partyId: string, role: "owner" | "verifier"): CaseFact => ({
  type: "participant-invited",
  partyId,
  role,
  label: partyId,
  contact: null,
  defaultEmbargo: null,
});
const START = foldCase(
  stamped(by("desk", 0), [
    { type: "opened", caseId: "c", title: "A flaw", tlp: "AMBER" },
    seat("harbor", "owner"),
    seat("quay", "owner"),
    seat("runs", "verifier"),
  ]),
);

type Act = {
  readonly who: string;
  readonly verb: "propose" | "accept" | "reject";
  readonly template: EmbargoTemplate;
};

function decide(state: CaseState, { who, verb, template }: Act, id: string, day: number) {
  const stamp = by(who, day);
  if (verb === "propose")
    return decideEmbargoProposal(state, { id, template, endsOn: null, reason: "r" }, stamp);
  if (verb === "accept") return decideTermsAcceptance(state, negotiator(who), stamp);
  return decideTermsRejection(state, negotiator(who), "no", stamp);
}

const acts = fc.array(
  fc.record({
    who: fc.constantFrom("desk", ...PARTIES),
    verb: fc.constantFrom("propose", "accept", "accept", "reject"),
    template: fc.constantFrom(...(Object.keys(TEMPLATES) as EmbargoTemplate[])),
  }) as fc.Arbitrary<Act>,
  { maxLength: 25 },
);

/** Every state on the way, with the act that led there. */
function* walk(list: readonly Act[]) {
  let state = START;
  for (const [i, act] of list.entries()) {
    const decided = decide(state, act, `p${i}`, i);
    const before = state;
    if (decided.ok) state = decided.value.reduce(applyEvent, state);
    yield { before, state, act, ok: decided.ok, now: stampAt(i).at };
  }
}

describe("embargo terms among many parties", () => {
  test("never change for the longer without the desk: it proposed them, or it accepts them", () => {
    fc.assert(
      fc.property(acts, (list) => {
        for (const { before, state, act } of walk(list)) {
          const [was, is] = [embargoOf(before).terms, embargoOf(state).terms];
          if (is === null || is === was || act.who === "desk") continue;
          const taken = embargoOf(before).proposals.find(({ terms }) => terms === is);
          expect(taken?.byPartyId).toBe("desk");
        }
      }),
    );
  });

  test("let a party in only by its own word, and when it agrees to what governs then", () => {
    fc.assert(
      fc.property(acts, (list) => {
        for (const { before, state, act, now } of walk(list)) {
          const isIn = (of: CaseState, partyId: string) =>
            of.participants.some((one) => one.partyId === partyId && one.joinedAt !== null);
          for (const one of state.participants) {
            if (isIn(before, one.partyId) || !isIn(state, one.partyId)) continue;
            expect([act.verb, act.who]).toEqual(["accept", one.partyId]);
            expect(one.acceptedEmbargo).toBe(isEmbargoed(state, now));
          }
        }
      }),
    );
  });

  test("count for a party only by what that party did itself", () => {
    fc.assert(
      fc.property(acts, (list) => {
        for (const { before, state, act } of walk(list)) {
          for (const party of PARTIES.filter((one) => one !== act.who)) {
            const agreed = (of: CaseState) =>
              of.participants.find((p) => p.partyId === party)?.acceptedEmbargo;
            const proposed = embargoOf(before).proposals.some(
              ({ byPartyId }) => byPartyId === party,
            );
            if (agreed(state) && !agreed(before)) expect(proposed).toBe(true);
          }
        }
      }),
    );
  });

  test("are taken up the shortest first", () => {
    const state = [
      ...walk([
        { who: "desk", verb: "propose", template: "90+14" },
        { who: "desk", verb: "propose", template: "7+7" },
        { who: "harbor", verb: "accept", template: "7+7" },
      ]),
    ].at(-1)?.state;
    expect(state && embargoEnd(state, stampAt(3).at)?.day).toBe("2026-09-09");
    expect(state && embargoOf(state)).toMatchObject({
      em: "revise",
      proposals: [{ terms: { template: "90+14" } }],
    });
  });

  test("are ended by the desk and by owners who have joined", () => {
    const [last] = [
      ...walk([
        { who: "desk", verb: "propose", template: "90+14" },
        { who: "harbor", verb: "accept", template: "90+14" },
        { who: "runs", verb: "accept", template: "90+14" },
      ]),
    ].slice(-1);
    const state = last?.state ?? START;
    const may = (who: string) => mayEndEmbargo(state, negotiator(who));
    expect(["desk", "harbor", "quay", "runs"].map(may)).toEqual([true, true, false, false]);
  });
});
