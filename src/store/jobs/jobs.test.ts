import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { systemOf, withAsker } from "../database.ts";
import { type Jobs, startJobs } from "./jobs.ts";

const DESK = "0197b000-0000-7000-8000-000000000001";
let base: TestDatabase;
let jobs: Jobs;

beforeAll(async () => {
  base = await testDatabase();
  jobs = await startJobs(base.url, (error) => {
    throw error;
  });
});
afterAll(async () => {
  await jobs.stop();
  await base.drop();
});

/** Wakes the job in a transaction that stays open until it is told to commit. */
async function wakeAndWait() {
  const open = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  const done = withAsker(base.db, systemOf(DESK), async (tx) => {
    await jobs.wake(tx, "deliver-outbox", DESK);
    woken.resolve();
    await open.promise;
  });
  await Promise.race([woken.promise, done]);
  return async () => {
    open.resolve();
    await done;
  };
}

test("a job that is asked for while one waits to begin begins after both have committed", async () => {
  const began: number[] = [];
  await (await wakeAndWait())();
  const commits = await Promise.all([wakeAndWait(), wakeAndWait()]);
  await jobs.work("deliver-outbox", async () => void began.push(performance.now()));
  await new Promise((resolve) => setTimeout(resolve, 3_000)); // its worker looks each two seconds
  await Promise.all(commits.map((commit) => commit()));
  const committed = performance.now();
  await expect.poll(() => began.filter((at) => at > committed).length, { timeout: 8_000 }).toBe(1);
});
