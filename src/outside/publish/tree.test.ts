import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMessage, readKey, readSignature, verify } from "openpgp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlannedFile } from "#core/advisory/publication/plan.ts";
import { cleared } from "../../testing/cleared.ts";
import { openOrCreateMinisignKey, verifyMinisign } from "../keys/minisign.ts";
import { openOrCreateSigningKey } from "../keys/openpgp.ts";
import type { Signers } from "./seal.ts";
import { planTree, publishTree } from "./tree.ts";

const folder = mkdtempSync(join(tmpdir(), "assay-tree-"));
afterAll(() => rmSync(folder, { recursive: true }));

let signers: Signers;
beforeAll(async () => {
  signers = {
    openpgp: await openOrCreateSigningKey(join(folder, "keys"), { name: "Lakeside" }),
    minisign: await openOrCreateMinisignKey(join(folder, "keys")),
  };
});

const file = (path: string, text: string, rest: Partial<PlannedFile> = {}): PlannedFile => ({
  path,
  text,
  mediaType: "text/plain",
  immutable: false,
  seal: null,
  ...rest,
});
const csaf = file("/csaf/white/2026/as-1.json", "{}\n", { seal: "csaf" });
const osv = file("/osv/AS-1.json", "[]\n", { seal: "minisign" });
const pinned = file("/advisories/AS-1/v1/osv.json", "[1]\n", { seal: "minisign", immutable: true });
const page = file("/index.html", "<p>one</p>");

/** As the job does it, with nothing held. */
async function publish(root: string, files: readonly PlannedFile[]) {
  const plan = await planTree(root, files);
  return await publishTree(root, plan, plan.changed.map(cleared), signers);
}

let count = 0;
const emptyRoot = () => join(folder, `public-${count++}`);
const read = (root: string, path: string) => readFileSync(join(root, path), "utf8");
/** Inode and time of every file: what has been written again shows. */
const stateOf = (root: string) =>
  (readdirSync(root, { recursive: true }) as string[]).sort().flatMap((path) => {
    const found = statSync(join(root, path));
    return found.isDirectory() ? [] : [[path, found.ino, found.mtimeMs]];
  });

describe("publishing the tree", () => {
  test("writes every file, with hashes and good signatures beside those that ask for them", async () => {
    const root = emptyRoot();
    await publish(root, [csaf, osv, page]);
    const bytes = Buffer.from(csaf.text);
    expect(read(root, `${csaf.path}.sha256`)).toBe(
      `${createHash("sha256").update(bytes).digest("hex")}  as-1.json\n`,
    );
    expect(read(root, `${csaf.path}.sha512`)).toContain(
      createHash("sha512").update(bytes).digest("hex"),
    );
    const { signatures } = await verify({
      message: await createMessage({ binary: bytes }),
      signature: await readSignature({ armoredSignature: read(root, `${csaf.path}.asc`) }),
      verificationKeys: await readKey({ armoredKey: signers.openpgp.publicKey }),
    });
    expect(await signatures[0]?.verified).toBe(true);
    const minisig = read(root, `${osv.path}.minisig`);
    expect(verifyMinisign(Buffer.from(osv.text), minisig, signers.minisign.publicKey)).toBe(true);
    expect(read(root, page.path)).toBe(page.text);
  });

  test("a second time touches nothing, signatures included", async () => {
    const root = emptyRoot();
    await publish(root, [csaf, osv, pinned, page]);
    const before = stateOf(root);
    const report = await publish(root, [csaf, osv, pinned, page]);
    expect(report).toEqual({ written: [], unchanged: 11, removed: [], kept: [] });
    expect(stateOf(root)).toEqual(before);
  });

  test("a changed file is replaced with its signature, and no draft stays behind", async () => {
    const root = emptyRoot();
    await publish(root, [osv, page]);
    const changed = { ...osv, text: "[2]\n" };
    const report = await publish(root, [changed, page]);
    expect(report.written).toEqual([`${osv.path}.minisig`, `${osv.path}.sha256`, osv.path]);
    expect(
      verifyMinisign(
        Buffer.from("[2]\n"),
        read(root, `${osv.path}.minisig`),
        signers.minisign.publicKey,
      ),
    ).toBe(true);
    expect(readdirSync(join(root, "osv")).sort()).toEqual([
      "AS-1.json",
      "AS-1.json.minisig",
      "AS-1.json.sha256",
    ]);
  });

  test("an immutable file stands as it was published, and is told", async () => {
    const root = emptyRoot();
    await publish(root, [pinned]);
    const report = await publish(root, [{ ...pinned, text: "[9]\n" }]);
    expect(report.kept).toEqual([pinned.path]);
    expect(read(root, pinned.path)).toBe("[1]\n");
    expect((await publish(root, [page])).removed).toEqual([]);
    expect(read(root, pinned.path)).toBe("[1]\n");
  });

  test("what an earlier publication made and this one has not goes; what others put there stays", async () => {
    const root = emptyRoot();
    await publish(root, [osv, page]);
    writeFileSync(join(root, "robots.txt"), "User-agent: *\n");
    const report = await publish(root, [page]);
    expect(report.removed).toEqual([osv.path, `${osv.path}.minisig`, `${osv.path}.sha256`]);
    expect((readdirSync(root, { recursive: true }) as string[]).sort()).toEqual([
      "index.html",
      "osv",
      "robots.txt",
    ]);
  });

  test("what the guard held is not written, and what stood there before still stands", async () => {
    const root = emptyRoot();
    await publish(root, [osv, page]);
    const plan = await planTree(root, [
      { ...osv, text: "[2]\n" },
      { ...page, text: "<p>two</p>" },
      csaf,
    ]);
    const report = await publishTree(root, plan, plan.changed.slice(1, 2).map(cleared), signers);
    expect(report).toMatchObject({ written: [page.path], removed: [] });
    expect(read(root, osv.path)).toBe(osv.text);
    expect(read(root, page.path)).toBe("<p>two</p>");
    expect(() => read(root, csaf.path)).toThrow("ENOENT");
  });

  test("a path out of the tree is refused", async () => {
    await expect(publish(emptyRoot(), [file("/../escaped", "x")])).rejects.toThrow(
      "Not a path of the public tree",
    );
  });
});
