import type { Asker } from "#core/access/asker.ts";
import { toBase64 } from "#core/base64.ts";
import { ok } from "#core/result.ts";
import type { Deps } from "../deps.ts";
import { proveEntry } from "./proveEntry.ts";

export async function readInclusionProof(deps: Deps, asker: Asker, index: number) {
  const proof = await proveEntry(deps, asker.deskId, index);
  if (!proof.ok) return proof;
  const { head, leaf, hashes } = proof.value;
  return ok({
    index,
    size: head.size,
    root: toBase64(head.root),
    leaf,
    hashes: hashes.map(toBase64),
  });
}
