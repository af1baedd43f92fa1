import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCommand } from "../../../testing/commandLine.ts";
import { guardPacks } from "./packs.ts";

async function lint(text: string, ...args: string[]) {
  const file = join(await mkdtemp(join(tmpdir(), "assay-pack-")), "acme.yaml");
  await writeFile(file, text);
  return await runCommand(guardPacks, ["--lint", file, ...args]);
}
const PACK = `
citation: { standard: ACME, clause: "1", url: "https://acme.example" }
rules: [{ id: key, type: secret.acme, action: rewrite, detector: { pattern: "acme_[a-z]{8}" }, examples: [acme_qwertyui] }]
`;

describe("assay guard packs", () => {
  test("lists every pack with the hash of what it says", async () => {
    const { status, out } = await runCommand(guardPacks, ["--json"]);
    const { packs } = JSON.parse(out);
    expect(status).toBe(0);
    expect(packs.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([
        "secrets",
        "personal-data",
        "tlp",
        "embargo",
        "trade-secret",
        "hipaa",
      ]),
    );
    for (const { hash, rules } of packs) {
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      for (const { citation } of rules) expect(citation.url).toMatch(/^https:/);
    }
    const plain = await runCommand(guardPacks, ["--rules"]);
    expect(plain.out).toContain("personal/email");
    expect(plain.out).toContain("NIST SP 800-122");
  });

  test("reads a pack of somebody's own, and says all that is wrong with one", async () => {
    expect(await lint(PACK)).toMatchObject({ status: 0, out: expect.stringContaining("acme/key") });
    const { status, out, err } = await lint(
      PACK.replace("{8}", "*").replace("acme_qwertyui", "acme"),
    );
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain("/rules/0/detector/pattern: Line 3");
  });
});
