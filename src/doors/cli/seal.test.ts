import { createHash } from "node:crypto";
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { open as openFd } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../testing/commandLine.ts";
import { makeFolder } from "../../testing/folder.ts";
import { noise } from "../../testing/sealed.ts";
import { startSealedServer } from "../../testing/sealedServer.ts";
import { open } from "./open.ts";
import { seal } from "./seal.ts";
import { sealKeygen } from "./sealKeygen.ts";
import { sealRewrap } from "./sealRewrap.ts";

const folder = makeFolder("assay-seal-");
const at = (name: string) => join(folder, name);
const PART = 64 * 65_552;
type Server = Awaited<ReturnType<typeof startSealedServer>>;
let server: Server;
let [a, b] = ["", ""];
const [keyA, keyB] = [at("a.key"), at("b.key")];

beforeAll(async () => {
  server = await startSealedServer(at("store"));
  const made = await Promise.all([keyA, keyB].map((file) => runCommand(sealKeygen, [file])));
  [a = "", b = ""] = made.map(({ out }) => out.trim());
});
afterEach(() => {
  server.state.trouble = {};
  server.state.seen.length = 0;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function makeNoise(name: string, size: number, seed = 1) {
  const file = await openFd(at(name), "w");
  const hash = createHash("sha256");
  for await (const piece of noise(seed, size)) {
    hash.update(piece);
    await file.writeFile(piece);
  }
  await file.close();
  return hash.digest("hex");
}
const hashOf = (name: string) =>
  createHash("sha256")
    .update(readFileSync(at(name)))
    .digest("hex");

const where = () => ["--url", server.url, "--token", "t", "--review", "RV-2026-0001"];
async function upload(name: string, ...more: readonly string[]) {
  const ran = await runCommand(seal, [
    ...where(),
    ...["--unclassified", "--to", `A=${a}`, "--json"],
    ...more,
    at(name),
  ]);
  return { ...ran, said: ran.out === "" ? {} : JSON.parse(ran.out) };
}
async function download(id: string, ...more: readonly string[]) {
  const ran = await runCommand(open, [...where(), "--identity", keyA, "--json", ...more, id]);
  return { ...ran, said: ran.out.startsWith("{") ? JSON.parse(ran.out) : {} };
}
const puts = () =>
  server.state.seen.filter(({ method, path }) => method === "PUT" && /parts/.test(path));
const starts = () =>
  server.state.seen.flatMap(({ path, range }) =>
    path.endsWith("/payload") ? [Number(range?.match(/\d+/)?.[0])] : [],
  );

describe("a sealed file", () => {
  test("is opened by each recipient and by nobody else", async () => {
    const sha256 = await makeNoise("card.pdf", 200_000);
    const to = ["--to", `Bureau A=${a}`, "--to", `Bureau B=${b}`];
    const sealed = await runCommand(seal, [...to, at("card.pdf")]);
    expect(sealed).toMatchObject({ status: 0, err: "" });
    expect(sealed.out).toMatch(/Bureau A {2}\(([0-9a-f]{4} ?){5}\)\n.*Bureau B/);
    for (const key of [keyA, keyB]) {
      const out = at(`opened by ${key.slice(-5)}`);
      const args = ["--identity", key, "--out", out, at("card.pdf.age")];
      const opened = await runCommand(open, [...args, "--json"]);
      expect(JSON.parse(opened.out)).toMatchObject({
        name: "card.pdf",
        size: 200_000,
        sha256,
        out,
      });
      expect(hashOf(`opened by ${key.slice(-5)}`)).toBe(sha256);
    }
    await runCommand(sealKeygen, [at("c.key")]);
    const other = ["--identity", at("c.key"), "--out", at("no"), at("card.pdf.age")];
    expect(await runCommand(open, other)).toMatchObject({ status: 1, out: "" });
    expect(existsSync(at("no"))).toBe(false);
  });

  test("that was damaged or cut leaves no file under any name", async () => {
    await makeNoise("tape", 300_000);
    await runCommand(seal, ["--to", `A=${a}`, at("tape")]);
    const whole = readFileSync(at("tape.age"));
    const flipped = Buffer.from(whole);
    flipped[200_000] = (flipped[200_000] ?? 0) ^ 1;
    for (const bytes of [flipped, whole.subarray(0, -1), whole.subarray(0, 100)]) {
      writeFileSync(at("bad.age"), bytes);
      const ran = await runCommand(open, ["--identity", keyA, "--out", at("bad"), at("bad.age")]);
      expect(ran).toMatchObject({ status: 1, out: "" });
      expect(readdirSync(folder).filter((name) => /^bad(\.part)?$/.test(name))).toEqual([]);
    }
  });

  test("overwrites nothing, sealing and opening", async () => {
    await makeNoise("there", 10);
    writeFileSync(at("there.age"), "mine");
    const args = ["--to", `A=${a}`, at("there")];
    expect(await runCommand(seal, args)).toMatchObject({ status: 2, out: "" });
    expect(readFileSync(at("there.age"), "utf8")).toBe("mine");
  });

  test("may be empty", async () => {
    await makeNoise("empty", 0);
    await runCommand(seal, ["--to", `A=${a}`, at("empty")]);
    const args = ["--identity", keyA, "--out", at("empty2"), at("empty.age")];
    expect((await runCommand(open, args)).status).toBe(0);
    expect(statSync(at("empty2")).size).toBe(0);
  });
});

describe("a key", () => {
  test("is readable by its owner alone, and never written over", async () => {
    expect(statSync(keyA).mode & 0o777).toBe(0o600);
    const before = readFileSync(keyA);
    expect(await runCommand(sealKeygen, [keyA])).toMatchObject({ status: 2, out: "" });
    expect(readFileSync(keyA)).toEqual(before);
  });
});

describe("64 MB through a server, both ways", () => {
  test("with connections that break, arrive as they were, once", { timeout: 60_000 }, async () => {
    const size = 64_000_000;
    const sha256 = await makeNoise("weights", size, 2);
    let broken = 0;
    const breakOnce = (pattern: RegExp) => (seen: { path: string }) => {
      if (broken > 1 || !pattern.test(seen.path)) return undefined;
      broken += 1;
      return "break" as const;
    };
    server.state.trouble = { before: breakOnce(/parts\/[37]$/) };
    const up = await upload("weights");
    expect(up).toMatchObject({ status: 0, err: "" });
    expect(up.said).toMatchObject({ size, sha256, resumed: 0 });
    expect(broken).toBe(2);
    expect(existsSync(at("weights.sealing"))).toBe(false);

    let cut = 0;
    server.state.trouble = {
      meddle: async function* (pieces) {
        cut += 1;
        let left = cut < 3 ? 20_000_000 : size * 2;
        for await (const piece of pieces) {
          yield piece;
          left -= piece.length;
          if (left < 0) throw new Error("cut");
        }
      },
    };
    const down = await download(up.said.id, "--out", at("weights2"), "--digest", up.said.digest);
    expect(down).toMatchObject({ status: 0, err: "" });
    expect(down.said).toMatchObject({ name: "weights", size, sha256 });
    expect(starts()).toHaveLength(3);
    expect(starts()[2]).toBeGreaterThan(40_000_000);
    expect(hashOf("weights2")).toBe(sha256);
    for (const name of ["weights", "weights2"]) rmSync(at(name));
  });
});

describe("an upload that was interrupted", () => {
  /** The server is gone for good before part `n`; the command gives up. */
  const interruptAt = (n: number) => {
    server.state.trouble = {
      before: ({ path }) => (path.endsWith(`/parts/${n}`) ? { status: 500 } : undefined),
    };
  };

  test("sends only what is missing, and forgets its key when it is done", async () => {
    const sha256 = await makeNoise("model", 4 * PART, 3);
    interruptAt(2);
    const first = await upload("model");
    expect(first).toMatchObject({ status: 2, out: "" });
    expect(first.err).toContain("Trouble, as ordered");
    expect(statSync(at("model.sealing")).mode & 0o777).toBe(0o600);
    server.state.trouble = {};
    server.state.seen.length = 0;
    const second = await upload("model");
    expect(second.said).toMatchObject({ sha256, resumed: 3 });
    expect(puts().map(({ path }) => path.at(-1))).toEqual(["2", "3", "4"].slice(0, puts().length));
    expect(existsSync(at("model.sealing"))).toBe(false);
    expect((await download(second.said.id, "--out", at("model2"))).said).toMatchObject({ sha256 });
  });

  test("does not send a source that has changed since", async () => {
    await makeNoise("moving", 3 * PART, 4);
    interruptAt(1);
    await upload("moving");
    const file = await openFd(at("moving"), "r+");
    await file.write(new Uint8Array([1, 2, 3, 4]), 0, 4, PART + 1000);
    await file.close();
    server.state.trouble = {};
    server.state.seen.length = 0;
    const again = await upload("moving");
    expect(again).toMatchObject({ status: 1, out: "" });
    expect(again.err).toContain("has changed since this upload began (part 1)");
    expect(puts()).toEqual([]);
  });

  test("does not go on for others, or to another review", async () => {
    await makeNoise("fixed", PART, 5);
    interruptAt(0);
    await upload("fixed");
    server.state.seen.length = 0;
    for (const more of [
      ["--to", `B=${b}`],
      ["--review", "RV-2026-0002"],
      ["--name", "other"],
    ]) {
      const ran = await upload("fixed", ...more);
      expect(ran).toMatchObject({ status: 2, out: "" });
      expect(ran.err).toContain("remembers another upload");
    }
    expect(server.state.seen).toEqual([]);
  });

  test("goes on after a kill in the middle of what it wrote down", async () => {
    const sha256 = await makeNoise("torn", 3 * PART, 6);
    interruptAt(2);
    await upload("torn");
    truncateSync(at("torn.sealing"), statSync(at("torn.sealing")).size - 10);
    server.state.trouble = {};
    expect((await upload("torn")).said).toMatchObject({ sha256, resumed: 2 });
  });

  test("may have been finished: then nothing is sent again", async () => {
    const sha256 = await makeNoise("nearly", PART, 7);
    const state = at("nearly.sealing");
    let kept: Buffer | undefined;
    server.state.trouble = {
      before: ({ path }) => {
        if (path.endsWith("/finish")) kept = readFileSync(state);
        return undefined;
      },
    };
    const first = await upload("nearly");
    writeFileSync(state, kept ?? "");
    server.state.seen.length = 0;
    const second = await upload("nearly");
    expect(second.said).toMatchObject({ id: first.said.id, digest: first.said.digest, sha256 });
    expect(puts()).toEqual([]);
  });
});

describe("a download", () => {
  let item: { id: string; digest: string; sha256: string };
  const SIZE = 4 * PART;
  beforeAll(async () => {
    await makeNoise("source", SIZE, 8);
    item = (await upload("source")).said;
  });

  /** Bytes of the payload changed from a place on. */
  const meddling = (place: number, change: (byte: number) => number) => ({
    meddle: async function* (
      pieces: AsyncIterable<Uint8Array>,
      { range }: { range: string | null },
    ) {
      let position = Number(range?.match(/\d+/)?.[0]);
      for await (const piece of pieces) {
        const own = new Uint8Array(piece);
        const offset = place - position;
        if (offset >= 0 && offset < own.length) own[offset] = change(own[offset] ?? 0);
        position += own.length;
        yield own;
      }
    },
  });

  test("with a flipped bit gives out what was checked before, and goes on from there", async () => {
    server.state.trouble = meddling(2 * PART + 77, (byte) => byte ^ 1);
    const bad = await download(item.id, "--out", at("flip"));
    expect(bad).toMatchObject({ status: 1, out: "" });
    expect(existsSync(at("flip"))).toBe(false);
    const held = readFileSync(at("flip.part"));
    expect(held.length).toBeLessThanOrEqual(2 * 64 * 65_536);
    expect(held.equals(readFileSync(at("source")).subarray(0, held.length))).toBe(true);
    server.state.trouble = {};
    server.state.seen.length = 0;
    const good = await download(item.id, "--out", at("flip"));
    expect(good.said).toMatchObject({ sha256: item.sha256 });
    expect(starts().at(-1)).toBeGreaterThanOrEqual(PART);
    expect(hashOf("flip")).toBe(item.sha256);
    expect(existsSync(at("flip.part"))).toBe(false);
  });

  test("does not trust what lies there from an earlier run", async () => {
    server.state.trouble = meddling(3 * PART + 5, (byte) => byte ^ 4);
    await download(item.id, "--out", at("edited"));
    const file = await openFd(at("edited.part"), "r+");
    await file.write(new Uint8Array([1, 2, 3, 4]), 0, 4, 64 * 65_536 + 5000);
    await file.close();
    server.state.trouble = {};
    server.state.seen.length = 0;
    expect((await download(item.id, "--out", at("edited"))).status).toBe(0);
    expect(starts().at(-1)).toBe(PART);
    expect(hashOf("edited")).toBe(item.sha256);
  });

  test("gives out nothing of a thing whose digest is another than was asked for", async () => {
    const ran = await download(item.id, "--out", at("no"), "--digest", "0".repeat(64));
    expect(ran).toMatchObject({ status: 1, out: "" });
    expect(existsSync(at("no.part"))).toBe(false);
  });

  test("left sealed is an age file, goes on where it was, and opens later without the server", async () => {
    server.state.trouble = meddling(2 * PART + 5, (byte) => byte ^ 4);
    const args = [...where(), "--sealed", "--out", at("kept.age"), "--json", item.id];
    expect((await runCommand(open, args)).status).toBe(1);
    expect(statSync(at("kept.age.part")).size).toBeGreaterThan(2 * PART);
    truncateSync(at("kept.age.part"), statSync(at("kept.age.part")).size - 7);
    server.state.trouble = {};
    server.state.seen.length = 0;
    expect((await runCommand(open, args)).status).toBe(0);
    expect(starts()).toEqual([PART]);
    const ran = await runCommand(open, ["--identity", keyA, "--out", at("kept"), at("kept.age")]);
    expect(ran.status).toBe(0);
    expect(hashOf("kept")).toBe(item.sha256);
  });

  test("waits when the server asks for it", async () => {
    let asked = 0;
    const before = () => {
      asked += 1;
      return asked === 1 ? { status: 429, retryAfter: 0 } : undefined;
    };
    server.state.trouble = { before };
    expect((await download(item.id, "--out", at("waited"))).status).toBe(0);
  });
});

describe("rewrapping", () => {
  test("lets another open it, changes no payload, and takes no key from the server", async () => {
    await makeNoise("shared", 1000, 9);
    const { id } = (await upload("shared")).said;
    const openAs = (key: string, out: string) =>
      runCommand(open, [...where(), "--identity", key, "--out", at(out), id]);
    expect((await openAs(keyB, "b0")).status).toBe(1);
    const planted = JSON.parse((await runCommand(sealKeygen, ["--json", at("x.key")])).out).key;
    const item = server.items.get(id);
    item?.recipients && Object.assign(item, { recipients: [{ name: "A", key: planted }] });

    const rewrap = (...more: readonly string[]) =>
      runCommand(sealRewrap, [...where(), "--identity", keyA, ...more, id]);
    expect((await rewrap("--to", `Bureau B=${b}`)).status).toBe(0);
    expect((await openAs(keyB, "b1")).status).toBe(0);
    expect((await openAs(keyA, "a1")).status).toBe(0);
    expect((await openAs(at("x.key"), "x1")).status).toBe(1);

    expect((await rewrap("--only", "--to", `Bureau B=${b}`)).status).toBe(0);
    expect((await openAs(keyA, "a2")).status).toBe(1);
    expect((await openAs(keyB, "b2")).status).toBe(0);
    expect((await rewrap("--to", `A=${a}`)).status).toBe(1);
  });
});

test("nothing that the server holds or hears tells what is sealed", async () => {
  const marker = "The weights of Quince-7 are in bucket nine.";
  writeFileSync(at("quince-7-pointers.txt"), marker.repeat(50));
  const { id } = (await upload("quince-7-pointers.txt")).said;
  const files = readdirSync(at("store"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.startsWith(id) && statSync(join(at("store"), name)).isFile())
    .map((name) => readFileSync(join(at("store"), name)));
  const heard = Buffer.from(JSON.stringify([server.items.get(id), server.state.seen]));
  expect(files.length).toBeGreaterThan(1);
  const identity = readFileSync(keyA, "utf8").split("\n")[2] ?? "";
  for (const bytes of [...files, heard])
    for (const secret of [marker, "quince", "Quince", "pointers", identity, "text/plain"])
      expect(bytes.includes(secret)).toBe(false);
});

const TO_REVIEW = ["--to", "A=KEY", "--review", "RV-1"];

test.each([
  ["no file", ["--to", "A=KEY"], /Name one file/],
  ["no recipient", ["x"], /at least one recipient/],
  ["a recipient without a name", ["--to", "KEY", "x"], /is no recipient/],
  ["a private key", ["--to", "A=AGE-SECRET-KEY-1", "x"], /is no recipient/],
  ["an unknown option", ["--fro", "x"], /Unknown option '--fro'/],
  ["a review without a server", [...TO_REVIEW, "--unclassified", "FILE"], /Give --url/],
  ["nobody's word that it is not classified", [...TO_REVIEW, "FILE"], /Say --unclassified/],
  ["an unknown kind", [...TO_REVIEW, "--kind", "x", "FILE"], /There is no kind "x"/],
])("assay seal answers 2 with a sentence: %s", async (_, args, sentence) => {
  writeFileSync(at("some"), "x");
  const own = args.map((arg) => arg.replace("KEY", a).replace("FILE", at("some")));
  const ran = await runCommand(seal, own);
  expect(ran).toMatchObject({ status: 2, out: "" });
  expect(ran.err).toMatch(sentence);
});

test.each([seal, open, sealKeygen, sealRewrap])("help is shown with examples", async (command) => {
  const { status, out } = await runCommand(command, ["--help"]);
  expect(status).toBe(0);
  expect(out).toMatch(/^Usage: assay [\s\S]*Examples?:\n {2}assay /);
});
