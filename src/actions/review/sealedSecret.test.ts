import { createHash } from "node:crypto";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROUTES } from "#contract/routes.ts";
import { ROLES, type Role } from "#core/access/role.ts";
import { parseIdentityFile } from "#core/sealed/identity.ts";
import { openLog } from "#outside/log/log.ts";
import { allRows } from "../../testing/allRows.ts";
import type { CrowdedCase } from "../../testing/crowdedDesk.ts";
import { makeFolder } from "../../testing/folder.ts";
import { openInstallation, type TestInstallation } from "../../testing/installation.ts";
import { type LabEndpoint, openLabEndpoint, orderAt, runOrder } from "../../testing/labEndpoint.ts";
import { findLeaks, type Place, type Secret } from "../../testing/leak.ts";
import { headersOf, type Member, type ReviewDesk, reviewDesk } from "../../testing/reviewDesk.ts";
import { openBy, rewrapBy, sealBy } from "../../testing/reviewSealing.ts";
import { granted, grantTo } from "../../testing/reviewStages.ts";
import { sampleOf, type Target } from "../../testing/routeSamples.ts";
import { backup } from "../system/backup.ts";
import { lapseWindows } from "./lapse.ts";

const NAME = "whimbrel-turnstone-plan.md";
const SENTENCE = "The plumage of the dotterel is for two people alone. ";

let home: TestInstallation;
let world: ReviewDesk;
let logged = "";
const keepLine = (line: string): void => {
  logged += line;
};
let secrets: readonly Secret[];
let sealed: readonly { readonly ref: string; readonly id: string }[];
let answers: Place[] = [];
/** The lab's endpoint, whose credentials are sealed to the agency's runner. */
let endpoint: LabEndpoint;
/** Where the runner keeps its runs. */
let work: string;

beforeAll(async () => {
  home = await openInstallation();
  const log = openLog({ level: "trace", to: { write: keepLine } });
  const where = { database: home.database, folder: home.dataDir };
  world = await reviewDesk({ home: where, log });
  endpoint = await openLabEndpoint();
  work = makeFolder("assay-runner-");
  sealed = [await sealedByLab(), await sealedByAgency(), await sealedToRunner()];
  answers = await everyAnswer();
}, 120_000);
afterAll(async () => {
  await world.site.close();
  await home.close();
  await endpoint.close();
  rmSync(work, { recursive: true, force: true });
});

const fileKeys: Uint8Array[] = [];

/** Sealed, read, re-wrapped and read again, refused to who may not; of two parts. */
async function sealedByLab() {
  const { voss, holm, sand } = world.people;
  const { ref } = await granted(world);
  await grantTo(world, sand, ref);
  const content = Buffer.from(SENTENCE.repeat(90_000));
  const { id, fileKey } = await sealBy(world, voss, ref, { to: [holm, voss], name: NAME, content });
  fileKeys.push(fileKey);
  expect((await openBy(world, holm, ref, id)).content.equals(content)).toBe(true);
  await expect(openBy(world, sand, ref, id)).rejects.toThrow();
  await rewrapBy(world, holm, ref, { id, to: [sand] });
  expect((await openBy(world, sand, ref, id)).name).toBe(NAME);
  return { ref, id };
}

/** An evaluator's prompt, in a review whose window then runs out. */
async function sealedByAgency() {
  const { holm } = world.people;
  const { ref } = await granted(world);
  const sealing = {
    to: [holm],
    kind: "evaluator-prompt",
    name: NAME,
    content: Buffer.from(SENTENCE),
  };
  const { id, fileKey } = await sealBy(world, holm, ref, sealing);
  fileKeys.push(fileKey);
  return { ref, id };
}

let run = "";

/** Credentials that an evaluation was run with, by the agency's own runner; the endpoint repeats them in what it says. */
async function sealedToRunner() {
  const { holm } = world.people;
  const { ref, order, materialId } = await orderAt(world, endpoint);
  const done = await runOrder(world, { by: holm, ref, order, work });
  expect(done).toMatchObject({ state: "finished" });
  expect(endpoint.asked()).toBeGreaterThan(3);
  run = done.run ?? "";
  return { ref, id: materialId };
}

