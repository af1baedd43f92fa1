import fc from "fast-check";
import { expect, test } from "vitest";
import { acts, play, stampAt, statesOf } from "../../testing/caseWorld.ts";
import { draftFromCase } from "./draftFromCase.ts";

test("the timeline of a draft is in order of time, whatever came first", () => {
  fc.assert(
    fc.property(acts(30, ["seat", "verdict", "fix"]), (played) => {
      for (const state of statesOf(play(played))) {
        const { timeline } = draftFromCase({
          id: "AS-2026-0001",
          caseRef: "VC-2026-0001",
          state,
          findings: [],
          publisher: {
            name: "Desk",
            contact: "desk@example.org",
            namespace: "https://example.org",
          },
          now: stampAt(1_000).at,
        });
        const times = timeline.map(({ at }) => at);
        expect(times).toEqual(times.toSorted());
      }
    }),
  );
});
