import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMessage, readKey, readSignature, verify } from "openpgp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlannedFile } from "#core/advisory/publication/plan.ts";
import { openOrCreateMinisignKey, verifyMinisign } from "../keys/minisign.ts";
import { openOrCreateSigningKey } from "../keys/openpgp.ts";
import type { Signers } from "./seal.ts";
import { publishTree } from "./tree.ts";

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
    await publishTree(root, [csaf, osv, page], signers);
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
    await publishTree(root, [csaf, osv, pinned, page], signers);
    const before = stateOf(root);
    const report = await publishTree(root, [csaf, osv, pinned, page], signers);
    expect(report).toEqual({ written: [], unchanged: 11, removed: [], kept: [] });
    expect(stateOf(root)).toEqual(before);
  });

  test("a changed file is replaced with its signature, and no draft stays behind", async () => {
    const root = emptyRoot();
    await publishTree(root, [osv, page], signers);
    const changed = { ...osv, text: "[2]\n" };
    const report = await publishTree(root, [changed, page], signers);
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
    await publishTree(root, [pinned], signers);
    const report = await publishTree(root, [{ ...pinned, text: "[9]\n" }], signers);
    expect(report.kept).toEqual([pinned.path]);
    expect(read(root, pinned.path)).toBe("[1]\n");
    expect((await publishTree(root, [page], signers)).removed).toEqual([]);
    expect(read(root, pinned.path)).toBe("[1]\n");
  });

  test("what an earlier publication made and this one has not goes; what others put there stays", async () => {
    const root = emptyRoot();
    await publishTree(root, [osv, page], signers);
    writeFileSync(join(root, "robots.txt"), "User-agent: *\n");
    const report = await publishTree(root, [page], signers);
    expect(report.removed).toEqual([osv.path, `${osv.path}.minisig`, `${osv.path}.sha256`]);
    expect((readdirSync(root, { recursive: true }) as string[]).sort()).toEqual([
      "index.html",
      "osv",
      "robots.txt",
    ]);
  });

  test("a path out of the tree is refused", async () => {
    await expect(publishTree(emptyRoot(), [file("/../escaped", "x")], signers)).rejects.toThrow(
      "Not a path of the public tree",
    );
  });
});
