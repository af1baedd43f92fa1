import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Db, openDatabase } from "#store/database.ts";

/** A migrated database of one's own. */
export type TestDatabase = {
  /** As the server works: row-level security applies. */
  readonly db: Db;
  readonly url: string;
  /** Past row-level security, to look at what is really there. */
  readonly owner: Db;
  readonly ownerUrl: string;
  readonly drop: () => Promise<void>;
};

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject("postgres").admin}postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A copy of the migrated template; some 50 ms. `drop()` it afterwards. */
export async function testDatabase(): Promise<TestDatabase> {
  const { admin, app, template } = inject("postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(`create database ${name} template ${template} owner assay_owner`);
  const db = openDatabase(`${app}${name}`, { max: 10 });
  const owner = openDatabase(`${admin}${name}`, { max: 3 });
  return {
    db,
    owner,
    url: `${app}${name}`,
    ownerUrl: `${admin}${name}`,
    drop: async () => {
      await Promise.all([db.destroy(), owner.destroy()]);
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}
