import { canonicalJson, type Json } from "#core/canonicalJson.ts";
import { sha256Hex } from "#core/guard/audit/mac.ts";
import type { Registry } from "#core/guard/registry.ts";
import type { Tx } from "#store/database.ts";
import { readRegister, readRegisterMark } from "#store/guard/register.ts";
import type { Deps } from "../deps.ts";

export type LiveRegister = {
  readonly registry: Registry;
  readonly version: number;
  /** SHA-256 of all of it. */
  readonly hash: string;
};

export const registerHash = (registry: Registry): string =>
  sha256Hex(canonicalJson(JSON.parse(JSON.stringify(registry)) as Json));

const known = new Map<string, { readonly mark: string; readonly register: LiveRegister }>();

/**
 * What the desk knows whatever a message says: read again when it has changed, else the same object, so that it is made
 * ready once. To be called as the desk.
 */
export async function readLiveRegister(
  tx: Tx,
  { now, guardKey }: Pick<Deps, "now" | "guardKey">,
  deskId: string,
): Promise<LiveRegister> {
  const { version, people } = await readRegisterMark(tx);
  const salt = guardKey.salt(deskId);
  const mark = `${version} ${people} ${salt}`;
  const cached = known.get(deskId);
  if (cached?.mark === mark) return cached.register;
  const registry = await readRegister(tx, salt, { version, time: now() });
  const register = { registry, version, hash: registerHash(registry) };
  known.set(deskId, { mark, register });
  return register;
}
