import { describe, expect, test } from "vitest";
import { sequenceEntries } from "#actions/ledger/sequenceEntries.ts";
import { ANSWERED_AFTER_MS } from "#actions/review/askToJoin.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { reviewDesk } from "../../../testing/reviewDesk.ts";
import { accessOpen, agreed, drafted, expire, submitted } from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const OPENING = {
  increment: { kind: "new-base", reuses: null, note: "" },
  acts: ["access-window"],
  openWeight: false,
  zone: "Europe/Oslo",
  policyDays: 30,
};
const open = (by: "voss" | "brandt" | "crake", model: string, version = "1") =>
  world.ask(world.people[by], "POST", "/api/reviews", { body: { ...OPENING, model, version } });

describe("one front door", () => {
  test("two labs may review what they call by the same name, one lab not twice", async () => {
    expect((await open("voss", "Heron")).status).toBe(201);
    expect((await open("crake", "Heron")).status).toBe(201);
    for (const spelt of ["Heron", "HERON"])
      expect(await open("brandt", spelt)).toMatchObject({
        status: 409,
        body: { code: "review/opened-before" },
      });
    expect((await open("voss", "Heron", "2")).status).toBe(201);
  });

  test("of several openings of one version at the same moment one is taken", async () => {
    const replies = await Promise.all(
      ["voss", "brandt", "voss", "brandt"].map((by) => open(by as "voss", "Bittern")),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  test("a version can be reviewed again when its review has ended, recorded or not", async () => {
    const withdrawn = told<ReviewPage>(await open("voss", "Dipper"), 201);
    await world.act(world.people.voss, withdrawn.ref, "withdraw");
    expect((await open("voss", "Dipper")).status).toBe(201);

    const ref = await accessOpen(world, { model: "Siskin", version: "1" });
    expect((await open("voss", "Siskin")).status).toBe(409);
    expire(world);
    expect((await open("voss", "Siskin")).status).toBe(201);
    expect(await world.page(world.people.voss, ref)).toMatchObject({ ending: "expired" });
  });
});

describe("an agency that the lab has not named", () => {
  const join = (model: string, version: string, by: "port" | "holm" = "port") => {
    const body = { labPartyId: world.parties.lab.id, model, version, reason: "We keep the ports." };
    return world.ask(world.people[by], "POST", "/api/review-requests", { body });
  };
  const stateOf = async (ref: string) =>
    (await world.page(world.people.voss, ref)).agencies.find(
      ({ partyId }) => partyId === world.parties.unrelated.id,
    )?.state;
  const isShown = async (ref: string) => {
    const { port } = world.people;
    const { status } = await world.ask(port, "GET", `/api/reviews/${ref}`);
    const listed = await world.ask(port, "GET", "/api/reviews");
    const { items } = told<{ items: { ref: string }[] }>(listed);
    expect(items.some((one) => one.ref === ref)).toBe(status === 200);
    return status === 200;
  };

  test("asks to join, gets no answer, and is told of nothing to the end of the review", async () => {
    const ref = await accessOpen(world, { model: "Plover", version: "1" });
    expect(await join("plover", "1")).toMatchObject({ status: 202, body: { status: "asked" } });
    expect(await stateOf(ref)).toBe("asked");
    expect(await isShown(ref)).toBe(false);
    world.desk.wait(10);
    expect(await isShown(ref)).toBe(false);
    expect(await join("Plover", "1")).toMatchObject({ status: 202, body: { status: "asked" } });
    expire(world);
    expect(await isShown(ref)).toBe(false);
    expect(await stateOf(ref)).toBe("asked");
  });

  test("is attached by the lab's yes, and not by its no", async () => {
    const { act, people, parties } = world;
    const ref = await submitted(world, { model: "Godwit", version: "1" });
    await join("Godwit", "1");
    const partyId = parties.unrelated.id;
    await act(people.voss, ref, "answer-agency", { partyId, attached: false });
    expect([await stateOf(ref), await isShown(ref)]).toEqual(["declined", false]);
    await act(people.voss, ref, "answer-agency", { partyId, attached: true });
    expect([await stateOf(ref), await isShown(ref)]).toEqual(["attached", true]);
  });

  test("cannot tell by the public log either: it grows by one entry for each that asks", async () => {
    await submitted(world, { model: "Wigeon", version: "1" });
    await drafted(world, { model: "Pintail", version: "1" });
    const sizeNow = async () => {
      await sequenceEntries(world.desk.deps, world.desk.id);
      const { body } = await world.site.call("GET", "/api/ledger/checkpoint");
      return (body as { size: number }).size;
    };
    for (const model of ["Wigeon", "Wigeon", "Pintail", "No such model"]) {
      const before = await sizeNow();
      await join(model, "1");
      expect([model, await sizeNow()]).toEqual([model, before + 1]);
    }
  });

  test("cannot tell by how long the answer takes: it is given after the same time, whatever was to be done", async () => {
    await submitted(world, { model: "Dotterel", version: "1" });
    for (const model of ["Dotterel", "No such model"]) {
      const asked = performance.now();
      await join(model, "1");
      expect(performance.now() - asked).toBeGreaterThanOrEqual(ANSWERED_AFTER_MS - 1);
    }
  });

  test("does not learn from asking for a draft, and the lab does not learn of it either", async () => {
    const ref = await drafted(world, { model: "Smew", version: "1" });
    expect((await join("Smew", "1")).status).toBe(202);
    expect(await stateOf(ref)).toBeUndefined();
  });

  test("cannot open a review, its own or another's", async () => {
    const body = { ...OPENING, model: "Plover", version: "9" };
    const reply = await world.ask(world.people.port, "POST", "/api/reviews", { body });
    expect(reply).toMatchObject({ status: 403, body: { code: "access/forbidden" } });
  });
});

describe("an agency that the lab names", () => {
  test("stands there under the desk's name for it, whatever the lab calls it", async () => {
    const ref = await drafted(world);
    const partyId = world.parties.energy.id;
    const named = { partyId, name: "The Easy Agency" };
    const { agencies } = await world.act(world.people.voss, ref, "name-agency", named);
    expect(agencies).toMatchObject([{ partyId, name: world.parties.energy.name }]);
  });

  test("is one of the desk", async () => {
    const ref = await drafted(world);
    const body = { partyId: crypto.randomUUID(), name: "Nobody" };
    const reply = await world.ask(world.people.voss, "POST", `/api/reviews/${ref}/name-agency`, {
      body,
    });
    expect(reply).toMatchObject({ status: 404, body: { code: "agency/unknown" } });
  });
});

describe("a point release", () => {
  test("reuses the review before it: its terms are proposed anew, and signed anew", async () => {
    const { people, ask, page, act } = world;
    const before = await agreed(world, { model: "Knot", version: "1.0" });
    await act(people.voss, before, "complete");
    const increment = { kind: "point-release", reuses: before, note: "A smaller one." };
    const body = { ...OPENING, model: "Knot", version: "1.1", increment };
    const next = told<ReviewPage>(await ask(people.voss, "POST", "/api/reviews", { body }), 201);
    const [old] = (await page(people.voss, before)).terms;
    expect(next.increment).toEqual(increment);
    expect(next.terms).toMatchObject([{ version: 1, terms: old?.terms, signatures: [] }]);
    expect(next.terms[0]?.hash).not.toBe(old?.hash);
    expect(next.clock.state).toBe("not-started");
    expect(next.agencies).toEqual([]);
  });

  test("cannot reuse another lab's review, and is not told that there is one", async () => {
    const { people, ask } = world;
    const before = await agreed(world, { model: "Ruff", version: "1.0" });
    const replies = [before, "RV-2026-999999"].map(async (reuses) => {
      const increment = { kind: "point-release", reuses, note: "" };
      const body = { ...OPENING, model: "Ruff", version: "1.1", increment };
      const { status, text } = await ask(people.crake, "POST", "/api/reviews", { body });
      return [status, text.replaceAll(reuses, "it").replaceAll(/"instance":"[^"]+"/g, "")];
    });
    expect(await replies[0]).toEqual(await replies[1]);
    expect(await replies[0]).toMatchObject([404, expect.stringContaining("review/not-found")]);
  });
});

describe("an open-weight model", () => {
  test("has no window unless the lab opens one; the other acts stand alone", async () => {
    const { people, act, ask } = world;
    const acts = ["coverage-enquiry"];
    const ref = await submitted(world, { openWeight: true, acts });
    const { terms } = await act(people.voss, ref, "ask-coverage", { question: "Is it covered?" });
    expect(terms).toEqual([]);
    const confirmed = await ask(people.voss, "POST", `/api/reviews/${ref}/confirm-access`, {
      body: {},
    });
    expect(confirmed).toMatchObject({ status: 409, body: { code: "review/not-asked-for" } });
    expect(
      await act(people.voss, ref, "find-not-applicable", { reason: "Weights are out." }),
    ).toMatchObject({
      stage: "closed",
      ending: "not-applicable",
    });
  });

  test("is opened without a window by who names no act; any other for all three", async () => {
    const opened = async (openWeight: boolean) => {
      const ref = await drafted(world, { openWeight, acts: undefined });
      return await world.page(world.people.voss, ref);
    };
    expect(await opened(true)).toMatchObject({
      acts: ["coverage-enquiry", "partner-selection"],
      clock: { state: "not-started", line: expect.stringContaining("Open weights: no window") },
    });
    expect((await opened(false)).acts).toContain("access-window");
  });

  test("whose lab opens a window has one of thirty days like any other", async () => {
    const ref = await accessOpen(world, { openWeight: true });
    const { clock } = await world.page(world.people.holm, ref);
    expect(clock).toMatchObject({ state: "running", counted: 1, cap: 30 });
  });
});
