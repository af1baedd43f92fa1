import { readFile } from "node:fs/promises";
import { sha256Hex } from "#core/guard/audit/mac.ts";
import { packsNamed } from "#core/guard/packs/packNames.ts";
import { type Policy, type PolicySettings, toPolicy } from "#core/guard/proxy/policy.ts";
import {
  findKeyPolicy,
  type PolicyEntry,
  type PolicyFile,
  readPolicies,
} from "#core/guard/proxy/policyFile.ts";
import { Unasked } from "../ask.ts";
import { faultsOf, readPacks, type Say } from "./guardOptions.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** A key out of the environment. What it is is never said. */
export function keyFrom(name: string, env: Env): string {
  const key = env[name]?.trim();
  if (!key) throw new Unasked(`The environment variable ${name} is empty or not set.`);
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new Unasked(`What ${name} holds is no key: it has blanks or other characters.`);
  return key;
}

export async function readPolicyFile(path: string): Promise<PolicyFile> {
  const text = await readFile(path, "utf8").catch((error: Error) => {
    throw new Unasked(`${path} cannot be read: ${error.message}`);
  });
  const read = readPolicies(text, path);
  if (read.ok) return read.file;
  throw new Unasked(faultsOf(path, read.problems));
}

/** What an entry of the file leaves open is as the command line says. */
type Around = { readonly env: Env; readonly say: Say };

async function toSettings(
  name: string,
  entry: PolicyEntry,
  standard: PolicySettings,
  { env, say }: Around,
): Promise<PolicySettings> {
  const { packs, upstreamKeyFrom, scanRequests } = entry;
  const caseId = entry.case;
  const kind = entry.audience ?? standard.audience.kind;
  const isOwn = entry.audience !== undefined || caseId !== undefined;
  const own = { kind, ...(caseId !== undefined && { caseId }) };
  if (entry.upstream !== undefined && !upstreamKeyFrom && standard.upstreamKey !== null)
    throw new Unasked(
      `The policy "${name}" has an upstream of its own, which would be shown the key of --upstream-key-from. Say upstreamKeyFrom there, too.`,
    );
  // As for the command line: whoever had themselves erased is named to nobody.
  const always = standard.registry.erased === undefined ? [] : (packsNamed("erased") ?? []);
  return {
    name,
    registry: standard.registry,
    audience: isOwn ? own : standard.audience,
    packs: packs ? [...new Set([...(await readPacks(packs, say)), ...always])] : standard.packs,
    upstream: entry.upstream ?? standard.upstream,
    upstreamKey: upstreamKeyFrom ? keyFrom(upstreamKeyFrom, env) : standard.upstreamKey,
    onEscalate: entry.onEscalate ?? standard.onEscalate,
    seconds: entry.timeout ?? standard.seconds,
    requestAudience: scanRequests ? { kind: scanRequests } : standard.requestAudience,
  };
}

export type Policies = {
  readonly of: (key: string | null) => Policy | undefined;
  readonly all: readonly Policy[];
};

/** Every policy made ready, and which of them a key has. Without a file, all keys have the one of the command line. */
export async function toPolicies(
  file: PolicyFile | null,
  standard: PolicySettings,
  around: Around,
): Promise<Policies> {
  if (file === null) {
    const only = toPolicy(standard);
    return { of: () => only, all: [only] };
  }
  const byName = new Map<string, Policy>();
  for (const key of file.keys)
    byName.set(key.name, toPolicy(await toSettings(key.name, key, standard, around)));
  const other =
    file.default === "refuse"
      ? undefined
      : toPolicy(await toSettings("default", file.default, standard, around));
  return {
    of: (key) => {
      const found = key === null ? undefined : findKeyPolicy(file, key, sha256Hex(key));
      return found ? byName.get(found.name) : other;
    },
    all: [...byName.values(), ...(other ? [other] : [])],
  };
}
