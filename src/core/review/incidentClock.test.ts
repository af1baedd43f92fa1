import { describe, expect, test } from "vitest";
import { CAST } from "../../testing/reviewStory.ts";
import { openWorld } from "../../testing/reviewWorld.ts";
import { decideLapse } from "./decideLapse.ts";
import { noticeOf, noticeToThirdParty } from "./notice.ts";
import type { ReviewEvent } from "./reviewEvent.ts";
import { clockOf } from "./toClockEvents.ts";

const { holm } = CAST;
const what = "A process left the sandbox.";
const thirdParties = ["soc@host.example", "the hosting company"];

describe("an incident whose time runs out", () => {
  test("is put on record once, and not before", () => {
    const world = openWorld();
    world.act(holm, "open-incident", { what, thirdParties, hours: 24 });
    const due = (hours: number) => {
      const now = new Date(Date.parse(world.now) + hours * 3_600_000).toISOString();
      const facts = decideLapse({
        state: world.state,
        clock: clockOf(world.state, now),
        now,
        newId: () => "x",
      });
      return facts.filter(({ type }) => type === "incident-overdue").length;
    };
    expect([due(23), due(25)]).toEqual([0, 1]);
    world.wait(2).settle();
    expect(world.state.incidents[0]?.overdueAt).not.toBeNull();
    expect(due(25)).toBe(0);
  });
});

describe("third parties of an incident", () => {
  const opened = {
    type: "incident-opened",
    incidentId: "i",
    what,
    thirdParties,
    dueAt: "2026-09-23T09:00:00.000Z",
    id: "1",
    at: "2026-09-22T09:00:00.000Z",
    by: holm,
  } satisfies ReviewEvent;

  test("are written to where an address was named, and told nothing of what happened", () => {
    const mails = noticeToThirdParty(opened);
    expect(mails.map(({ to }) => to)).toEqual(["soc@host.example"]);
    expect(mails[0]?.body).toContain(holm.label);
    expect(JSON.stringify([mails, noticeOf(opened)])).not.toContain(what);
  });

  test("are not written to for anything else", () => {
    expect(noticeToThirdParty({ ...opened, type: "incident-ended", outcome: "Closed." })).toEqual(
      [],
    );
  });
});
