import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Asker } from "#core/access/asker.ts";
import { PEOPLE } from "#core/exercise/people.ts";
import { openMailer } from "#outside/mail/mailer.ts";
import { insertDesk } from "#store/access/desk.ts";
import { withSystem } from "#store/database.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../testing/desk.ts";
import { giveEnrolment } from "../access/enrol.ts";
import { openSession } from "../access/signIn.ts";
import { whoAsks } from "../access/whoAsks.ts";
import { readCases } from "../clearinghouse/listCases.ts";
import { readCase } from "../clearinghouse/readCase.ts";
import { readCounts } from "../clearinghouse/readCounts.ts";
import {
  isFresh,
  leaveExercise,
  openExercise,
  playAs,
  readExercise,
  startExercise,
} from "./exercise.ts";
import { findExercise, mailFor, NOWHERE, type ReadyExercise } from "./exerciseDesk.ts";

let desk: TestDesk;
let admin: TestPerson;
let analyst: TestPerson;
let own: { ref: string };
let exercise: ReadyExercise;
const QUEUE = {
  view: "decision",
  status: "any",
  assigned: "any",
  evidence: "any",
  text: undefined,
  limit: 100,
} as const;

beforeAll(async () => {
  desk = await testDesk();
  const lakeside = await desk.party("Lakeside Coordination", "desk");
  admin = await desk.person(lakeside, ["administrator"]);
  analyst = await desk.person(lakeside, ["analyst"]);
});
afterAll(() => desk.close());

/** Plays that person; what comes back is how the next request would be seen. */
async function playing(name: string, by: Asker = admin): Promise<{ asker: Asker; cookie: string }> {
  const { people } = await readExercise(desk.deps, by);
  const id = people.find((one) => one.name === name)?.id ?? "";
  const played = await playAs(desk.deps, by, id, undefined);
  if (!played.ok) throw new Error(played.refusal.detail);
  const { cookie } = played.value;
  const asker = await whoAsks(desk.deps, { kind: "session", text: cookie });
  if (!asker) throw new Error("The session that was opened is not known.");
  return { asker, cookie };
}

const countRows = async () => {
  const rows = Object.fromEntries(
    await Promise.all(
      (
        ["desk", "party", "person", "report", "finding", "cases", "message", "advisory"] as const
      ).map(async (table) => [
        table,
        (await desk.owner.selectFrom(table).select(desk.owner.fn.countAll().as("n")).execute())[0]
          ?.n,
      ]),
    ),
  );
  return rows;
};

describe("set-up", () => {
  test("before it there is nobody to play", async () => {
    expect(await readExercise(desk.deps, admin)).toEqual({ people: [], playing: null });
  });

  test("a set-up that was cut off is not mended but begun anew, and two at once are one", async () => {
    const half = { id: randomUUID(), slug: "exercise", name: "half" };
    await insertDesk(desk.owner, { ...half, createdAt: desk.clock.now() });
    const [one, other] = await Promise.all([
      startExercise(desk.deps, admin),
      startExercise(desk.deps, admin),
    ]);
    expect(one).toEqual(other);
    const ready = await findExercise(desk.db);
    expect(ready?.desk.slug).toBe("exercise-2");
    exercise = ready as ReadyExercise;
  }, 90_000); // the first validation of a process compiles the standards’ schemas

  test("the second time it is found again, and nothing is added", async () => {
    const before = await countRows();
    const again = await startExercise(desk.deps, admin);
    expect(again.value.people.map(({ name }) => name)).toEqual(
      Object.values(PEOPLE).map(({ name }) => name),
    );
    expect(await countRows()).toEqual(before);
  });

  test("what there is to try names cases and pages that exist", async () => {
    const { people } = await readExercise(desk.deps, admin);
    const refs = people.flatMap(({ tries }) => tries.match(/VC-\d{4}-\d+/g) ?? []);
    expect(refs.length).toBeGreaterThan(4);
    for (const ref of refs) expect(Object.values(exercise.cases)).toContain(ref);
    expect(people.map(({ tries }) => tries).join()).not.toMatch(/[{}]/);
  });
});

