import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CS,
  type CSEvent,
  EM_MACHINE,
  type EMTrigger,
  happen,
  isCaseState,
  mayBeginEmbargo,
  mustEndEmbargo,
  nextEvents,
  type PXA,
  pathTo,
  type RM,
  RM_MACHINE,
  type RMTrigger,
  shouldEndEmbargo,
  step,
} from "./vultron.ts";

/** All words of a machine up to a length that end in a final state. */
function words(
  machine: Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>,
  start: string,
  final: readonly string[],
  longest: number,
): string[] {
  const found: string[] = [];
  const walk = (state: string, word: string) => {
    if (final.includes(state) && word !== "") found.push(word);
    if (word.length === longest) return;
    for (const [trigger, next] of Object.entries(machine[state] ?? {}))
      if (next !== undefined) walk(next, word + trigger[0]);
  };
  walk(start, "");
  return found;
}

describe("report management", () => {
  test("has exactly the fifteen histories of up to seven steps that Vultron lists", () => {
    const published =
      "ric rvac rvdc rivac rivdc rvadc rvdac rivadc rivdac rvadac rvdadc rivadac rivdadc rvadadc rvdadac";
    expect(words(RM_MACHINE, "start", ["closed"], 7).sort()).toEqual(published.split(" ").sort());
  });

  test.each<[RM, RMTrigger, RM | null]>([
    ["start", "receive", "received"],
    ["received", "accept", null],
    ["invalid", "validate", "valid"],
    ["valid", "close", null],
    ["closed", "receive", null],
  ])("from %s, %s leads to %s", (from, trigger, to) => {
    expect(step(RM_MACHINE, from, trigger)).toBe(to);
  });

  test("the shortest way from a fresh report to accepted passes received and valid", () => {
    expect(pathTo(RM_MACHINE, "start", "accepted")).toEqual(["received", "valid", "accepted"]);
    expect(pathTo(RM_MACHINE, "accepted", "invalid")).toBeNull();
    expect(pathTo(RM_MACHINE, "valid", "valid")).toEqual([]);
  });
});

describe("embargo management", () => {
  test("every complete history matches Vultron's expression, and nothing else does", () => {
    const grammar = /^(p+r)*(p+a(p+[ar])*p*t)?$/;
    const told = words(EM_MACHINE, "none", ["none", "exited"], 7);
    const all = Array.from({ length: 7 }, (_, i) => i + 1).flatMap((length) =>
      Array.from({ length: 4 ** length }, (_, n) =>
        Array.from({ length }, (_, i) => "prat"[Math.floor(n / 4 ** i) % 4]).join(""),
      ),
    );
    expect(new Set(told)).toEqual(new Set(all.filter((word) => grammar.test(word))));
  });

  test.each<EMTrigger>(["propose", "accept", "reject", "terminate"])(
    "an embargo that has ended is not moved by %s",
    (trigger) => {
      expect(step(EM_MACHINE, "exited", trigger)).toBeNull();
    },
  );
});

describe("case state", () => {
  const START: CS = "vfdpxa";
  const letters = ["v", "f", "d", "p", "x", "a"];
  const all = Array.from({ length: 64 }, (_, n) =>
    letters.map((letter, i) => (n & (1 << i) ? letter.toUpperCase() : letter)).join(""),
  );

  test("32 of the 64 combinations can occur, and each can be reached", () => {
    const reached = new Set<string>([START]);
    for (const state of reached) {
      for (const event of nextEvents(state as CS))
        reached.add(state.replace(event.toLowerCase(), event));
    }
    expect([...reached].sort()).toEqual(all.filter(isCaseState).sort());
    expect(reached.size).toBe(32);
  });

  test("there are the seventy histories of Householder and Spring's model", () => {
    const count = (state: CS): number => {
      const next = nextEvents(state);
      if (next.length === 0) return 1;
      return next
        .map((event) => count(state.replace(event.toLowerCase(), event) as CS))
        .reduce((a, b) => a + b, 0);
    };
    expect(count(START)).toBe(70);
  });

  test("nothing is ever undone, a public exploit is public at once, and then vendors know", () => {
    const events = fc.array(fc.constantFrom<CSEvent>("V", "F", "D", "P", "X", "A"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(events, (happened) => {
        happened.reduce<CS>((before, event) => {
          const state = happen(before, event);
          expect(isCaseState(state)).toBe(true);
          expect(state).toMatch(new RegExp(before.replace(/[a-z]/g, ".")));
          expect(/^v..P|pX/.test(state)).toBe(false);
          return state;
        }, START);
      }),
    );
  });
});

describe("what the world does to an embargo", () => {
  const worlds: PXA[] = ["pxa", "Pxa", "pXa", "pxA", "PXa", "PxA", "pXA", "PXA"];

  test("none begins once anything is public or attacked", () => {
    expect(worlds.filter(mayBeginEmbargo)).toEqual(["pxa"]);
  });
  test("one must end when the flaw or an exploit is public, and should end under attack", () => {
    expect(worlds.filter(mustEndEmbargo)).toEqual(["Pxa", "pXa", "PXa", "PxA", "pXA", "PXA"]);
    expect(worlds.filter(shouldEndEmbargo)).toEqual(["pxA", "PxA", "pXA", "PXA"]);
  });
});
