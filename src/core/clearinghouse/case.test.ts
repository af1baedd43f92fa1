import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Act,
  acts,
  play,
  stampAt,
  stateOf,
  statesOf,
  type World,
} from "../../testing/caseWorld.ts";
import { SYSTEM } from "./actor.ts";
import { applyEvent, foldCase } from "./case.ts";
import type { CaseEvent } from "./caseEvent.ts";
import {
  csOf,
  embargoEnd,
  embargoOf,
  evidenceLevelOf,
  findingsOf,
  isEmbargoed,
  isFixed,
  statusOf,
} from "./caseFacts.ts";
import type { CaseState } from "./caseState.ts";
import { creditsOf } from "./credit.ts";
import { modelFamily } from "./membership.ts";
import { decideMerge, decideUndoMerge } from "./merge.ts";
import { type ParticipantRole, seatOf } from "./participant.ts";
import { decideSplit, decideUndoSplit } from "./split.ts";
import { isCaseState, pathTo, RM_MACHINE, VFD } from "./vultron.ts";

const LATER = 1000;
const NOW = "2026-10-01T00:00:00Z";
const sansHistory = ({ history: _, ...state }: CaseState) => state;
const MOVING: readonly Act["verb"][] = [
  "open",
  "join",
  "merge",
  "merge",
  "undoMerge",
  "split",
  "undoSplit",
  "evidence",
  "tell",
  "fix",
  "close",
];

function expectOneStep(
  before: CaseState,
  now: CaseState,
  seat: { readonly partyId: string; readonly role: ParticipantRole },
): void {
  const [was, is] = [seatOf(before.participants, seat), seatOf(now.participants, seat)];
  expect(pathTo(RM_MACHINE, was?.rm ?? "start", is?.rm ?? "start")?.length).toBeLessThanOrEqual(1);
  expect(VFD.indexOf(is?.vfd ?? "vfd") - VFD.indexOf(was?.vfd ?? "vfd")).toBeOneOf([0, 1]);
}

/** Every pair of cases of a world that a person may merge now. */
function mergeable(world: World) {
  const states = statesOf(world);
  return states.flatMap((into) =>
    states.flatMap((from) => {
      const decision = decideMerge(into, from, stampAt(LATER));
      return decision.ok ? [{ into, from, events: decision.value }] : [];
    }),
  );
}
const act = (verb: Act["verb"], a: number): Act => ({ verb, a, b: 0, c: 0, by: 0 });
const SPLIT_AFTER_A_RUN = [
  [[act("evidence", 9), act("merge", 7), act("split", 1)]],
  [[act("evidence", 1), act("join", 1), act("split", 3)]],
] satisfies [readonly Act[]][];
const folded = (state: CaseState, events: readonly CaseEvent[]) => events.reduce(applyEvent, state);

