import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { lapseWindows } from "#actions/review/lapse.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import { openBy, sealBy } from "../../../testing/reviewSealing.ts";
import {
  accessOpen,
  granted,
  grantTo,
  reportBy,
  resultGiven,
  submitted,
} from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const tried = (by: Member, ref: string, move: string, body: object) =>
  world.ask(by, "POST", `/api/reviews/${ref}/${move}`, { body });
const eventsOf = async (by: Member, ref: string) =>
  told<{ items: { type: string; side: string; by: string }[] }>(
    await world.ask(by, "GET", `/api/reviews/${ref}/events?limit=500`),
  ).items;

describe("a result", () => {
  test("is shared with the lab's reply attached, and not before; until then the other agency knows nothing of it", async () => {
    const { people, parties, act, page } = world;
    const { ref } = await granted(world);
    const resultId = await resultGiven(world, ref);
    const share = { resultId, with: [parties.energy.id] };
    expect(await tried(people.holm, ref, "share-result", share)).toMatchObject({
      status: 409,
      body: { code: "result/no-reply" },
    });
    expect((await page(people.alder, ref)).results).toEqual([]);
    const types = async (by: Member) => (await eventsOf(by, ref)).map(({ type }) => type);
    expect(await types(people.alder)).not.toContain("result-given");
    await act(people.voss, ref, "reply-to-result", { resultId, text: SECRETS.reply });
    expect((await page(people.alder, ref)).results).toEqual([]);
    await act(people.holm, ref, "share-result", share);
    const [seen] = (await page(people.alder, ref)).results;
    expect([seen?.content.claim, seen?.reply?.text]).toEqual([SECRETS.claim, SECRETS.reply]);
    expect(await types(people.alder)).toContain("result-given");
    expect((await page(people.alder, ref)).stage).toBe("results-shared");
  });

  test("is shared by the agency that gave it, with agencies that are attached", async () => {
    const { people, parties, act } = world;
    const { ref } = await granted(world);
    const resultId = await resultGiven(world, ref);
    await act(people.voss, ref, "reply-to-result", { resultId, text: "So" });
    const theirs = { resultId, with: [parties.bureau.id] };
    expect(await tried(people.alder, ref, "share-result", theirs)).toMatchObject({
      status: 404,
      body: { code: "result/unknown" },
    });
    const far = { resultId, with: [parties.unrelated.id] };
    expect(await tried(people.holm, ref, "share-result", far)).toMatchObject({
      status: 409,
      body: { code: "agency/not-attached" },
    });
  });

  test("that is unreliable has no severity", async () => {
    const { ref } = await granted(world);
    const content = { integrity: "unreliable", severity: "high" };
    await expect(resultGiven(world, ref, content)).rejects.toThrow("result/unreliable");
    await resultGiven(world, ref, { integrity: "unreliable", severity: null });
  });

  test("that tells of a containment event opens an incident in the same act", async () => {
    const { people, page } = world;
    const { ref } = await granted(world);
    await resultGiven(world, ref, { integrity: "containment-event" });
    const { incidents } = await page(people.voss, ref);
    expect(incidents).toMatchObject([{ ended: null, dueAt: "2026-09-23T09:40:00.000Z" }]);
  });
});

describe("a flaw in real software", () => {
  test("stands with the result by the reference of a report that the agency sent to the clearinghouse", async () => {
    const { people, page } = world;
    const { ref } = await granted(world);
    const resultId = await resultGiven(world, ref);
    const file = (reportRef: string) =>
      tried(people.holm, ref, "file-finding", { resultId, reportRef });
    const foreign = await reportBy(world, people.alder);
    for (const reportRef of ["RP-2026-999999", foreign])
      expect(await file(reportRef)).toMatchObject({
        status: 404,
        body: { code: "result/no-report" },
      });
    const own = await reportBy(world, people.holm);
    expect((await file(own)).status).toBe(200);
    expect((await page(people.holm, ref)).results[0]?.reports).toEqual([own]);
  });
});

describe("an incident", () => {
  test("pauses every access until the lab ends it, and grants stay as they are", async () => {
    const { people, act, page } = world;
    const { ref } = await granted(world);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
    const opened = await act(people.holm, ref, "open-incident", {
      what: "The agent reached a host outside",
      thirdParties: ["Host Ltd"],
      hours: 4,
    });
    expect(opened.incidents).toMatchObject([{ dueAt: "2026-09-22T13:40:00.000Z", ended: null }]);
    await expect(openBy(world, people.holm, ref, id)).rejects.toThrow();
    expect((await page(people.holm, ref)).materials).toMatchObject([{ mayRead: false }]);
    const incidentId = opened.incidents[0]?.id;
    expect(
      (await tried(people.holm, ref, "end-incident", { incidentId, outcome: "x" })).status,
    ).toBe(403);
    const after = await act(people.voss, ref, "end-incident", {
      incidentId,
      outcome: "Route closed",
    });
    expect(after.grants.map(({ state }) => state)).toEqual(["given"]);
    expect((await openBy(world, people.holm, ref, id)).name).toBe("card.md");
  });
});

