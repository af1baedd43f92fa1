import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { allRows } from "../../../testing/allRows.ts";
import type { Reply } from "../../../testing/app.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import { drafted, granted } from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const dateRelease = (ref: string, date: string, ifMatch?: string): Promise<Reply> =>
  world.ask(world.people.voss, "POST", `/api/reviews/${ref}/date-release`, {
    body: { release: "public", date, note: "" },
    headers: { "if-match": ifMatch },
  });

describe("a change of a review", () => {
  test("of the edition that was looked at is taken, and answers with the next", async () => {
    const ref = await drafted(world);
    const seen = await world.ask(world.people.voss, "GET", `/api/reviews/${ref}`);
    const { edition } = told<{ edition: number }>(seen);
    expect(seen.headers.etag).toBe(`"${edition}"`);
    const changed = await dateRelease(ref, "2027-01-15", `"${edition}"`);
    expect(changed).toMatchObject({ status: 200, body: { edition: edition + 1 } });
    expect(changed.headers.etag).toBe(`"${edition + 1}"`);
  });

  test("of an earlier one is refused with 412, and changes nothing", async () => {
    const ref = await drafted(world);
    const { edition } = await world.page(world.people.voss, ref);
    told(await dateRelease(ref, "2027-01-15"));
    expect(await dateRelease(ref, "2027-02-15", `"${edition}"`)).toMatchObject({
      status: 412,
      body: { code: "review/changed" },
    });
    const { releases } = await world.page(world.people.voss, ref);
    expect(releases).toMatchObject({ public: "2027-01-15" });
    expect((await dateRelease(ref, "2027-03-15", "*")).status).toBe(200);
    expect((await dateRelease(ref, "2027-04-15", '"nonsense"')).status).toBe(412);
  });

  test("by two at the same moment is taken from one of them", async () => {
    const ref = await drafted(world);
    const { edition } = await world.page(world.people.voss, ref);
    const both = ["2027-05-15", "2027-06-15"].map((day) => dateRelease(ref, day, `"${edition}"`));
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe("the line of the clock", () => {
  test("is the same for every party, the overseer's count included", async () => {
    const { ref } = await granted(world);
    const { voss, holm, alder, overseer } = world.people;
    const lines = await Promise.all([voss, holm, alder].map((by) => world.page(by, ref)));
    for (const { clock } of lines) expect(clock).toEqual(lines[0]?.clock);
    const seen = told<{ items: { ref: string; counted: number }[] }>(
      await world.ask(overseer, "GET", "/api/oversight/reviews"),
    );
    expect(seen.items.find((one) => one.ref === ref)?.counted).toBe(lines[0]?.clock.counted);
  });
});

describe("a what-if view", () => {
  test("compares fourteen, thirty and the cancelled ninety days on the same events, and changes no row", async () => {
    const { ref } = await granted(world);
    const { voss, holm } = world.people;
    const before = await allRows(world.desk.owner);
    for (const by of [voss, holm]) {
      const reply = await world.ask(by, "GET", `/api/reviews/${ref}/what-if`);
      const { policies } = told<{
        policies: { days: number; clock: { lastDay: string; cap: number; firstDay: string } }[];
      }>(reply);
      expect(policies.map(({ days, clock }) => [days, clock.cap, clock.lastDay])).toEqual([
        [14, 14, "2026-10-05"],
        [30, 30, "2026-10-21"],
        [90, 90, "2026-12-20"],
      ]);
    }
    expect(await allRows(world.desk.owner)).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(40);
  });

  test("acts on nothing when the window has run out either", async () => {
    const { ref } = await granted(world);
    const before = world.desk.clock.now().toISOString();
    world.desk.wait(45);
    await world.ask(world.people.voss, "GET", "/api/my/keys"); // when a token was last used is no affair of reviews
    const rows = await allRows(world.desk.owner);
    const reply = await world.ask(world.people.voss, "GET", `/api/reviews/${ref}/what-if`);
    const { policies } = told<{ policies: { days: number; clock: { state: string } }[] }>(reply);
    expect(policies.map(({ days, clock }) => [days, clock.state])).toEqual([
      [14, "ended"],
      [30, "ended"],
      [90, "running"],
    ]);
    expect(await allRows(world.desk.owner)).toEqual(rows);
    world.desk.clock.set(before);
  });
});

describe("the dates for a calendar", () => {
  test("are iCalendar, name no model, and keep their UIDs when they move", async () => {
    const { ref } = await granted(world);
    const { voss, holm } = world.people;
    const read = async () => {
      const reply = await world.ask(holm, "GET", `/api/reviews/${ref}/dates.ics`);
      expect(reply.type).toBe("text/calendar; charset=utf-8");
      expect(reply.headers["content-disposition"]).toBe(`attachment; filename="${ref}.ics"`);
      for (const word of Object.values(SECRETS)) expect(reply.text).not.toContain(word);
      const calendar = new ICAL.Component(ICAL.parse(reply.text));
      return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    };
    const first = await read();
    const ends = first.find(({ summary }) => summary.startsWith("Window closes"));
    expect(ends?.startDate.toJSDate().toISOString()).toBe("2026-10-21T22:00:00.000Z");
    await world.act(voss, ref, "date-release", {
      release: "trusted-partner",
      date: "2026-10-01",
      note: "",
    });
    const second = await read();
    const moved = second.find(({ uid }) => uid === ends?.uid);
    expect(moved?.startDate.toJSDate().toISOString()).toBe("2026-09-30T22:00:00.000Z");
    expect(moved?.sequence).toBeGreaterThan(ends?.sequence ?? 0);
    expect(second.some(({ summary }) => summary.includes("rusted"))).toBe(true);
  });
});
