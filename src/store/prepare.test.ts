import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { openDatabase } from "./database.ts";
import { startJobs } from "./jobs/jobs.ts";
import { prepareDatabase } from "./prepare.ts";

let base: TestDatabase;
const made: string[] = [];
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(async () => {
  for (const name of made) await run(`drop database ${name} with (force)`);
  for (const name of made) await run(`drop role ${name}`);
  await base.drop();
});

const run = (text: string) => sql.raw(text).execute(base.owner);

/** A database of somebody's own, as a hosted Postgres gives it out. */
async function ownedBy(rights: string): Promise<string> {
  const name = `foreign_${randomBytes(4).toString("hex")}`;
  await run(`create role ${name} login password 'x' ${rights}`);
  await run(`create database ${name} owner ${name}`);
  made.push(name);
  const url = new URL(`${inject("postgres").admin}${name}`);
  url.username = name;
  url.password = "x";
  return url.href;
}

test("a database that does not answer is named, without its password", async () => {
  const url = "postgres://assay:secret-word@127.0.0.1:1/desk";
  const failed = await prepareDatabase(url).catch((error: Error) => error.message);
  expect(failed).toMatch(/database desk at 127\.0\.0\.1:1 does not let Assay in .*DATABASE_URL/);
  expect(failed).not.toContain("secret-word");
});

describe("a Postgres of one's own", () => {
  test.each([
    ["is a superuser", "superuser", ""],
    // What whoever has created a role may do with it: the other databases of this server have it already.
    ["has created the role", "createrole", "with admin true, inherit false, set false"],
  ])("whose user %s serves requests as the app's role", async (_, rights, membership) => {
    const url = await ownedBy(rights);
    if (membership) await run(`grant assay_app to ${made.at(-1)} ${membership}`);
    expect((await prepareDatabase(url)).applied.length).toBeGreaterThan(3);
    expect((await prepareDatabase(url)).applied).toEqual([]);
    const db = openDatabase((await prepareDatabase(url)).appUrl);
    const { rows } = await sql<{ role: string; n: number }>`
      select current_user as role, (select count(*) from party) as n`.execute(db);
    expect(rows).toEqual([{ role: "assay_app", n: 0 }]);
    await expect(sql`update report set format = 'x'`.execute(db)).rejects.toThrow(
      /permission denied/,
    );
    await db.destroy();
    const { appUrl } = await prepareDatabase(url);
    const jobs = await startJobs(appUrl, (error) => {
      throw error;
    });
    await jobs.stop();
  });

  test("whose user may create no role says which two statements a superuser has to run", async () => {
    const url = await ownedBy("nocreaterole");
    await expect(prepareDatabase(url)).rejects.toThrow(
      /create role assay_app; grant assay_app to "foreign_/,
    );
    await run(`grant assay_app to ${made.at(-1)}`);
    expect((await prepareDatabase(url)).applied.length).toBeGreaterThan(3);
  });
});