describe("who plays", () => {
  test.each(Object.values(PEOPLE).map(({ name, roles }) => ({ name, roles })))(
    "$name can be played",
    async ({ name, roles }) => {
      const { asker } = await playing(name);
      expect(asker).toMatchObject({ name, roles, deskId: exercise.desk.id });
      expect((await readExercise(desk.deps, asker)).playing).toBe(asker.personId);
    },
  );

  test("whoever plays may go on as somebody else, and the session before ends", async () => {
    const before = await playing("R. Teal");
    const { people } = await readExercise(desk.deps, before.asker);
    const [, owner] = people;
    const next = await playAs(desk.deps, before.asker, owner?.id ?? "", before.cookie);
    expect(next.ok && next.value.exercise.playing).toBe(owner?.id);
    expect(await whoAsks(desk.deps, { kind: "session", text: before.cookie })).toBeUndefined();
  });

  test("an analyst of the real desk sees nobody and plays nobody", async () => {
    expect(await readExercise(desk.deps, analyst)).toEqual({ people: [], playing: null });
    const { people } = await readExercise(desk.deps, admin);
    const played = await playAs(desk.deps, analyst, people[0]?.id ?? "", undefined);
    expect(played).toMatchObject({ ok: false, refusal: { code: "access/forbidden" } });
  });

  test("an API token plays nobody, not even an administrator’s", async () => {
    const { people } = await readExercise(desk.deps, admin);
    const token: Asker = { ...admin, via: "token" };
    const played = await playAs(desk.deps, token, people[0]?.id ?? "", undefined);
    expect(played).toMatchObject({ ok: false, refusal: { code: "access/forbidden" } });
  });

  test("a person of the real desk cannot be played", async () => {
    const played = await playAs(desk.deps, admin, analyst.personId, undefined);
    expect(played).toMatchObject({ ok: false, refusal: { code: "person/not-found" } });
  });

  test("leaving ends the exercise’s session and never one’s own", async () => {
    const { cookie } = await playing("R. Teal");
    const mine = await withSystem(desk.db, desk.id, (tx) =>
      openSession(tx, desk.deps, admin.personId),
    );
    await leaveExercise(desk.deps, cookie);
    await leaveExercise(desk.deps, mine);
    await leaveExercise(desk.deps, undefined);
    expect(await whoAsks(desk.deps, { kind: "session", text: cookie })).toBeUndefined();
    expect(await whoAsks(desk.deps, { kind: "session", text: mine })).toMatchObject({
      personId: admin.personId,
    });
  });
});

describe("coming in with the first link", () => {
  const tokenFor = async (person: TestPerson) => {
    const url = await withSystem(desk.db, desk.id, (tx) =>
      giveEnrolment(tx, desk.deps, person.personId),
    );
    return url.split("#")[1] ?? "";
  };

  test("it plays the analyst, and the link can still be used to enrol", async () => {
    const token = await tokenFor(admin);
    const opened = await openExercise(desk.deps, token);
    if (!opened.ok) throw new Error(opened.refusal.detail);
    const asker = await whoAsks(desk.deps, { kind: "session", text: opened.value.cookie });
    expect(asker).toMatchObject({ name: "R. Teal", deskId: exercise.desk.id });
    expect(opened.value.exercise.playing).toBe(asker?.personId);
    expect((await openExercise(desk.deps, token)).ok).toBe(true);
  });

  test.each([
    ["nobody has been given", async () => `${desk.slug}.${"A".repeat(43)}`],
    ["is no credential", async () => "x".repeat(60)],
    ["is an analyst’s", () => tokenFor(analyst)],
    [
      "is of the exercise itself",
      async () => (await tokenFor(admin)).replace(/^[^.]+/, "exercise-2"),
    ],
  ])("a link that %s opens nothing", async (_, give) => {
    const opened = await openExercise(desk.deps, await give());
    expect(opened).toMatchObject({ ok: false, refusal: { code: "access/enrolment-spent" } });
  });
});

describe("the exercise and the real desk", () => {
  beforeAll(async () => {
    expect(await isFresh(desk.deps)).toBe(true);
    own = await desk.submit(
      await desk.person(await desk.party("Kestrel Lab", "lab"), ["lab-officer"]),
    );
  });

  test("the door offers the exercise until the real desk has its first report", async () => {
    expect(await isFresh(desk.deps)).toBe(false);
  });

  test("an analyst of the real desk sees nothing of the exercise", async () => {
    const { items } = await readCases(desk.deps, analyst, QUEUE);
    expect(items.map(({ ref }) => ref)).toEqual([own.ref]);
    for (const ref of Object.values(exercise.cases)) {
      const read = await readCase(desk.deps, analyst, ref);
      expect(read).toMatchObject({ ok: false, refusal: { code: "case/not-found" } });
    }
    expect(await readCounts(desk.deps, analyst)).toMatchObject({ reports: 1, cases: 1 });
  });

  test.each(Object.values(PEOPLE).map(({ name }) => name))(
    "%s of the exercise reaches no row of the real desk",
    async (name) => {
      const { asker } = await playing(name);
      const { items } = await readCases(desk.deps, asker, QUEUE);
      const refs = items.map(({ ref }) => ref);
      for (const ref of refs) expect(Object.values(exercise.cases)).toContain(ref);
      const read = await readCase(desk.deps, asker, own.ref);
      expect(read).toMatchObject({ ok: false, refusal: { code: "case/not-found" } });
    },
  );

  test("mails of the exercise go nowhere, those of the real desk to its server", async () => {
    const mail = { mailer: openMailer("smtp://127.0.0.1:9"), mailFrom: "desk@lakeside.example" };
    expect(await mailFor(desk.db, exercise.desk.id, mail)).toBe(NOWHERE);
    expect(await mailFor(desk.db, exercise.desk.id, null)).toBe(NOWHERE);
    expect(await mailFor(desk.db, desk.id, mail)).toBe(mail);
    expect(await mailFor(desk.db, desk.id, null)).toBeNull();
    mail.mailer.close();
    const outbox = await desk.owner.selectFrom("outbox").select(["state", "payload"]).execute();
    expect(outbox).toHaveLength(2);
    for (const { state, payload } of outbox) {
      expect(state).toBe("sent");
      for (const address of (payload as { to: string[] }).to) expect(address).toMatch(/\.example$/);
    }
  });
});
