import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newLedgerKey } from "#outside/ledger/noteKey.ts";
import { withSystem } from "#store/database.ts";
import { appendEntries } from "#store/ledger/entry.ts";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { deskWithLedger } from "../../testing/ledger.ts";
import { someEntries } from "../../testing/logFolder.ts";
import { sequenceEntries } from "../ledger/sequenceEntries.ts";
import { type DoctorInput, doctor } from "./doctor.ts";

let base: TestDatabase;
let desk: Awaited<ReturnType<typeof deskWithLedger>>;
let dataDir: string;
let keyDir: string;
let stranger: Server;
let smtp: SMTPServer;

beforeAll(async () => {
  base = await testDatabase();
  dataDir = mkdtempSync(join(tmpdir(), "assay-doctor-"));
  keyDir = join(dataDir, "keys");
  mkdirSync(keyDir);
  writeFileSync(join(keyDir, "ledger.pem"), "x", { mode: 0o600 });
  desk = await deskWithLedger(base.db, base.owner);
  await append();
  await sequenceEntries(desk.deps, desk.deskId);
  stranger = createServer((_, reply) => reply.end("hello")).listen(0, "127.0.0.1");
  smtp = new SMTPServer({ authOptional: true, disabledCommands: ["STARTTLS"] });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  stranger.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
  rmSync(dataDir, { recursive: true });
  await base.drop();
});

const append = () =>
  withSystem(base.db, desk.deskId, (tx) => appendEntries(tx, desk.deskId, someEntries(3)));

async function look(over: Partial<DoctorInput> = {}) {
  const checks = await doctor({
    settings: "all by default",
    dataDir,
    keyDir,
    port: 0,
    mailUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    now: () => new Date(),
    database: async () => ({ ownerUrl: base.ownerUrl, isEmbedded: true }),
    ledgerKey: async () => desk.deps.ledgerKey,
    ...over,
  });
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}

describe("the doctor", () => {
  test("looks at everything and gives a remedy wherever all is not well", async () => {
    const checks = await look();
    expect(Object.keys(checks).sort()).toEqual(
      [
        "clock",
        "disk",
        "keys",
        "ledger",
        "settings",
        "mail",
        "migrations",
        "port",
        "postgres",
        "runtime",
      ].sort(),
    );
    for (const name of ["clock", "keys", "ledger", "mail", "migrations", "port", "runtime"]) {
      expect(checks[name]).toMatchObject({ name, state: "good" });
    }
    for (const check of Object.values(checks)) {
      expect(check.state === "good" || (check.remedy ?? "").length > 10).toBe(true);
    }
  });

  test("sees that the test database would lose what it acknowledged", async () => {
    const { postgres } = await look();
    expect(postgres).toMatchObject({ state: "bad", detail: expect.stringContaining("may lose") });
  });

  test("tells another program on the port from nothing and from our own server", async () => {
    const port = (stranger.address() as AddressInfo).port;
    expect((await look({ port })).port).toMatchObject({ state: "bad" });
    const own = createServer((_, reply) => reply.end('{"status":"ok"}')).listen(0, "127.0.0.1");
    await once(own, "listening");
    const ownPort = (own.address() as AddressInfo).port;
    expect((await look({ port: ownPort })).port).toMatchObject({ state: "good" });
    own.close();
  });

  test("finds keys that others can read", async () => {
    chmodSync(join(keyDir, "ledger.pem"), 0o644);
    expect((await look()).keys).toMatchObject({
      state: "bad",
      detail: "others can read ledger.pem",
    });
    chmodSync(join(keyDir, "ledger.pem"), 0o600);
    expect((await look({ keyDir: join(dataDir, "none") })).keys?.state).toBe("warning");
  });

  test("says that mail stays queued without a server, and when the server does not answer", async () => {
    expect((await look({ mailUrl: null })).mail).toMatchObject({
      state: "warning",
      detail: expect.stringContaining("stay queued (0 waiting"),
    });
    expect((await look({ mailUrl: "smtp://127.0.0.1:1" })).mail?.state).toBe("bad");
  });

  test("finds a ledger signed by another key than the one that is here", async () => {
    const other = newLedgerKey();
    expect((await look({ ledgerKey: async () => other })).ledger).toMatchObject({
      state: "warning",
      detail: expect.stringContaining("by another key"),
    });
  });

  test("finds a clock that runs behind the ledger", async () => {
    const past = new Date("2001-01-01T00:00:00Z");
    expect((await look({ now: () => past })).clock).toMatchObject({ state: "bad" });
  });

  test("finds entries that nobody gives their place in the log", async () => {
    await append();
    const later = new Date(Date.now() + 3_600_000 * 24 * 365 * 100);
    expect((await look({ now: () => later })).ledger).toMatchObject({
      state: "warning",
      detail: expect.stringContaining("3 wait for their place"),
    });
  });

  test("goes on with the rest when the database cannot be opened", async () => {
    const checks = await look({
      database: () => Promise.reject(new Error("Postgres does not start")),
    });
    expect(checks.postgres).toMatchObject({ state: "bad", detail: "Postgres does not start" });
    expect(checks.disk).toBeDefined();
  });
});
