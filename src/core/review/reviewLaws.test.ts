import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAST, STORY, STORY_EVENTS } from "../../testing/reviewStory.ts";
import { STRANGER, take, WALKERS, walk, worldFrom } from "../../testing/reviewWalk.ts";
import { accessIn, askerOf, clockIn, type World } from "../../testing/reviewWorld.ts";
import { selectedPartners } from "./decidePartner.ts";
import { isPaused } from "./incident.ts";
import { liveGrants } from "./liveGrants.ts";
import { mayReadMaterial } from "./mayAccess.ts";
import { foldReview } from "./review.ts";
import { type ReviewFact, stampedReview } from "./reviewEvent.ts";
import { viewFor } from "./reviewView.ts";
import { isAttached } from "./stage.ts";
import { clockOf } from "./toClockEvents.ts";

const AGENCIES = WALKERS.filter(({ side }) => side === "agency");

/** Walks on, and looks around after every step. */
function everywhere(look: (world: World, before: World["state"], from: number) => void): void {
  fc.assert(
    fc.property(walk, ({ from, steps }) => {
      const world = worldFrom(from);
      for (const one of steps) {
        const [before, count] = [world.state, world.events.length];
        take(world, one);
        look(world, before, count);
      }
    }),
    { numRuns: 40 },
  );
}

/** Under which this person can read something of another party's now. */
const grantsUsed = (access: ReturnType<typeof accessIn>, by: (typeof WALKERS)[number]) =>
  access.state.materials
    .map(({ id }) => mayReadMaterial(access, askerOf(by), id))
    .flatMap((read) => (read.ok && read.value !== "own" ? [read.value] : []));

