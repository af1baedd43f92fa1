import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newLedgerKey, toNoteVerifier } from "#outside/ledger/noteKey.ts";
import { exportOf, type Files, memoryFolder, someEntries } from "../../testing/logFolder.ts";
import { sha256 } from "../../testing/merkle.ts";
import { utf8 } from "../bytes.ts";
import { toBundle } from "./bundle.ts";
import { parseVerifierKey } from "./note.ts";
import { type VerifyOptions, verifyLog } from "./verifyLog.ts";

const ORIGIN = "assay.example.org/desk";
const key = newLedgerKey();

const verifierOf = (one = key, name = ORIGIN) => {
  const parsed = parseVerifierKey(sha256, one.verifierKey(name));
  if (!parsed) throw new Error("no key");
  return toNoteVerifier(parsed);
};
const options: VerifyOptions = {
  sha256,
  keys: [verifierOf()],
  origin: undefined,
  since: undefined,
};

const entries = someEntries(300);
const exported = (size: number) => exportOf(key, ORIGIN, entries.slice(0, size));
const verify = (files: Files, more: Partial<VerifyOptions> = {}) =>
  verifyLog(memoryFolder(files), { ...options, ...more });

const bytesOf = (files: Files, path: string) => files.get(path) ?? new Uint8Array(0);

/** The same folder with one byte of one file changed. */
function flipped(files: Files, path: string, at: number, mask: number): Files {
  const bytes = bytesOf(files, path).slice();
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  return new Map(files).set(path, bytes);
}

const changed = (files: Files, path: string, bytes: Uint8Array): Files =>
  new Map(files).set(path, bytes);

const without = (files: Files, path: string): Files => {
  const fewer = new Map(files);
  fewer.delete(path);
  return fewer;
};

const sinceOf = (size: number) => ({
  where: "kept",
  bytes: bytesOf(exported(size), "checkpoint"),
});

