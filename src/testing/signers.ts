import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOrCreateMinisignKey } from "#outside/keys/minisign.ts";
import { openOrCreateSigningKey } from "#outside/keys/openpgp.ts";
import type { Signers } from "#outside/publish/seal.ts";

let made: Promise<Signers> | undefined;

async function make(): Promise<Signers> {
  const folder = mkdtempSync(join(tmpdir(), "assay-keys-"));
  const openpgp = await openOrCreateSigningKey(folder, {
    name: "Test desk",
    email: "desk@lakeside.example",
  });
  const minisign = await openOrCreateMinisignKey(folder);
  rmSync(folder, { recursive: true });
  return { openpgp, minisign };
}

/** Keys that nobody keeps; made once a process. */
export const testSigners = (): Promise<Signers> => {
  made ??= make();
  return made;
};
