import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SYSTEM } from "./actor.ts";
import { addDays } from "./day.ts";
import {
  combineEmbargoes,
  type EmbargoEvent,
  type EmbargoState,
  type EmbargoTemplate,
  endOf,
  endOfTerms,
  foldEmbargo,
  isInForce,
  NO_EMBARGO,
} from "./embargo.ts";
import { EM_MACHINE } from "./vultron.ts";

const START = "2026-09-01";
const terms = (template: EmbargoTemplate, endsOn: string | null = null) => ({
  template,
  start: START,
  endsOn,
});
const stamp = { at: "2026-09-10T12:00:00Z", by: SYSTEM };
const onceMoved = (...events: EmbargoEvent[]): EmbargoState =>
  events.reduce((state, event) => foldEmbargo(state, { ...event, ...stamp }), NO_EMBARGO);
const proposed = (id: string, template: EmbargoTemplate, endsOn: string | null = null) =>
  ({
    type: "embargo-proposed",
    proposal: { id, terms: terms(template, endsOn), byPartyId: "p", reason: "r" },
  }) as const;
const accepted = (proposalId: string) =>
  ({ type: "embargo-accepted", proposalId, parties: ["p"] }) as const;

describe("when terms end", () => {
  test.each<[EmbargoTemplate, string | null, boolean, string]>([
    ["90+14", null, false, "2026-11-30"],
    ["90+14", null, true, "2026-12-14"],
    ["90+14", "2026-09-20", false, "2026-11-30"],
    ["7+7", null, false, "2026-09-08"],
    ["7+7", null, true, "2026-09-15"],
    ["90+30", null, false, "2026-11-30"],
    ["90+30", "2026-09-20", false, "2026-10-20"],
    ["90+30", "2026-12-24", false, "2026-11-30"],
    ["90+30", null, true, "2026-11-30"],
    ["45-after-patch", "2026-09-20", false, "2026-11-04"],
    ["45-after-patch", null, false, "2027-02-28"],
    ["public-now", null, false, "2026-09-01"],
  ])("%s, fixed on %s, grace %s: public on %s", (template, fixedOn, grace, day) => {
    expect(endOfTerms(terms(template), { fixedOn, grace }).day).toBe(day);
  });

  test("a named day stands in for the template's length, and the reason says so", () => {
    expect(endOfTerms(terms("90+14", "2026-10-01"))).toEqual({
      day: "2026-10-01",
      latest: "2026-10-15",
      reason: "90+14 from 2026-09-01, on the day named",
    });
  });

  test("whatever happens, no terms run past their latest day", () => {
    const template = fc.constantFrom<EmbargoTemplate>(
      "90+14",
      "7+7",
      "90+30",
      "45-after-patch",
      "public-now",
    );
    const fix = fc.option(fc.integer({ min: 0, max: 400 }).map((n) => addDays(START, n)));
    fc.assert(
      fc.property(template, fix, fc.boolean(), (name, fixedOn, grace) => {
        const end = endOfTerms(terms(name), { fixedOn, grace });
        expect(end.day <= end.latest).toBe(true);
      }),
    );
  });
});

describe("an embargo", () => {
  test("holds until its day begins at 00:00 UTC", () => {
    const state = onceMoved(proposed("a", "7+7"), accepted("a"));
    expect(isInForce(state, null, "2026-09-07T23:59:59Z")).toBe(true);
    expect(isInForce(state, null, "2026-09-08T00:00:00Z")).toBe(false);
  });

  test("while terms are only proposed the shortest of them holds", () => {
    const state = onceMoved(proposed("a", "90+14"), proposed("b", "7+7"));
    expect(state.em).toBe("proposed");
    expect(endOf(state, null)).toMatchObject({ day: "2026-09-08" });
  });

  test("accepting the shortest leaves the longer one as a proposed change", () => {
    const state = onceMoved(proposed("a", "90+14"), proposed("b", "7+7"), accepted("b"));
    expect(state.em).toBe("revise");
    expect(endOf(state, null)?.day).toBe("2026-09-08");
    const longer = foldEmbargo(state, {
      type: "embargo-revised",
      proposalId: "a",
      parties: [],
      ...stamp,
    });
    expect([longer.em, endOf(longer, null)?.day]).toEqual(["active", "2026-11-30"]);
  });

  test("a rejected change leaves the old terms standing", () => {
    const state = onceMoved(proposed("a", "7+7"), accepted("a"), proposed("b", "90+14"), {
      type: "embargo-rejected",
      proposalId: "b",
      reason: "too long",
    });
    expect([state.em, endOf(state, null)?.day]).toEqual(["active", "2026-09-08"]);
  });

  test("every event moves it along the published machine, or not at all", () => {
    const id = fc.constantFrom("a", "b", "c");
    const event = fc.oneof(
      id.map((it) => proposed(it, "7+7")),
      id.map(accepted),
      id.map((it) => ({ type: "embargo-revised", proposalId: it, parties: [] }) as const),
      id.map((it) => ({ type: "embargo-rejected", proposalId: it, reason: "" }) as const),
      fc.constant({ type: "embargo-grace-granted", reason: "" } as const),
      fc.constant({ type: "embargo-terminated", reason: "agreed", detail: null } as const),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 15 }), (events) => {
        let state = NO_EMBARGO;
        for (const one of events) {
          const before = state.em;
          state = foldEmbargo(state, { ...one, ...stamp });
          // With proposals left on the table one event stands for a step and the proposal that follows it.
          const once: (string | undefined)[] = [before, ...Object.values(EM_MACHINE[before])];
          const twice = once.flatMap((em) => Object.values(EM_MACHINE[em as "none"]));
          expect([...once, ...twice]).toContain(state.em);
          expect(state.proposals.length > 0).toBe(state.em === "proposed" || state.em === "revise");
          expect(state.terms !== null || state.em === "none" || state.em === "proposed").toBe(true);
        }
      }),
    );
  });
});

describe("the embargoes of merged cases", () => {
  const short = onceMoved(proposed("a", "7+7"), accepted("a"));
  const long = onceMoved(proposed("b", "90+14"), accepted("b"));
  const ended = onceMoved(proposed("c", "7+7"), accepted("c"), {
    type: "embargo-terminated",
    reason: "agreed",
    detail: null,
  });

  test("the earliest accepted end is adopted, from either side", () => {
    expect(endOf(combineEmbargoes([long, short], null), null)?.day).toBe("2026-09-08");
    expect(endOf(combineEmbargoes([short, long], null), null)?.day).toBe("2026-09-08");
  });
  test("one without an embargo takes the other's", () => {
    expect(combineEmbargoes([NO_EMBARGO, long], null)).toEqual(long);
  });
  test("one that has ended has ended for both", () => {
    expect(combineEmbargoes([long, ended], null).em).toBe("exited");
  });
});