describe("access", () => {
  test("needs a declaration of conflicts first, and a conflict a grant that knows of it", async () => {
    const { people, act } = world;
    const ref = await accessOpen(world);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
    await grantTo(world, people.holm, ref);
    expect((await openBy(world, people.holm, ref, id)).name).toBe("card.md");
    const conflict = { has: true, statement: "I held shares of the lab." };
    await act(people.holm, ref, "declare-conflict", conflict);
    await expect(openBy(world, people.holm, ref, id)).rejects.toThrow();
    const persons = [{ personId: people.holm.personId, name: people.holm.name }];
    const wanted = { axis: "information", level: null, variant: null, persons, reason: "Still" };
    const { grants } = await act(people.holm, ref, "ask-grant", wanted);
    const answer = { grantId: grants.at(-1)?.id, given: true, reason: "Knowing of it" };
    await act(people.voss, ref, "answer-grant", answer);
    expect((await openBy(world, people.holm, ref, id)).name).toBe("card.md");
  });

  test("is given for a variant that the terms name, at a depth, and declined with a reason", async () => {
    const { people, act } = world;
    const ref = await accessOpen(world);
    const persons = [{ personId: people.holm.personId, name: people.holm.name }];
    const ask = (variant: string) =>
      act(people.holm, ref, "ask-grant", {
        axis: "model",
        level: "AL2",
        variant,
        persons,
        reason: "x",
      });
    const outside = (await ask("fine-tuning")).grants.at(-1)?.id;
    const give = { grantId: outside, given: true, reason: "" };
    expect(await tried(people.voss, ref, "answer-grant", give)).toMatchObject({
      status: 409,
      body: { code: "grant/outside-terms" },
    });
    const declined = await act(people.voss, ref, "answer-grant", {
      grantId: outside,
      given: false,
      reason: "Not in the terms",
    });
    expect(declined.grants).toMatchObject([{ state: "declined", why: "Not in the terms" }]);
    const within = (await ask("safeguards-off")).grants.at(-1)?.id;
    await act(people.voss, ref, "answer-grant", { grantId: within, given: true, reason: "" });
    const other = await world.page(people.alder, ref);
    expect(other.grants.map(({ state, reason, why }) => [state, reason, why])).toEqual([
      ["declined", "", null],
      ["given", "", null],
    ]);
  });
});

describe("trusted partners", () => {
  test("are selected when both sides have said yes; silence is none", async () => {
    const { people, act } = world;
    const ref = await submitted(world);
    const proposed = await act(people.voss, ref, "propose-partner", {
      name: "Nordbank",
      reason: "x",
    });
    const partnerId = proposed.partners[0]?.id;
    const answer = { partnerId, agrees: true, reason: "Yes" };
    expect(await tried(people.brandt, ref, "answer-partner", answer)).toMatchObject({
      status: 403,
      body: { code: "review/not-your-side" },
    });
    world.desk.wait(20);
    expect((await world.page(people.voss, ref)).partners).toMatchObject([{ answer: null }]);
    const after = await act(people.alder, ref, "answer-partner", answer);
    expect(after.partners).toMatchObject([{ answer: { agrees: true, by: people.alder.name } }]);
    world.desk.wait(-20);
  });
});

describe("a protection label", () => {
  const label = {
    basis: "statute",
    name: "Trade Secrets Act",
    from: "2026-09-24",
    until: "2026-09-28",
    source: "section 5",
    claimedBy: "The lab",
  };
  const stateOf = ({ labels }: ReviewPage) => labels.map(({ state }) => state);

  test("has the state that its dates give it today, and its end is put on record by the job", async () => {
    const { people, act, page, desk } = world;
    const before = desk.clock.now().toISOString();
    const { ref } = await granted(world);
    expect(
      stateOf(await act(people.voss, ref, "claim-label", { on: "submission", label })),
    ).toEqual(["not-yet"]);
    desk.clock.set("2026-09-24T08:00:00.000Z");
    expect(stateOf(await page(people.holm, ref))).toEqual(["in-force"]);
    desk.clock.set("2026-09-29T08:00:00.000Z");
    await lapseWindows(desk.deps, desk.id);
    await lapseWindows(desk.deps, desk.id);
    const lapsed = (await eventsOf(people.voss, ref)).filter(({ type }) => type === "label-lapsed");
    expect(lapsed).toMatchObject([{ side: "system", by: "Assay" }]);
    expect(stateOf(await page(people.holm, ref))).toEqual(["lapsed"]);
    desk.clock.set(before);
  });

  test("lapses in a review that has ended, too, and the job puts that on record", async () => {
    const { people, act, desk } = world;
    const before = desk.clock.now().toISOString();
    const { ref } = await granted(world);
    await act(people.voss, ref, "claim-label", { on: "submission", label });
    await act(people.voss, ref, "withdraw");
    desk.clock.set("2026-09-29T08:00:00.000Z");
    for (const _ of [1, 2]) await lapseWindows(desk.deps, desk.id);
    const { rows } = await sql<{ type: string }>`
      select e.type from review_event e
      join review r on r.desk_id = e.desk_id and r.id = e.review_id
      where r.ref = ${ref} and e.type = 'label-lapsed'`.execute(desk.owner);
    expect(rows.length).toBe(1);
    desk.clock.set(before);
  });
});
