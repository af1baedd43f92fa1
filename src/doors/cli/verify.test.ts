import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newLedgerKey } from "#outside/ledger/noteKey.ts";
import { exportOf, type Files, someEntries } from "../../testing/logFolder.ts";
import { recordFolder, storyEntries, taking } from "../../testing/reviewRecord.ts";
import { verifyCommand } from "./verify.ts";

const ORIGIN = "assay.example.org/desk";
const key = newLedgerKey();
const vkey = key.verifierKey(ORIGIN);
let root = "";
let folder = "";

function writeFiles(name: string, files: Files): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(root, name, path)), { recursive: true });
    writeFileSync(join(root, name, path), bytes);
  }
  return join(root, name);
}

const write = (name: string, count: number): string =>
  writeFiles(name, exportOf(key, ORIGIN, someEntries(count)));

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "assay-verify-"));
  folder = write("whole", 300);
});
afterAll(() => rmSync(root, { recursive: true }));

async function verify(...args: string[]) {
  let [out, err] = ["", ""];
  const status = await verifyCommand(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}

describe("assay verify", () => {
  test("says what is sound, and how much of it could be read", async () => {
    const { status, out, err } = await verify(folder, "--key", vkey);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain(`Sound: 300 entries of ${ORIGIN}`);
    expect(out).toContain("225 entries; 75 entries closed to this reader");
    const json = await verify(folder, "--key", vkey, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      sound: true,
      origin: ORIGIN,
      size: 300,
      entries: { opened: 225, closed: 75 },
    });
  });

  test("names what is not", async () => {
    const copy = join(root, "changed");
    cpSync(folder, copy, { recursive: true });
    const bundle = join(copy, "tile/entries/000");
    const bytes = readFileSync(bundle);
    bytes[250] = (bytes[250] ?? 0) ^ 1;
    writeFileSync(bundle, bytes);
    const { status, out } = await verify(copy, "--key", vkey);
    expect(status).toBe(1);
    expect(out).toContain("NOT SOUND: tile/entries/000, entry 2:");
    const json = await verify("--json", copy, "--key", vkey);
    expect(json.status).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      sound: false,
      where: "tile/entries/000",
      entry: 2,
    });
  });

  test("shows that an earlier checkpoint was continued, or not", async () => {
    const earlier = join(write("earlier", 7), "checkpoint");
    const { status, out } = await verify(folder, "--key", vkey, "--since", earlier);
    expect(status).toBe(0);
    expect(out).toContain("the checkpoint of 7 entries: nothing was rewritten");
    const backwards = await verify(
      join(root, "earlier"),
      "--key",
      vkey,
      "--since",
      join(folder, "checkpoint"),
    );
    expect(backwards.status).toBe(1);
  });

  test("reads lines longer than a chunk of a file", async () => {
    const [entry] = someEntries(1);
    if (!entry) throw new Error("no entry");
    const long = { ...entry, detail: "x".repeat(3_000_000) };
    const where = writeFiles("long", exportOf(key, ORIGIN, [long, entry]));
    expect((await verify(where, "--key", vkey)).status).toBe(0);
  });

  test.each([
    ["no folder", ["--key", "K"], "Name one folder."],
    ["no key", ["FOLDER"], "Give the log's public key with --key."],
    ["two folders", ["FOLDER", "other", "--key", "K"], "Name one folder."],
    ["an unknown option", ["FOLDER", "--keys", "K"], "--keys"],
    [
      "a key that is none",
      ["FOLDER", "--key", "nonsense"],
      "nonsense is not an Ed25519 verifier key",
    ],
    ["a folder that is not there", ["missing", "--key", "K"], "There is no folder missing."],
    [
      "a checkpoint that is not there",
      ["FOLDER", "--key", "K", "--since", "gone"],
      "There is no file gone.",
    ],
  ])("asked with %s answers 2 and what to do", async (_, args, message) => {
    const words = args.map((word) => (word === "K" ? vkey : word === "FOLDER" ? folder : word));
    const { status, out, err } = await verify(...words);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  test("explains itself, with the exit statuses", async () => {
    const { status, out } = await verify("--help");
    expect(status).toBe(0);
    expect(out).toContain("Usage: assay verify FOLDER --key VKEY");
    expect(out).toContain("Exit status: 0 sound, 1 not sound");
  });
});

describe("assay verify, of a log with the record of a review beside it", () => {
  const story = storyEntries();
  const files = recordFolder(key, ORIGIN, [...story, taking(story)]);
  const reviewed = (name: string, more: Files = new Map()) =>
    writeFiles(name, new Map([...files, ...more]));

  test("says what was held, who saw it, and what was destroyed", async () => {
    const where = reviewed("reviewed");
    const { status, out } = await verify(where, "--key", vkey);
    expect(status).toBe(0);
    expect(out).toContain("RV-2026-0007, record taken 2026-10-30T12:00:00.000Z by E. Voss");
    expect(out).toContain("4 accesses; 0 entries closed to this reader");
    expect(out).toContain("held 2, seen by 2 readers, destroyed 1, missing 2 (1 overdue)");
    expect(out).not.toContain("not checked");
    const json = await verify(where, "--key", vkey, "--json");
    expect(JSON.parse(json.out)).toMatchObject({
      sound: true,
      strangers: [],
      review: { held: [{ readers: ["V. Holm", "P. Sand"] }, {}], missing: [{}, {}] },
    });
  });

  test.each(["review.jsonl", "review.json", "checkpoint", "tile/entries/000", "tile/0/001.p/63"])(
    "with one byte of %s changed answers 1 and names the file",
    async (path) => {
      const bytes = files.get(path)?.slice() ?? new Uint8Array(0);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const where = reviewed(`changed ${path.replaceAll("/", " ")}`, new Map([[path, bytes]]));
      const { status, out } = await verify(where, "--key", vkey);
      expect(status).toBe(1);
      expect(out).toContain(`NOT SOUND: ${path}`);
    },
  );

  test("names the first bad line of the record", async () => {
    const text = Buffer.from(files.get("review.jsonl") ?? new Uint8Array(0)).toString();
    const changed = new Map([
      ["review.jsonl", Buffer.from(text.replaceAll("Key erased", "Key kept"))],
    ]);
    const { out } = await verify(reviewed("one line", changed), "--key", vkey, "--json");
    const line = text.split("\n").findIndex((one) => one.includes("Key erased")) + 1;
    expect(JSON.parse(out)).toEqual({
      sound: false,
      where: `review.jsonl:${line}`,
      entry: expect.any(Number),
      message: "the event is not what its entry holds the hash of",
    });
  });
});
