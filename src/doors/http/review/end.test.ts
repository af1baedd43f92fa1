import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { type ReviewDesk, reviewDesk } from "../../../testing/reviewDesk.ts";
import { openBy, sealBy } from "../../../testing/reviewSealing.ts";
import {
  accessOpen,
  expire,
  granted,
  leaveOutBy,
  submitted,
} from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

let world: ReviewDesk;
beforeEach(async () => {
  world = await reviewDesk();
});
afterEach(() => world.close());

type StoredEvent = {
  readonly type: string;
  readonly side: string;
  readonly at: Date;
  readonly xmin: string;
};

/** What is recorded, with the transaction that recorded it. */
async function storedEvents(ref: string): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select e.type, e.side, e.at, e.xmin::text as xmin from review_event e
    join review r on r.desk_id = e.desk_id and r.id = e.review_id where r.ref = ${ref} order by e.seq`.execute(
    world.desk.owner,
  );
  return rows;
}

const storedReview = async (ref: string) =>
  (
    await sql<{
      ending: string | null;
      stage: string;
      xmin: string;
      state: { grants: { state: string }[] };
    }>`
      select ending, stage, state, xmin::text as xmin from review where ref = ${ref}`.execute(
      world.desk.owner,
    )
  ).rows[0];

describe("a lab that withdraws on day 3", () => {
  test("gives no reason, and that is recorded as neutrally", async () => {
    const { people, act, page, ask } = world;
    const { ref } = await granted(world);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
    expect((await openBy(world, people.holm, ref, id)).name).toBe("card.md");
    world.desk.wait(2);
    expect((await page(people.voss, ref)).clock).toMatchObject({ counted: 3, state: "running" });
    const after = await act(people.voss, ref, "withdraw");
    expect(after).toMatchObject({ stage: "closed", ending: "withdrawn" });
    expect(after.grants.map(({ state }) => state)).toEqual(["ended"]);
    const events = told<{ items: { type: string; data: object }[] }>(
      await ask(people.holm, "GET", `/api/reviews/${ref}/events?limit=100`),
    );
    const withdrawn = events.items.find(({ type }) => type === "withdrawn");
    expect(withdrawn?.data).toEqual({});
    const read = await ask(people.holm, "GET", `/api/reviews/${ref}/sealed/${id}/envelope`);
    expect(read.status).toBe(404);
  });

  test("cannot be made to give one: the route takes no words", async () => {
    const ref = await accessOpen(world);
    const body = { reason: "They were slow." };
    const reply = await world.ask(world.people.voss, "POST", `/api/reviews/${ref}/withdraw`, {
      body,
    });
    expect(reply).toMatchObject({ status: 400, body: { code: "request/malformed" } });
  });
});

describe("a release that the lab moves earlier", () => {
  const dateOf = (ref: string, date: string | null) =>
    world.act(world.people.voss, ref, "date-release", {
      release: "trusted-partner",
      date,
      note: "",
    });

  test("closes the window at the start of its day, and that is the line of every party", async () => {
    const { people, page, desk } = world;
    const { ref } = await granted(world); // day 1 is 22 September
    const { clock } = await dateOf(ref, "2026-09-30");
    expect(clock).toMatchObject({ lastDay: "2026-09-29", closesAt: "2026-09-29T22:00:00.000Z" });
    expect((await page(people.holm, ref)).clock).toEqual(clock);
    desk.clock.set("2026-09-29T21:59:59.000Z");
    expect((await page(people.holm, ref)).stage).toBe("access-open");
    desk.clock.set("2026-09-29T22:00:00.000Z");
    expect(await page(people.holm, ref)).toMatchObject({ stage: "closed" });
  });

  test("to today closes it at once, in the transaction of that act", async () => {
    const { ref } = await granted(world);
    world.desk.wait(4);
    const after = await dateOf(ref, "2026-09-26");
    expect(after.stage).toBe("closed");
    expect(after.grants.map(({ state }) => state)).toEqual(["ended"]);
    const events = await storedEvents(ref);
    const [dated, end] = events.slice(-2);
    expect([dated?.type, dated?.side]).toEqual(["release-dated", "lab"]);
    expect([end?.type, end?.side]).toEqual(["expired", "system"]);
    expect(dated?.xmin).toBe(end?.xmin);
  });

  test("and then later again gives back days of the thirty, and never more", async () => {
    const ref = await accessOpen(world);
    await dateOf(ref, "2026-09-30");
    const later = await dateOf(ref, "2027-03-01");
    expect(later.clock).toMatchObject({ lastDay: "2026-10-21", cap: 30 });
    expect((await dateOf(ref, null)).clock.lastDay).toBe("2026-10-21");
  });

  test("recorded as made ends the review, whoever it is made to", async () => {
    const ref = await accessOpen(world);
    const after = await world.act(world.people.voss, ref, "release", { release: "limited" });
    expect(after).toMatchObject({ stage: "closed", ending: "completed" });
    expect(after.released).toMatchObject([{ release: "limited" }]);
  });
});

describe("a window that runs out while nothing runs", () => {
  test("is over for whoever asks next; the end and the end of its grants are one transaction", async () => {
    const { people, page } = world;
    const { ref } = await granted(world);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
    expire(world);
    expect(await storedReview(ref)).toMatchObject({ ending: null, stage: "access-open" });
    await expect(openBy(world, people.holm, ref, id)).rejects.toThrow("There is no such review");

    const seen = await page(people.holm, ref);
    expect(seen).toMatchObject({ stage: "closed", ending: "expired" });
    const stored = await storedReview(ref);
    expect(stored).toMatchObject({ ending: "expired", stage: "closed" });
    expect(stored?.state.grants.map(({ state }) => state)).toEqual(["ended"]);
    const events = await storedEvents(ref);
    const end = events.filter(({ type }) => type === "expired" || type === "destruction-asked");
    expect(end.map(({ type, side }) => [type, side])).toEqual([
      ["expired", "system"],
      ["destruction-asked", "system"],
    ]);
    expect(new Set([...end.map(({ xmin }) => xmin), stored?.xmin]).size).toBe(1);
  });

  test("is judged by the clock to the millisecond, in the zone of the review", async () => {
    const { people, page, desk } = world;
    const { ref } = await granted(world); // until the end of 21 October in Oslo, UTC+2
    desk.clock.set("2026-10-21T21:59:59.999Z");
    expect((await page(people.holm, ref)).clock).toMatchObject({ counted: 30, state: "running" });
    desk.clock.set("2026-10-21T22:00:00.000Z");
    expect((await page(people.holm, ref)).clock).toMatchObject({ counted: 30, state: "ended" });
  });

  test("takes no act that needs it open, and the end is recorded although the act is not", async () => {
    const { people, ask } = world;
    const { ref } = await granted(world);
    expire(world);
    const content = { claim: "Late", method: "x", evidence: "asserted", severity: null };
    const body = { content: { ...content, confidence: "low", integrity: "clean", run: null } };
    const reply = await ask(people.holm, "POST", `/api/reviews/${ref}/give-result`, { body });
    expect(reply).toMatchObject({ status: 409, body: { code: "review/closed" } });
    expect((await storedReview(ref))?.ending).toBe("expired");
  });

  test("is recorded once, however many ask at that moment", async () => {
    const { people, page } = world;
    const { ref } = await granted(world);
    expire(world);
    await Promise.all(
      [people.holm, people.alder, people.voss, people.brandt].map((by) => page(by, ref)),
    );
    const ends = (await storedEvents(ref)).filter(({ type }) => type === "expired");
    expect(ends.length).toBe(1);
  });
});

describe("outages", () => {
  const outage = { from: "2026-09-23T08:00:00.000Z", until: "2026-09-25T08:00:00.000Z", note: "" };

  test("of a reviewer lengthen nothing, and no act of theirs does", async () => {
    const { people, act, desk } = world;
    const { ref } = await granted(world);
    desk.wait(5);
    const { clock } = await act(people.holm, ref, "report-outage", outage);
    expect(clock).toMatchObject({ lastDay: "2026-10-21", uncounted: [], counted: 6, elapsed: 6 });
    const body = { days: ["2026-09-23"], reason: "We were down." };
    const tried = await leaveOutBy(world, people.holm, ref, body);
    expect(tried).toMatchObject({ status: 403, body: { code: "access/forbidden" } });
  });

  test("of the lab change nothing by being reported", async () => {
    const { people, act, desk } = world;
    const { ref } = await granted(world);
    desk.wait(5);
    const { clock } = await act(people.voss, ref, "report-outage", outage);
    expect(clock).toMatchObject({ lastDay: "2026-10-21", uncounted: [], counted: 6, elapsed: 6 });
    expect(clock.reasons.join(" ")).toMatch(/outage/i);
  });

  test("of the lab move the end when the lab leaves days uncounted that are past, and counted days stay within thirty", async () => {
    const { people, act, ask, desk } = world;
    const { ref } = await granted(world);
    desk.wait(5);
    await act(people.voss, ref, "report-outage", outage);
    const days = ["2026-09-23", "2026-09-24"];
    const left = await leaveOutBy(world, people.voss, ref, { days, reason: "Ours." });
    const { clock } = told<ReviewPage>(left);
    expect(clock).toMatchObject({ lastDay: "2026-10-23", uncounted: days, counted: 4, elapsed: 6 });
    await refusesForeignSignatures(ref, "2026-09-25");
    const ahead = { days: ["2026-10-01"], reason: "Maintenance." };
    const tried = await leaveOutBy(world, people.voss, ref, ahead);
    expect(tried).toMatchObject({ status: 422, body: { code: "clock/day-not-past" } });
    desk.clock.set("2026-10-23T21:59:59.000Z");
    const last = told<ReviewPage>(await ask(people.holm, "GET", `/api/reviews/${ref}`));
    expect(last.clock).toMatchObject({ counted: 30, elapsed: 32, state: "running" });
  });
});

/** A signature over other days, by another's key, or over terms, leaves nothing out. */
async function refusesForeignSignatures(ref: string, day: string) {
  const { ask, people, page } = world;
  const at = `/api/reviews/${ref}/leave-days-uncounted`;
  const body = { days: [day], reason: "Ours." };
  const messageOf = async (of: object) =>
    Buffer.from(
      told<{ message: string }>(await ask(people.voss, "POST", `${at}/begin`, { body: of }))
        .message,
      "base64",
    );
  const message = await messageOf(body);
  const { voss, brandt } = people;
  const signed: readonly (readonly [string, string])[] = [
    [voss.signKeyId, voss.signBytes(await messageOf({ ...body, reason: "Other." }))],
    [brandt.signKeyId, brandt.signBytes(message)],
    [voss.signKeyId, brandt.signBytes(message)],
    [
      voss.signKeyId,
      voss.signBytes(Buffer.from(message.toString().replace("uncounted days", "terms"))),
    ],
  ];
  for (const [keyId, signature] of signed) {
    const more = { ...body, signature: { method: "ed25519", keyId, signature } };
    expect(await ask(voss, "POST", at, { body: more })).toMatchObject({
      status: 422,
      body: { code: "terms/signature" },
    });
  }
  expect((await ask(voss, "POST", at, { body })).status).toBe(400);
  expect((await page(voss, ref)).clock.uncounted).not.toContain(day);
}

describe("a review that has ended", () => {
  test("is a record: dates of releases are still the lab's, and destruction certificates come in", async () => {
    const { people, act, page, desk } = world;
    const { ref } = await granted(world);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
    await act(people.voss, ref, "complete");
    const dated = await act(people.voss, ref, "date-release", {
      release: "public",
      date: "2027-01-15",
      note: "",
    });
    expect(dated.releases).toMatchObject({ public: "2027-01-15" });
    const { destructions } = await page(people.holm, ref);
    expect(destructions).toMatchObject([{ materialId: id, name: people.holm.name, stated: null }]);
    desk.wait(1);
    const stated = { destructionId: destructions[0]?.id, method: "Erased", on: "2026-09-23" };
    const after = await act(people.holm, ref, "state-destruction", stated);
    expect(after.destructions).toMatchObject([{ stated: { method: "Erased", on: "2026-09-23" } }]);
  });

  test("before it was handed in leaves nobody waiting", async () => {
    const ref = await submitted(world);
    const after = await world.act(world.people.voss, ref, "complete");
    expect(after).toMatchObject({ stage: "closed", ending: "completed", destructions: [] });
  });
});
