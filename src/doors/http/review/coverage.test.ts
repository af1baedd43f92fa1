import { describe, expect, test } from "vitest";
import { ROLES } from "#core/access/role.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import { openBy, sealBy } from "../../../testing/reviewSealing.ts";
import {
  drafted,
  expire,
  granted,
  resultShared,
  submitted,
} from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const COVERED = { coverage: "covered", until: "2027-09-30", basis: "Annex 3, line 2" };

async function asked(): Promise<string> {
  const ref = await submitted(world);
  const { people, act } = world;
  await act(people.voss, ref, "ask-coverage", { question: SECRETS.question });
  return ref;
}

type Line = { readonly ref: string; readonly coverage: { coverage: string; until: string } | null };
const listed = async () =>
  told<{ items: Line[] }>(await world.ask(world.people.recorder, "GET", "/api/coverage")).items;

describe("coverage", () => {
  test("is recorded by the designated role alone", async () => {
    const ref = await asked();
    for (const role of ROLES) {
      const person = await world.desk.person(world.parties.office, [role]);
      const as = `Bearer ${await world.desk.token(person)}`;
      for (const one of [ref, "RV-2026-999999"]) {
        if (role === "coverage-officer" && one === ref) continue;
        const reply = await world.site.call("POST", `/api/coverage/${one}`, { as, body: COVERED });
        const status = role === "coverage-officer" ? 404 : 403;
        expect([role, one, reply.status]).toEqual([role, one, status]);
      }
    }
    expect((await listed()).find((one) => one.ref === ref)?.coverage).toBeNull();
    const done = await world.ask(world.people.recorder, "POST", `/api/coverage/${ref}`, {
      body: COVERED,
    });
    expect(told(done)).toMatchObject({
      ref,
      coverage: { ...COVERED, by: world.people.recorder.name },
    });
    expect((await world.page(world.people.voss, ref)).coverage).toMatchObject(COVERED);
    expect((await world.page(world.people.holm, ref)).coverage).toMatchObject(COVERED);
  });

  test("is asked by the lab, and stands at nothing until somebody records it", async () => {
    const ref = await asked();
    const page = await world.page(world.people.holm, ref);
    expect([page.enquiry?.question, page.coverage]).toEqual([SECRETS.question, null]);
    expect((await listed()).find((one) => one.ref === ref)?.coverage).toBeNull();
  });

  test("is recorded until a day that is ahead, and can be recorded anew", async () => {
    const ref = await asked();
    const record = (body: object) =>
      world.ask(world.people.recorder, "POST", `/api/coverage/${ref}`, { body });
    for (const until of [null, "2026-09-01"])
      expect(await record({ ...COVERED, until })).toMatchObject({
        status: 422,
        body: { code: "clock/day" },
      });
    told(await record({ coverage: "undetermined", until: null, basis: "Too early" }));
    told(await record({ ...COVERED, coverage: "not-covered" }));
    expect((await listed()).find((one) => one.ref === ref)?.coverage).toMatchObject({
      coverage: "not-covered",
      until: "2027-09-30",
    });
  });

  test("is recorded of nothing that was not asked about, which is not told from what is not there", async () => {
    const quiet = await submitted(world);
    const replies = await Promise.all(
      [quiet, "RV-2026-999999"].map((ref) =>
        world.ask(world.people.recorder, "POST", `/api/coverage/${ref}`, { body: COVERED }),
      ),
    );
    for (const reply of replies)
      expect(reply).toMatchObject({ status: 404, body: { code: "review/not-found" } });
    expect((await listed()).map(({ ref }) => ref)).not.toContain(quiet);
  });

  test("shows the designated role what the lab declared and asked, and nothing else", async () => {
    const ref = await asked();
    const line = (await listed()).find((one) => one.ref === ref) ?? {};
    expect(Object.keys(line).sort()).toEqual(
      ["ref openedAt lab model version increment acts openWeight stage ending", "enquiry coverage"]
        .flatMap((words) => words.split(" "))
        .sort(),
    );
    for (const path of ["", "/events", "/what-if", "/live"])
      expect([
        path,
        (await world.ask(world.people.recorder, "GET", `/api/reviews/${ref}${path}`)).status,
      ]).toEqual([path, 403]);
  });
});

describe("the overseer", () => {
  type Seen = {
    readonly overLimit: number;
    readonly missing: number;
    readonly items: readonly { readonly ref: string; readonly [field: string]: unknown }[];
  };
  const oversee = async () =>
    told<Seen>(await world.ask(world.people.overseer, "GET", "/api/oversight/reviews"));
  const lineOf = async (ref: string) => (await oversee()).items.find((one) => one.ref === ref);

  test("counts windows, accesses, incidents and destruction certificates, and reads nothing of what they are about", async () => {
    const { people, act, page } = world;
    const { ref } = await granted(world);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
    await openBy(world, people.holm, ref, id); // envelope and payload
    await page(people.holm, ref);
    await resultShared(world, ref);
    await act(people.voss, ref, "open-incident", {
      what: SECRETS.claim,
      thirdParties: [],
      hours: 24,
    });
    expect(await lineOf(ref)).toMatchObject({
      lab: "Halden Models",
      stage: "results-shared",
      ending: null,
      agencies: 2,
      counted: 1,
      elapsed: 1,
      overLimit: false,
      accesses: 3,
      incidents: 1,
      destructions: { asked: 0, stated: 0, missing: [] },
    });
    const { text } = await world.ask(people.overseer, "GET", "/api/oversight/reviews");
    for (const word of Object.values(SECRETS)) expect(text).not.toContain(word);
  });

  test("sees a window that has run out as ended, and a destruction certificate that is missing, although no job has run", async () => {
    const { people } = world;
    const { ref } = await granted(world);
    await sealBy(world, people.voss, ref, { to: [people.holm] });
    const before = world.desk.clock.now().toISOString();
    expire(world);
    expect(await lineOf(ref)).toMatchObject({ stage: "closed", ending: "expired" });
    await world.page(people.voss, ref);
    expect(await lineOf(ref)).toMatchObject({ destructions: { asked: 1, stated: 0, missing: [] } });
    world.desk.clock.set("2027-09-02T09:00:00.000Z");
    const seen = await oversee();
    expect(seen.missing).toBe(1);
    expect(seen.overLimit).toBe(0);
    expect(await lineOf(ref)).toMatchObject({
      counted: 30,
      destructions: { missing: [{ name: people.holm.name, due: "2027-09-01" }] },
    });
    world.desk.clock.set(before);
  });

  test("has no way into a review", async () => {
    const ref = await drafted(world);
    for (const path of ["", "/events", "/accesses", "/report/html", "/export.zip"]) {
      const reply = await world.ask(world.people.overseer, "GET", `/api/reviews/${ref}${path}`);
      expect([path, reply.status]).toEqual([path, 403]);
    }
  });
});