describe("an exported log", () => {
  test.each([0, 1, 2, 5, 255, 256, 257, 300])("of %i entries is sound as written", async (size) => {
    const verdict = await verify(exported(size));
    expect(verdict).toMatchObject({ sound: true, head: { origin: ORIGIN, size }, checkpoints: 1 });
    const restricted = entries.slice(0, size).filter((entry) => entry.restricted).length;
    expect(verdict).toMatchObject({ entries: { opened: size - restricted, closed: restricted } });
  });

  test("with any one byte changed, in any file, is not sound", async () => {
    const files = exported(5);
    const missed: string[] = [];
    for (const [path, bytes] of files) {
      for (let at = 0; at < bytes.length; at++) {
        const mask = [1, 2, 4, 8, 16, 32, 64, 128, 255][(at * 7) % 9] ?? 1;
        const { sound } = await verify(flipped(files, path, at, mask));
        if (sound) missed.push(`${path} ${at} ^ ${mask}`);
      }
    }
    expect(missed).toEqual([]);
  });

  test("of more than one tile, with any byte changed to any other, is not sound", async () => {
    const files = exported(300);
    const paths = fc.constantFrom(...files.keys());
    await fc.assert(
      fc.asyncProperty(
        paths,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, at, mask) => {
          const changedFiles = flipped(files, path, at % bytesOf(files, path).length, mask);
          expect((await verify(changedFiles)).sound).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("with a file missing, cut short or longer is not sound", async () => {
    const files = exported(300);
    for (const [path, bytes] of files) {
      if (path !== "entries.jsonl") expect((await verify(without(files, path))).sound).toBe(false);
      expect((await verify(changed(files, path, bytes.subarray(0, -1)))).sound).toBe(false);
      expect((await verify(changed(files, path, Buffer.concat([bytes, Buffer.of(0)])))).sound).toBe(
        false,
      );
    }
  });
});

describe("what is wrong is named", () => {
  const files = exported(300);

  test.each([
    ["an entry", "tile/entries/000", 100 * 7 + 50, { where: "tile/entries/000", entry: 7 }],
    [
      "an entry of the last bundle",
      "tile/entries/001.p/44",
      60,
      { where: "tile/entries/001.p/44", entry: 256 },
    ],
    ["a full tile", "tile/0/000", 4_000, { where: "tile/0/000", entry: null }],
    ["the last tile", "tile/0/001.p/44", 77, { where: "tile/0/001.p/44", entry: null }],
    ["a tile of tiles", "tile/1/000.p/1", 3, { where: "tile/1/000.p/1", entry: null }],
    ["the checkpoint", "checkpoint", 30, { where: "checkpoint", entry: null }],
  ])("%s", async (_, path, at, fault) => {
    expect(await verify(flipped(files, path, at, 1))).toMatchObject({ sound: false, fault });
  });

  test("a line of entries.jsonl, by its entry", async () => {
    const lines = Buffer.from(bytesOf(files, "entries.jsonl")).toString().split("\n");
    lines[12] = lines[12]?.replace("case.merged", "case.opened") ?? "";
    const verdict = await verify(changed(files, "entries.jsonl", utf8(lines.join("\n"))));
    expect(verdict).toMatchObject({
      fault: {
        where: "entries.jsonl",
        entry: 12,
        message: "its body is not what the leaf commits to",
      },
    });
  });

  test("lines in another order, by the first that is out of place", async () => {
    const lines = Buffer.from(bytesOf(files, "entries.jsonl")).toString().split("\n");
    const swapped = [...lines.slice(0, 4), lines[5], lines[4], ...lines.slice(6)].join("\n");
    const verdict = await verify(changed(files, "entries.jsonl", utf8(swapped)));
    expect(verdict).toMatchObject({ fault: { entry: 4, message: "the line has another index" } });
  });

  test("a line too many", async () => {
    const more = Buffer.concat([bytesOf(files, "entries.jsonl"), Buffer.from("{}\n")]);
    const verdict = await verify(changed(files, "entries.jsonl", more));
    expect(verdict).toMatchObject({ fault: { where: "entries.jsonl", entry: 300 } });
  });
});

describe("a log is not sound", () => {
  test("when another key signed it, or it is another log", async () => {
    const files = exported(5);
    const other = newLedgerKey();
    expect(await verify(files, { keys: [verifierOf(other)] })).toMatchObject({
      fault: { where: "checkpoint", message: "carries no valid signature by the key given" },
    });
    expect(
      await verify(files, { keys: [verifierOf(key, "elsewhere.example/desk")] }),
    ).toMatchObject({
      sound: false,
    });
    expect(await verify(files, { origin: "elsewhere.example/desk" })).toMatchObject({
      sound: false,
    });
    expect(await verify(files, { keys: [verifierOf(other), verifierOf()] })).toMatchObject({
      sound: true,
    });
  });

  test("when entries, tiles and lines were all rewritten under an old checkpoint", async () => {
    const [first, second = first, ...rest] = someEntries(9);
    if (!first || !second) throw new Error("no entries");
    const forged = exportOf(key, ORIGIN, [first, { ...second, kind: "case.opened" }, ...rest]);
    const files = changed(forged, "checkpoint", bytesOf(exported(9), "checkpoint"));
    expect(await verify(files)).toMatchObject({ fault: { where: "checkpoint" } });
  });
});

describe("an earlier checkpoint", () => {
  test.each([0, 1, 4, 256, 299, 300])("of %i entries is shown to be continued", async (size) => {
    expect(await verify(exported(300), { since: sinceOf(size) })).toMatchObject({
      sound: true,
      since: size,
    });
  });

  test("is not continued by a log that was rewritten, even when signed again", async () => {
    const rewritten = someEntries(300).map((entry, i) =>
      i === 3 ? { ...entry, detail: "nothing happened" } : entry,
    );
    const files = exportOf(key, ORIGIN, rewritten);
    expect(await verify(files)).toMatchObject({ sound: true });
    expect(await verify(files, { since: sinceOf(3) })).toMatchObject({ sound: true });
    for (const size of [4, 5, 256, 300]) {
      const verdict = await verify(files, { since: sinceOf(size) });
      expect(verdict).toMatchObject({ sound: false, fault: { where: "kept" } });
    }
  });

  test("is not continued by a log that is shorter", async () => {
    expect(await verify(exported(5), { since: sinceOf(9) })).toMatchObject({
      fault: { where: "kept", message: "signs 9 entries; the log has only 5" },
    });
  });

  test("counts only when it is signed", async () => {
    const bytes = sinceOf(9).bytes.slice();
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    expect(await verify(exported(300), { since: { where: "kept", bytes } })).toMatchObject({
      fault: { where: "kept" },
    });
  });
});

describe("a log without readable lines that kept its earlier sizes", () => {
  /** As a log server leaves it: every partial tile and every checkpoint. */
  const kept: Files = new Map();
  for (let size = 0; size <= 9; size++) {
    for (const [path, bytes] of exported(size)) {
      if (path !== "entries.jsonl") kept.set(path, bytes);
    }
    kept.set(`checkpoint.${size}`, bytesOf(exported(size), "checkpoint"));
  }

  test("is sound at all of them", async () => {
    for (let size = 0; size <= 9; size++) {
      const files = changed(kept, "checkpoint", bytesOf(kept, `checkpoint.${size}`));
      expect(await verify(files)).toMatchObject({
        sound: true,
        head: { size: 9 },
        checkpoints: 11,
      });
    }
  });

  test("with any one byte changed is not sound", async () => {
    const missed: string[] = [];
    for (const [path, bytes] of kept) {
      for (let at = path.startsWith("tile/entries") ? 0 : 3; at < bytes.length; at += 13) {
        if ((await verify(flipped(kept, path, at, 1 << (at % 8)))).sound)
          missed.push(`${path} ${at}`);
      }
    }
    expect(missed).toEqual([]);
  });

  test("says what lies beyond its newest checkpoint, and checks it against itself", async () => {
    const files = new Map([...kept].filter(([path]) => !path.startsWith("checkpoint.")));
    files.set("checkpoint", bytesOf(kept, "checkpoint.6"));
    expect(await verify(files)).toMatchObject({ sound: true, head: { size: 6 }, unsigned: 6 });
    for (const path of ["tile/0/000.p/8", "tile/entries/000.p/8"]) {
      const last = bytesOf(files, path).length - 1;
      expect(await verify(flipped(files, path, last, 1))).toMatchObject({ sound: false });
    }
    const withLines = changed(files, "entries.jsonl", bytesOf(exported(6), "entries.jsonl"));
    expect(await verify(withLines)).toMatchObject({
      fault: { message: "reaches beyond what was signed" },
    });
  });

  test("names files that are no part of it", async () => {
    const files = changed(kept, "README.md", utf8("read me"));
    expect(await verify(files)).toMatchObject({ sound: true, strangers: ["README.md"] });
  });
});

test("a bundle that claims more than it has is not read beyond its end", async () => {
  const files = exported(2);
  const bundle = toBundle([utf8("x")]).slice();
  bundle[0] = 255;
  expect(await verify(changed(files, "tile/entries/000.p/2", bundle))).toMatchObject({
    fault: { where: "tile/entries/000.p/2", entry: 0, message: "ends inside an entry" },
  });
});