describe("whatever is tried, in whatever order, by whomever", () => {
  test("no grant is live, and nobody else's material is read, outside of the window or in a pause", () => {
    let reads = 0;
    everywhere((world) => {
      const access = accessIn(world);
      const { isOpen } = access.clock;
      const mayBeRead = isOpen && !isPaused(world.state);
      for (const by of AGENCIES) {
        if (!isOpen) expect(liveGrants(world.state, access.clock, by.personId ?? "")).toEqual([]);
        const used = grantsUsed(access, by);
        expect(mayBeRead || used.length === 0).toBe(true);
        for (const grant of used)
          expect(grant).toMatchObject({ state: "given", partyId: by.partyId });
        reads += used.length;
      }
    });
    // Else the law was about nothing.
    expect(reads).toBeGreaterThan(0);
  });

  test("what is counted stays within the cap, and only the lab's acts move the end later", () => {
    everywhere((world, before, from) => {
      const [was, is] = [clockOf(before, world.now), clockIn(world)];
      expect(is.window?.counted ?? 0).toBeLessThanOrEqual(world.state.policyDays);
      const isLater =
        was.window !== null && is.window !== null && is.window.closes.at > was.window.closes.at;
      if (isLater) expect(world.events.slice(from).some(({ by }) => by.side === "lab")).toBe(true);
    });
  });

  test("only the lab's acts change its dates, attach an agency, answer for access or end a pause", () => {
    everywhere((world, before, from) => {
      const { state } = world;
      const isLabs = world.events.slice(from).some(({ by }) => by.side === "lab");
      if (isLabs) return;
      expect([state.releases, state.released]).toEqual([before.releases, before.released]);
      const attached = AGENCIES.filter(({ partyId }) => isAttached(state, partyId));
      expect(attached.every(({ partyId }) => isAttached(before, partyId))).toBe(true);
      expect(isAttached(state, STRANGER.partyId)).toBe(false);
      const given = (one: World["state"]) => one.grants.filter((grant) => grant.state === "given");
      expect(given(state).length).toBeLessThanOrEqual(given(before).length);
      if (isPaused(before)) expect(isPaused(state)).toBe(true);
    });
  });

  test("an agency once attached stays so, an end stays the end, and time brings about everything once", () => {
    everywhere((world, before) => {
      for (const { partyId } of AGENCIES)
        if (isAttached(before, partyId)) expect(isAttached(world.state, partyId)).toBe(true);
      if (before.ended !== null) expect(world.state.ended).toEqual(before.ended);
      world.settle();
      expect(world.settle()).toEqual([]);
      expect(clockIn(world).state === "ended").toBe(world.state.ended !== null);
    });
  });

  test("results are shared with the lab's reply only, and unreliable ones have no severity", () => {
    everywhere(({ state: { results } }) => {
      for (const { content, reply, shared } of results) {
        if (shared !== null) expect(reply).not.toBeNull();
        if (content.integrity === "unreliable") expect(content.severity).toBeNull();
      }
    });
  });

  test("a partner is selected by both sides, and coverage is said by its role", () => {
    everywhere((world) => {
      const { state, events } = world;
      for (const { id } of selectedPartners(state)) {
        const sides = events.flatMap((event) =>
          (event.type === "partner-proposed" || event.type === "partner-answered") &&
          event.partnerId === id
            ? [event.by.side]
            : [],
        );
        expect(new Set(sides)).toEqual(new Set(["lab", "agency"]));
      }
      if (state.coverage !== null) expect(state.coverage.by).toBe(CAST.recorder.label);
    });
  });

  test("everybody outside of the sender's party who held something is asked for a destruction certificate at the end", () => {
    everywhere((world) => {
      world.settle();
      const { state } = world;
      const owed = state.materials.flatMap(({ id, byPartyId, holders }) =>
        holders
          .filter(({ partyId }) => partyId !== byPartyId)
          .map(({ personId }) => `${id} ${personId}`),
      );
      const asked = state.destructions.map(
        ({ materialId, personId }) => `${materialId} ${personId}`,
      );
      expect(asked.sort()).toEqual(state.ended === null ? [] : owed.sort());
    });
  });

  test("an agency's view says nothing that another agency wrote, but for results that were shared", () => {
    everywhere((world) => {
      const { state } = world;
      for (const [mine, other] of [
        [STORY.bureau, STORY.energy],
        [STORY.energy, STORY.bureau],
      ] as const) {
        if (!isAttached(state, mine)) continue;
        const view = viewFor("agency", mine, state, clockIn(world));
        const { results, labels: _labels, ...rest } = view;
        expect(JSON.stringify(rest)).not.toContain(`[of ${other}]`);
        for (const { partyId, shared } of results)
          expect(partyId === mine || shared?.with.includes(mine)).toBe(true);
      }
    });
  });
});

describe("the fold", () => {
  const folded = (...facts: readonly ReviewFact[]) =>
    foldReview(stampedReview({ id: "e1", at: "2026-09-01T08:00:00.000Z", by: CAST.holm }, facts));

  test("keeps the first end, and knows no way back for who stepped back", () => {
    expect(folded({ type: "withdrawn" }, { type: "expired" }).ended?.how).toBe("withdrawn");
    const { personId, label: name } = CAST.holm;
    const { conflicts } = folded(
      { type: "recused", personId: personId ?? "" },
      { type: "conflict-declared", personId: personId ?? "", name, has: false, statement: "" },
    );
    expect(conflicts).toMatchObject([{ name, has: false, recused: true }]);
  });

  test("gives the same again, also from what was stored as JSON", () => {
    fc.assert(
      fc.property(walk, ({ from, steps }) => {
        const world = worldFrom(from);
        for (const one of steps) take(world, one);
        expect(foldReview(JSON.parse(JSON.stringify(world.events)))).toEqual(world.state);
      }),
      { numRuns: 40 },
    );
  });

  test("never throws, whatever events are missing, doubled or out of order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...STORY_EVENTS), { maxLength: 60 }),
        fc.shuffledSubarray([...STORY_EVENTS]),
        (drawn, shuffled) => {
          const state = foldReview([...drawn, ...shuffled]);
          expect(state.events).toBe(drawn.length + shuffled.length);
          expect(() => clockOf(state, "2026-12-01T00:00:00.000Z")).not.toThrow();
        },
      ),
      { numRuns: 200 },
    );
  });
});
