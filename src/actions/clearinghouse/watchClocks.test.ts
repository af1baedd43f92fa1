import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openMailer } from "#outside/mail/mailer.ts";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import { type Mailbox, openMailbox } from "../../testing/mailbox.ts";
import { deliverOutbox } from "./deliverOutbox.ts";
import { finishTask } from "./finishTask.ts";
import { negotiateEmbargo } from "./negotiateEmbargo.ts";
import { readCase } from "./readCase.ts";
import { recordVerdict } from "./recordVerdict.ts";
import { watchClocks } from "./watchClocks.ts";

let world: TestCoordination;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
});
afterAll(() => mailbox.close());
beforeEach(async () => {
  world = await testCoordination();
});
afterEach(() => world.desk.close());

const watch = () => watchClocks(world.desk.deps, world.desk.id);
const pageOf = async (ref: string) => done(await readCase(world.desk.deps, world.analyst, ref));
const tasksOf = async (ref: string) => (await pageOf(ref)).tasks.map(({ text }) => text);

/** Told today. */
async function told() {
  const { ref } = await world.invited();
  await world.sent(ref);
  const mailer = openMailer(mailbox.url);
  const deps = { ...world.desk.deps, mailer, mailFrom: "desk@lakeside.example" };
  expect(await deliverOutbox(deps, world.desk.id)).toBe(1);
  mailer.close();
  return ref;
}

describe("thirty days of silence", () => {
  test("raise a task exactly once, however often the clock is looked at, done or not", async () => {
    const ref = await told();
    world.desk.wait(29);
    await watch();
    expect(await tasksOf(ref)).toEqual([]);
    world.desk.wait(1);
    await Promise.all([watch(), watch()]);
    await watch();
    const texts = await tasksOf(ref);
    expect(texts).toEqual([
      "libharbor has not answered for 30 days (asked 2026-09-22). Ask again, or try another contact. Nothing is published by itself.",
    ]);
    const [task] = (await pageOf(ref)).tasks;
    done(await finishTask(world.desk.deps, world.analyst, task?.id ?? ""));
    await watch();
    expect(await tasksOf(ref)).toEqual([]);
    world.desk.wait(30);
    await watch();
    expect(await tasksOf(ref)).toEqual([expect.stringContaining("for 60 days")]);
  });

  test("publish nothing and end no embargo", async () => {
    const ref = await told();
    world.desk.wait(31);
    await watch();
    expect(await pageOf(ref)).toMatchObject({
      advisory: null,
      pxa: "pxa",
      embargo: { state: "proposed" },
    });
  });

  test("are none for an owner who answered, nor for one who was never written to", async () => {
    const ref = await told();
    const silent = await world.invited();
    done(await negotiateEmbargo(world.desk.deps, world.maintainer, ref, { move: "accept" }));
    world.desk.wait(10);
    done(await recordVerdict(world.desk.deps, world.maintainer, ref, { answer: "acknowledge" }));
    world.desk.wait(40);
    await watch();
    expect(await tasksOf(ref)).toEqual([]);
    expect(await tasksOf(silent.ref)).toEqual([]);
  });
});

describe("an embargo whose day has begun", () => {
  test("is recorded as ended once, with a task; nothing is published", async () => {
    const { ref } = await world.invited();
    done(await negotiateEmbargo(world.desk.deps, world.maintainer, ref, { move: "accept" }));
    world.desk.clock.set("2026-12-20T23:59:59Z");
    await watch();
    expect(await pageOf(ref)).toMatchObject({ embargo: { state: "active" } });
    world.desk.clock.set("2026-12-21T00:00:00Z");
    await watch();
    const { version } = await pageOf(ref);
    await watch();
    expect(await pageOf(ref)).toMatchObject({
      version,
      embargo: { state: "exited" },
      advisory: null,
      tasks: [{ text: expect.stringContaining("ended on 2026-12-21. Nothing was published") }],
    });
  });
});

test("a mail whose day has come wakes the delivery", async () => {
  const { ref } = await world.invited();
  await world.sent(ref);
  world.desk.woken.length = 0;
  await watch();
  expect(world.desk.woken).toEqual(["deliver-outbox"]);
});
