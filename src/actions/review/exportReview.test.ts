import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Member, type ReviewDesk, reviewDesk, SECRETS } from "../../testing/reviewDesk.ts";
import { openBy, sealBy } from "../../testing/reviewSealing.ts";
import { expire, granted, resultGiven, resultShared } from "../../testing/reviewStages.ts";
import { verifyFolder } from "../ledger/verifyFolder.ts";
import { exportReview, exportReviewFiles } from "./exportReview.ts";

let world: ReviewDesk;
let root = "";
let vkey = "";
let ref = "";
let material = "";

const CALLER = { origin: "198.51.100.24", way: "api-token" };

/** The files of one side's export, on disk. */
async function exported(by: Member, name: string): Promise<string> {
  const zip = await exportReview(world.desk.deps, by, CALLER, ref);
  if (!zip.ok) throw new Error(zip.refusal.detail);
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.value) chunks.push(chunk as Uint8Array);
  for (const [path, bytes] of Object.entries(unzipSync(Buffer.concat(chunks)))) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), bytes);
  }
  return join(root, name);
}

const verify = async (folder: string) => {
  const verdict = await verifyFolder({ folder, keys: [vkey] });
  if (!verdict.ok) throw new Error(verdict.refusal.detail);
  return verdict.value;
};

const text = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assay-record-"));
  world = await reviewDesk();
  const { voss, holm, alder } = world.people;
  ({ ref } = await granted(world));
  ({ id: material } = await sealBy(world, voss, ref, { to: [holm], name: "card of avocet.md" }));
  await openBy(world, holm, ref, material);
  await openBy(world, holm, ref, material);
  await resultShared(world, ref);
  await resultGiven(world, ref, { claim: "Not for Energy: the godwit" });
  await world.page(alder, ref);
  expire(world);
  const page = await world.page(voss, ref);
  const asked = page.destructions.find((one) => one.personId === holm.personId);
  await world.act(holm, ref, "state-destruction", {
    destructionId: asked?.id,
    method: "Key and copies erased",
    on: page.clock.lastDay,
  });
  const { deps } = world.desk;
  vkey = deps.ledgerKey.verifierKey(`${deps.ledgerHost}/${world.desk.slug}`);
}, 60_000);
afterAll(async () => {
  await world.close();
  rmSync(root, { recursive: true });
});

describe("the export of a review", () => {
  test("verifies offline for the lab: what was held, who saw it, what was destroyed", async () => {
    const folder = await exported(world.people.voss, "lab");
    expect(await verify(folder)).toMatchObject({
      sound: true,
      strangers: [],
      review: {
        review: { ref, lab: "Halden Models", ended: { how: "expired" } },
        taken: { by: "E. Voss" },
        lines: { closed: 0 },
        terms: [{ version: 1, signed: [{ side: "lab" }, { side: "agency" }, { side: "agency" }] }],
        held: [{ material, by: "E. Voss", readers: ["V. Holm"] }],
        seen: expect.arrayContaining([
          expect.objectContaining({ what: "envelope", material, name: "V. Holm", count: 2 }),
          expect.objectContaining({ what: "payload", material, name: "V. Holm" }),
          expect.objectContaining({ what: "review", material: null, name: "M. Alder" }),
        ]),
        destroyed: [{ material, of: "V. Holm", method: "Key and copies erased" }],
        missing: [],
      },
    });
  });

  test("opens to an agency what it sees of the review, and nothing else; it verifies all the same", async () => {
    const folder = await exported(world.people.alder, "agency");
    const verdict = await verify(folder);
    expect(verdict).toMatchObject({
      sound: true,
      review: { review: { ref }, held: [], destroyed: [] },
    });
    const lines = text(folder, "review.jsonl");
    expect(lines).toContain(SECRETS.claim);
    expect(lines).not.toContain("godwit");
    expect(lines).not.toContain(material);
    const seen = verdict.sound ? (verdict.review?.seen ?? []) : [];
    expect([...new Set(seen.map(({ name }) => name))]).toEqual(["M. Alder"]);
    const closed = verdict.sound ? verdict.review?.lines.closed : 0;
    expect(closed).toBeGreaterThan(3);
  });

  test("says no name of a sealed thing, whoever takes it", async () => {
    for (const by of [world.people.voss, world.people.holm]) {
      const folder = await exported(by, `names ${by.name}`);
      for (const file of ["review.jsonl", "review.json", "entries.jsonl"])
        expect(text(folder, file)).not.toContain("avocet");
    }
  });

  test("leaves what other reviews and cases say closed in the log beside it", async () => {
    const lines = text(await exported(world.people.voss, "log"), "entries.jsonl")
      .trim()
      .split("\n");
    const opened = lines.map((line) => JSON.parse(line) as { body?: { kind: string } });
    const kinds = opened.flatMap(({ body }) => (body ? [body.kind] : []));
    expect(kinds.filter((kind) => kind.startsWith("review."))).toEqual([]);
  });

  test("with a line left out is found out, also with the summary that would fit", async () => {
    const folder = await exported(world.people.voss, "edited");
    const lines = text(folder, "review.jsonl").split(/(?<=\n)/);
    const access = lines.findIndex((line) => line.includes('"kind":"review.accessed"'));
    writeFileSync(join(folder, "review.jsonl"), lines.toSpliced(access, 1).join(""));
    expect(await verify(folder)).toMatchObject({
      sound: false,
      fault: { where: `review.jsonl:${lines.length - 1}`, message: /entries about this review/ },
    });
  });

  test("has its checkpoint last, and the record before it", async () => {
    const files = await exportReviewFiles(world.desk.deps, world.people.voss, CALLER, ref);
    const paths: string[] = [];
    if (files.ok)
      for await (const { path, chunks } of files.value) {
        paths.push(path);
        for await (const _ of chunks);
      }
    expect(paths.slice(-3)).toEqual(["review.jsonl", "review.json", "checkpoint"]);
  });

  test.each([
    "crake",
    "port",
    "administrator",
    "overseer",
    "analyst",
    "recorder",
    "labFinder",
  ] as const)("is not for %s, and does not say whether there is such a review", async (name) => {
    const by = world.people[name];
    const refused = await exportReview(world.desk.deps, by, CALLER, ref);
    const nowhere = await exportReview(world.desk.deps, by, CALLER, "RV-2026-9999");
    expect(refused).toEqual(nowhere);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "review/not-found" } });
  });

  test("is itself on record, and live at the lab when an agency takes it", async () => {
    const { voss, holm } = world.people;
    await exported(holm, "seen");
    const { body } = await world.ask(voss, "GET", `/api/reviews/${ref}/accesses`);
    const { items } = body as { items: { name: string; detail: string }[] };
    expect(items[0]).toMatchObject({ name: "V. Holm", detail: "export" });
  });
});