describe("a case", () => {
  test("is the same whether its record is folded at once or event by event, and after a way through JSON", () => {
    fc.assert(
      fc.property(acts(40), (all) => {
        for (const events of play(all).values()) {
          const state = foldCase(JSON.parse(JSON.stringify(events)));
          expect(state).toEqual(foldCase(events));
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("keeps every finding in exactly one unmerged case, through any merges, splits and undoing", () => {
    fc.assert(
      fc.property(acts(50, MOVING), (all) => {
        const world = play(all);
        const joined = [...world.values()]
          .flat()
          .flatMap((e) => (e.type === "finding-joined" ? [e.findingId] : []));
        const live = statesOf(world).filter((state) => statusOf(state) !== "merged");
        const held = live.flatMap((state) => findingsOf(state).map(({ findingId }) => findingId));
        expect(held.sort()).toEqual(joined.sort());
      }),
      { numRuns: 300 },
    );
  });

  test("moves only along Vultron's machines", () => {
    fc.assert(
      fc.property(acts(60), (all) => {
        for (const events of play(all).values())
          events.slice(1).reduce(
            (before, event) => {
              const now = applyEvent(before, event);
              expect(isCaseState(csOf(now))).toBe(true);
              if (event.type === "participant-changed") expectOneStep(before, now, event);
              return now;
            },
            foldCase(events.slice(0, 1)),
          );
      }),
      { numRuns: 60 },
    );
  });

  test("under embargo is never public, and a published one never embargoed", () => {
    fc.assert(
      fc.property(acts(60), (all) => {
        for (const state of statesOf(play(all))) {
          if (isEmbargoed(state, NOW)) expect(csOf(state)).toMatch(/p[xX]?/);
          if (state.advisory !== null) expect(isEmbargoed(state, NOW)).toBe(false);
          if (csOf(state).includes("P")) expect(isEmbargoed(state, NOW)).toBe(false);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("records no run by the finder's own party or model family", () => {
    fc.assert(
      fc.property(acts(60), (all) => {
        for (const { evidence, members } of statesOf(play(all)))
          for (const { outcome, findingId, ...run } of evidence) {
            const finder = members.find((member) => member.findingId === findingId)?.finder;
            if (outcome === "refuted" || finder === undefined) continue;
            expect(run.verifierPartyId).not.toBe(finder.partyId);
            expect(run.modelFamily ?? "none").not.toBe(modelFamily(finder.model));
          }
      }),
      { numRuns: 80 },
    );
  });

  test("records no verdict but the owner's", () => {
    fc.assert(
      fc.property(acts(60), (all) => {
        for (const { participants, verdicts } of statesOf(play(all))) {
          const owners = participants.filter(({ role }) => role === "owner");
          const names = owners.map(({ partyId }) => partyId);
          for (const { partyId } of verdicts) expect(names).toContain(partyId);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe("a merge", () => {
  test("undone at once gives both former states exactly, apart from the record", () => {
    fc.assert(
      fc.property(acts(35), (all) => {
        for (const { into, from, events } of mergeable(play(all))) {
          const merged = { into: folded(into, events.into), from: folded(from, events.from) };
          const undo = decideUndoMerge(merged.into, merged.from, stampAt(LATER + 1));
          if (!undo.ok) throw new Error(undo.refusal.detail);
          expect(sansHistory(folded(merged.into, undo.value.into))).toEqual(sansHistory(into));
          expect(sansHistory(folded(merged.from, undo.value.from))).toEqual(sansHistory(from));
        }
      }),
      // A run on a finding that was split off stands in both records before they are merged again.
      { numRuns: 60, examples: SPLIT_AFTER_A_RUN },
    );
  });

  test("undone later leaves what arrived meanwhile where it arrived", () => {
    fc.assert(
      fc.property(acts(25), (all) => {
        for (const { into, from, events } of mergeable(play(all))) {
          const finder = { partyId: "late", party: null, model: null, harness: null };
          const arrival: CaseEvent[] = [
            {
              type: "finding-joined",
              findingId: "late",
              match: "same",
              finder,
              terms: null,
              ...stampAt(LATER),
            },
            { type: "cve-recorded", id: "CVE-2026-9999", source: "s", ...stampAt(LATER) },
          ];
          const merged = folded(folded(into, events.into), arrival);
          const undo = decideUndoMerge(merged, folded(from, events.from), stampAt(LATER + 1));
          if (!undo.ok) throw new Error(undo.refusal.detail);
          expect(sansHistory(folded(merged, undo.value.into))).toEqual(
            sansHistory(folded(into, arrival)),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test("keeps every credit", () => {
    fc.assert(
      fc.property(acts(35), (all) => {
        for (const { into, from, events } of mergeable(play(all))) {
          const names = (state: CaseState) =>
            creditsOf(state).map(({ partyId, model }) => `${partyId} ${model}`);
          const all = new Set([...names(into), ...names(from)]);
          expect(new Set(names(folded(into, events.into)))).toEqual(all);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("adopts the earliest end of the embargoes accepted in either", () => {
    // A fix of one side would move an end of the other that counts from the fix.
    const unfixed = acts(45, ["open", "propose", "propose", "accept", "accept", "grace", "join"]);
    fc.assert(
      fc.property(unfixed, (all) => {
        for (const { into, from, events } of mergeable(play(all))) {
          const ends = [into, from]
            .filter((state) => ["active", "revise"].includes(embargoOf(state).em))
            .map((state) => embargoEnd(state, NOW)?.day);
          if (ends.length > 0)
            expect(embargoEnd(folded(into, events.into), NOW)?.day).toBe(ends.sort()[0]);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("by a rule alone never touches a fixed or closed case", () => {
    fc.assert(
      fc.property(acts(35), (all) => {
        const states = statesOf(play(all));
        for (const into of states)
          for (const from of states) {
            const decision = decideMerge(into, from, { at: NOW, by: SYSTEM });
            if (!decision.ok) continue;
            expect([into, from].some(isFixed)).toBe(false);
            expect([into, from].map(statusOf)).toEqual(["open", "open"]);
          }
      }),
      { numRuns: 40 },
    );
  });

  test("takes a run made meanwhile back with the finding it was made on", () => {
    const world = play([
      { verb: "merge", a: 0, b: 1, c: 0, by: 0 },
      { verb: "evidence", a: 0, b: 3, c: 0, by: 2 },
      { verb: "undoMerge", a: 0, b: 1, c: 0, by: 0 },
    ]);
    expect(evidenceLevelOf(stateOf(world, "case-1"))).toBe("reproduced");
    expect(evidenceLevelOf(stateOf(world, "case-0"))).toBe("asserted");
  });

  test("undone does not call back a finding that was split off meanwhile", () => {
    const merged = play([{ verb: "merge", a: 0, b: 1, c: 0, by: 0 }]);
    const [, brought] = findingsOf(stateOf(merged, "case-0"));
    const id = brought?.findingId ?? "";
    const split = decideSplit(
      stateOf(merged, "case-0"),
      { caseId: "part", title: "part" },
      [id],
      "another place",
      stampAt(3),
    );
    if (!split.ok) throw new Error(split.refusal.detail);
    const into = folded(stateOf(merged, "case-0"), split.value.origin);
    const undo = decideUndoMerge(into, stateOf(merged, "case-1"), stampAt(4));
    if (!undo.ok) throw new Error(undo.refusal.detail);
    expect(findingsOf(folded(stateOf(merged, "case-1"), undo.value.from))).toEqual([]);
    expect(findingsOf(foldCase(split.value.part)).map(({ findingId }) => findingId)).toEqual([id]);
    const back = decideUndoSplit(
      folded(into, undo.value.into),
      foldCase(split.value.part),
      stampAt(5),
    );
    expect(back).toMatchObject({ ok: false, refusal: { code: "case/not-split" } });
  });

  test.each([
    ["into itself", "case-0", "case-0", "case/itself"],
    ["of a merged case", "case-1", "case-0", "case/merged"],
  ])("%s is refused", (_, into, from, code) => {
    const world = play([{ verb: "merge", a: 0, b: 1, c: 0, by: 0 }]);
    const decision = decideMerge(stateOf(world, into), stateOf(world, from), stampAt(9));
    expect(decision).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe("a split", () => {
  test("undone gives the former state exactly, apart from the record", () => {
    fc.assert(
      fc.property(acts(30), fc.nat({ max: 11 }), fc.nat({ max: 11 }), (all, a, b) => {
        const before = play(all);
        const split = play([{ verb: "split", a, b, c: 0, by: 0 }], before);
        if (split.size === before.size) return;
        const [id] = [...before.keys()].filter((key) => split.get(key) !== before.get(key));
        const at = [...before.keys()].indexOf(id ?? "");
        const undone = play([{ verb: "undoSplit", a: at, b: before.size, c: 0, by: 0 }], split);
        expect(sansHistory(stateOf(undone, id ?? ""))).toEqual(
          sansHistory(stateOf(before, id ?? "")),
        );
        expect(statusOf(stateOf(undone, `case-${before.size}`))).toBe("closed");
      }),
      { numRuns: 150 },
    );
  });
});