/** Every GET route, about each sealed thing, as everybody who could look: no answer is the server's to open. */
async function everyAnswer(): Promise<Place[]> {
  const found: Place[] = [];
  const all = await world.desk.person(world.parties.office, [...ROLES] as Role[], "Every role");
  const says = { as: `Bearer ${await world.desk.token(all)}` };
  const askers = [
    world.people.administrator,
    world.people.overseer,
    world.people.voss,
    world.people.holm,
    { name: all.name, says },
  ];
  const streams = ["followReview", "followEvaluation"];
  const routes = ROUTES.filter(({ method, id }) => method === "GET" && !streams.includes(id));
  for (const { ref, id } of sealed)
    for (const by of askers)
      for (const route of routes) {
        const none = { ref: "VC-2026-999999", advisoryRef: "", reportRef: "" } as CrowdedCase;
        const target = { on: none, review: { ref, materialId: id }, victim: id, batch: id };
        const sample = sampleOf(route, target as unknown as Target);
        const { method } = sample;
        const url = sample.url.replace("EV-2026-999999", run).replace("EV-2026-999998", run);
        const reply = await world.site.app.inject({
          method,
          url,
          headers: { host: "localhost:4180", ...headersOf(by.says) },
        });
        const bytes = Buffer.concat([Buffer.from(JSON.stringify(reply.headers)), reply.rawPayload]);
        found.push({ place: `${by.name} ${reply.statusCode} GET ${url}`, bytes });
      }
  return found;
}

/** What opens it: the words, the names, and every private part of every key. */
function toSecrets(): readonly Secret[] {
  const people: readonly Member[] = [world.people.voss, world.people.holm, world.people.sand];
  return [
    { name: "the name", bytes: Buffer.from(NAME) },
    { name: "the words", bytes: Buffer.from("plumage of the dotterel") },
    ...people.flatMap(({ name, identity, signSeed }) => [
      { name: `identity of ${name}`, bytes: Buffer.from(identity) },
      { name: `signing key of ${name}`, bytes: signSeed },
    ]),
    ...endpoint.secrets.map((secret, i) => ({
      name: `credential ${i}`,
      bytes: Buffer.from(secret),
    })),
    ...fileKeys.map((bytes, i) => ({ name: `file key ${i}`, bytes })),
  ];
}

function filesBelow(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return [];
    return [
      { place: path, bytes: readFileSync(path) },
      { place: `name of ${path}`, bytes: Buffer.from(path) },
    ];
  });
}

const rowsAsPlaces = async (): Promise<Place[]> =>
  Object.entries(await allRows(home.database.owner)).map(([table, rows]) => ({
    place: `table ${table}`,
    bytes: Buffer.from(rows.join("\n")),
  }));

const onDisk = async (): Promise<Place[]> => {
  await sql`checkpoint`.execute(home.database.owner); // what is in memory goes to the files
  return filesBelow(home.dataDir);
};
const inLog = (): Place[] => [{ place: "log", bytes: Buffer.from(logged) }];

async function backedUp(name: string, rows: boolean): Promise<Place[]> {
  const target = join(home.root, name);
  const made = await backup(home.installation, { target, rows });
  if (!made.ok) throw new Error(made.refusal.detail);
  return filesBelow(target);
}

/** A public key of a recipient: it is stored, so that whoever searches well finds it. */
const known = (): readonly Secret[] => [
  { name: "a public key", bytes: Buffer.from(world.people.holm.sealKey) },
];

