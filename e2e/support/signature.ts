import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasGpg = (): boolean => spawnSync("gpg", ["--version"]).status === 0;

/** What GnuPG, which knows nothing but the publisher's key, says of a detached signature: the key's fingerprint, or null. */
export function signerByGpg(file: string, signature: string, publicKey: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), "assay-gpg-"));
  const home = join(folder, "home");
  mkdirSync(home, { mode: 0o700 });
  const gpg = ["--homedir", home, "--batch", "--no-autostart", "--status-fd", "1"];
  try {
    writeFileSync(join(folder, "key.asc"), publicKey);
    writeFileSync(join(folder, "file"), file);
    writeFileSync(join(folder, "file.asc"), signature);
    execFileSync("gpg", [...gpg, "--import", join(folder, "key.asc")], { stdio: "pipe" });
    const { stdout } = spawnSync(
      "gpg",
      [...gpg, "--verify", join(folder, "file.asc"), join(folder, "file")],
      { encoding: "utf8" },
    );
    return /\[GNUPG:\] VALIDSIG (\S+)/.exec(stdout)?.[1] ?? null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
