import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { PlannedFile } from "#core/advisory/publication/plan.ts";
import type { MinisignSigner } from "../keys/minisign.ts";
import type { OpenPgpSigner } from "../keys/openpgp.ts";

export type Signers = { readonly openpgp: OpenPgpSigner; readonly minisign: MinisignSigner };

/** The endings of the files that stand beside a sealed one. */
export const SEAL_ENDINGS = {
  csaf: [".asc", ".sha256", ".sha512"],
  minisign: [".minisig", ".sha256"],
} as const satisfies Record<NonNullable<PlannedFile["seal"]>, readonly string[]>;

type SealEnding = (typeof SEAL_ENDINGS)[keyof typeof SEAL_ENDINGS][number];

/** The text of one of them, over the bytes of the file. Hashes as `sha256sum` writes them. */
export async function sealText(
  ending: SealEnding,
  path: string,
  bytes: Uint8Array,
  { openpgp, minisign }: Signers,
): Promise<string> {
  const name = basename(path);
  const hash = (algorithm: string) =>
    `${createHash(algorithm).update(bytes).digest("hex")}  ${name}\n`;
  switch (ending) {
    case ".asc":
      return openpgp.sign(bytes);
    case ".minisig":
      return minisign.sign(bytes, `file:${name}`);
    case ".sha256":
      return hash("sha256");
    case ".sha512":
      return hash("sha512");
  }
}