describe("whoever holds all that the server stores", () => {
  beforeAll(() => {
    secrets = toSecrets();
  });

  test("has the ciphertext, whole", () => {
    for (const { id } of sealed) {
      const parts = readdirSync(join(home.dataDir, "sealed", id));
      expect(parts.length).toBeGreaterThan(1);
    }
    const size = filesBelow(join(home.dataDir, "sealed"))
      .filter(({ place }) => !place.startsWith("name of"))
      .reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(size).toBeGreaterThan(90_000 * SENTENCE.length);
  });

  test("finds nothing sealed and no private key in any row of any table", async () => {
    const places = await rowsAsPlaces();
    expect(findLeaks(known(), places)).not.toEqual([]);
    expect(places.length).toBeGreaterThan(40);
    expect(findLeaks(secrets, places)).toEqual([]);
  });

  test("finds nothing of it in any file of the data folder, those of the database included", async () => {
    const places = await onDisk();
    expect(findLeaks(known(), places)).not.toEqual([]);
    expect(places.some(({ place }) => place.includes("/pg_wal/"))).toBe(true);
    expect(findLeaks(secrets, places)).toEqual([]);
  });

  test("finds nothing of it in the log, at its most talkative", () => {
    expect(logged.split("\n").length).toBeGreaterThan(100);
    expect(findLeaks(secrets, inLog())).toEqual([]);
  });

  test.each([
    ["cluster", false],
    ["rows", true],
  ])("finds nothing of it in a backup of the %s", async (name, rows) => {
    const places = await backedUp(name, rows);
    expect(findLeaks(known(), places)).not.toEqual([]);
    expect(places.some(({ place }) => place.includes("/sealed/"))).toBe(true);
    expect(findLeaks(secrets, places)).toEqual([]);
  });

  test("finds nothing of it in what any route answers to an administrator, or to anybody", () => {
    expect(answers.length).toBeGreaterThan(200);
    expect(findLeaks(known(), answers)).not.toEqual([]);
    const payloads = answers.filter(
      ({ place }) => place.includes("200 GET") && place.endsWith("/payload"),
    );
    expect(payloads.length).toBeGreaterThan(1);
    expect(findLeaks(secrets, answers)).toEqual([]);
  });

  test("had an evaluation run with what was sealed: its transcripts are there, and the credentials in none", async () => {
    const rows = await rowsAsPlaces();
    const transcripts = rows.find(({ place }) => place.endsWith("evaluation_transcript"));
    expect(String(transcripts?.bytes)).toContain("I was asked at [sealed]");
    const read = answers.filter(({ place }) => place.includes(`200 GET /api/evaluations/${run}`));
    expect(read.length).toBeGreaterThan(3);
    expect(read.some(({ bytes }) => String(bytes).includes("I was asked at [sealed]"))).toBe(true);
  });

  test("finds nothing of it where the runner keeps its runs, on the agency's machine", () => {
    const places = filesBelow(work);
    expect(places.length).toBeGreaterThan(8);
    expect(findLeaks(secrets, places)).toEqual([]);
  });

  test("finds nothing of it after the window has run out and destruction certificates are asked for", async () => {
    const before = world.desk.clock.now().toISOString();
    world.desk.wait(40);
    await lapseWindows(world.desk.deps, world.desk.id);
    expect(findLeaks(secrets, await rowsAsPlaces())).toEqual([]);
    world.desk.clock.set(before);
  });
});

describe("a leak that somebody plants", () => {
  const form = {
    raw: (text: string) => Buffer.from(text),
    hex: (text: string) => Buffer.from(Buffer.from(text).toString("hex")),
    base64: (text: string) => Buffer.from(Buffer.from(`x${text}`).toString("base64")),
    utf16: (text: string) => Buffer.from(text, "utf16le"),
  };

  test.each(["raw", "hex", "base64", "utf16"] as const)("in a file, as %s, is found", (way) => {
    const path = join(home.dataDir, "files", `planted-${way}`);
    mkdirSync(join(home.dataDir, "files"), { recursive: true });
    writeFileSync(path, form[way](`... ${NAME} ...`));
    const found = findLeaks(secrets, filesBelow(join(home.dataDir, "files")));
    expect(found).toEqual([`${path}: the name, ${way}`]);
    writeFileSync(path, "");
  });

  test("in a row is found, in the row, in the database's file and in a backup", async () => {
    const { id } = world.desk;
    const text = form.base64(SENTENCE).toString();
    await sql`insert into saved_view values (${id}, ${world.people.administrator.personId}, ${text}, 'x')`.execute(
      home.database.owner,
    );
    expect(findLeaks(secrets, await rowsAsPlaces())).toEqual([
      "table public.saved_view: the words, base64",
    ]);
    expect(findLeaks(secrets, await onDisk())).not.toEqual([]);
    expect(findLeaks(secrets, await backedUp("planted", true))).not.toEqual([]);
  });

  test("of a private key, in the name of a file, is found", () => {
    const [identity = ""] = parseIdentityFile(world.people.holm.identity) ?? [];
    const path = join(home.dataDir, "files", identity);
    appendFileSync(path, "");
    expect(findLeaks(secrets, filesBelow(join(home.dataDir, "files")))).toContainEqual(
      `name of ${path}: identity of V. Holm, raw`,
    );
  });

  test("in a log line and in an answer is found", () => {
    world.site.app.log.info({ file: NAME }, "sealed");
    expect(findLeaks(secrets, inLog())).toEqual(["log: the name, raw"]);
    const answer = { place: "GET /x", bytes: createHash("sha256").update("x").digest() };
    const key = fileKeys[0] ?? new Uint8Array();
    const leaking = {
      place: "GET /y",
      bytes: Buffer.from(JSON.stringify(Buffer.from(key).toString("base64"))),
    };
    expect(findLeaks(secrets, [answer, leaking])).toEqual(["GET /y: file key 0, base64"]);
  });
});
