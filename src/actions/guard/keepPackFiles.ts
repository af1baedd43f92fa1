import type { Asker } from "#core/access/asker.ts";
import { packHash, toPackHash, toPolicyRecord } from "#core/guard/audit/policyHash.ts";
import { CHANNELS, type Channel } from "#core/guard/channel.ts";
import { ALWAYS, idsFor } from "#core/guard/channelPacks.ts";
import type { Pack, PackRule } from "#core/guard/pack.ts";
import { readPackFile } from "#core/guard/packFile/readPackFile.ts";
import { PACKS } from "#core/guard/packs/catalogue.ts";
import type { Problem } from "#core/problem.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import {
  insertPack,
  listPolicies,
  listUploadedPacks,
  type PolicyRow,
  putPolicy,
  type StoredPack,
} from "#store/guard/policy.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readActivePacks } from "./activePacks.ts";
import { keepPacks } from "./keepDecision.ts";

const noSuchPack = () => refuse("guard/no-pack", "There is no pack of this id.");

type Kept = { readonly pack: Pack; readonly stored: StoredPack | null };

const channelsOf = (id: string, policies: readonly PolicyRow[]): Channel[] =>
  CHANNELS.filter((channel) =>
    idsFor(channel, policies.find((row) => row.channel === channel)?.packs).includes(id),
  );

const toLine = ({ pack, stored }: Kept, policies: readonly PolicyRow[]) => ({
  id: pack.id,
  title: pack.title ?? pack.id,
  version: pack.version,
  hash: packHash(pack),
  source: stored ? ("uploaded" as const) : ("built-in" as const),
  rules: pack.rules.length,
  channels: channelsOf(pack.id, policies),
  always: ALWAYS.includes(pack.id) ? [...CHANNELS] : [],
  uploadedBy: stored?.addedBy ?? null,
  uploadedAt: stored?.addedAt.toISOString() ?? null,
});

function looksFor({ detector }: PackRule): string {
  if (detector.kind === "pattern") return detector.pattern;
  return detector.kind === "terms" ? detector.terms.join(", ") : detector.source;
}

const toRule = (rule: PackRule) => ({
  id: rule.id,
  type: rule.type,
  action: rule.action,
  citation: rule.citation,
  confidence: rule.confidence ?? 0.8,
  widest: rule.widest ?? null,
  message: rule.message ?? "",
  detector: rule.detector.kind,
  looksFor: looksFor(rule),
  replacement: rule.replacement ?? `[${(rule.type.split(".").at(-1) ?? "").toUpperCase()}]`,
  examples: rule.examples,
  counterExamples: rule.counterExamples,
});

const toPage = (kept: Kept, policies: readonly PolicyRow[]) => ({
  ...toLine(kept, policies),
  items: kept.pack.rules.map(toRule),
  content: kept.stored ? JSON.stringify(kept.pack) : null,
});

async function allPacks(tx: Tx): Promise<Kept[]> {
  const uploaded = await listUploadedPacks(tx);
  return [
    ...PACKS.map((pack) => ({ pack, stored: null })),
    ...uploaded.map((stored) => ({ pack: stored.content, stored })),
  ];
}

export const readPacks = ({ db }: Pick<Deps, "db">, asker: Asker) =>
  withAsker(db, asker, async (tx) => {
    const policies = await listPolicies(tx);
    return ok({ items: (await allPacks(tx)).map((kept) => toLine(kept, policies)) });
  });

export const readPack = ({ db }: Pick<Deps, "db">, asker: Asker, id: string) =>
  withAsker(db, asker, async (tx) => {
    const kept = (await allPacks(tx)).find(({ pack }) => pack.id === id);
    return kept ? ok(toPage(kept, await listPolicies(tx))) : noSuchPack();
  });

const ENDINGS = { yaml: "yaml", json: "json", toml: "toml", gitleaks: "toml" } as const;

export type PackFile = {
  readonly format: keyof typeof ENDINGS;
  readonly id?: string | undefined;
  readonly text: string;
};

/** A pack of the desk's own, or a new version of one. `problems` are the faults of the file, each with its place. */
export async function uploadPack(deps: Deps, asker: Asker, { format, id, text }: PackFile) {
  const read = readPackFile(text, `${id ?? "pack"}.${ENDINGS[format]}`);
  const problems: readonly Problem[] = read.ok ? [] : read.problems;
  if (!read.ok) {
    const detail = "The pack has faults; each is listed, with its place.";
    return { result: refuse("guard/ill-formed", detail), problems };
  }
  const { pack } = read;
  if (PACKS.some((one) => one.id === pack.id)) {
    const detail = `"${pack.id}" is a pack of the product. Give yours an id of its own.`;
    return { result: refuse("guard/pack-taken", detail), problems };
  }
  const page = await withAsker(deps.db, asker, async (tx) => {
    const isNew = await asDesk(tx, asker, async () => {
      const hash = toPackHash(pack);
      const row = {
        content: pack,
        source: "uploaded" as const,
        addedBy: asker.name,
        at: deps.now(),
      };
      if (!(await insertPack(tx, asker.deskId, hash, row))) return false;
      await record(tx, deps, asker, [
        {
          kind: "guard.pack-added",
          subject: { pack: pack.id },
          detail: { ...hash },
          restricted: false,
        },
      ]);
      // Where an older version reads, this one does from now on.
      for (const channel of channelsOf(pack.id, await listPolicies(tx)))
        await keepPacks(tx, deps, asker, channel, await readActivePacks(tx, channel));
      return true;
    });
    const kept = (await allPacks(tx)).find((one) => one.pack.id === pack.id);
    if (!isNew && kept && packHash(kept.pack) !== packHash(pack)) return "older" as const;
    return kept && toPage(kept, await listPolicies(tx));
  });
  if (page === "older") {
    const detail = "This very version was there before. Give it a new version to bring it back.";
    return { result: refuse("guard/pack-known", detail), problems };
  }
  return { result: page ? ok(page) : noSuchPack(), problems };
}

async function policyPage(tx: Tx) {
  const policies = await listPolicies(tx);
  const newest = policies.toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime())[0];
  const channels = [];
  for (const channel of CHANNELS) {
    const packs = await readActivePacks(tx, channel);
    const { hash } = toPolicyRecord(packs, { kind: "public" });
    channels.push({
      channel,
      packs: packs.map((pack) => ({ id: pack.id, hash: packHash(pack) })),
      policy: hash,
    });
  }
  return {
    channels,
    changedBy: newest?.changedBy ?? null,
    changedAt: newest?.changedAt.toISOString() ?? null,
  };
}

export const readPolicy = ({ db }: Pick<Deps, "db">, asker: Asker) =>
  withAsker(db, asker, async (tx) => ok(await policyPage(tx)));

/** Which packs read at a channel, beside those that always do. */
export const changePolicy = (
  deps: Deps,
  asker: Asker,
  channel: Channel,
  { packs, reason }: { readonly packs: readonly string[]; readonly reason: string },
) =>
  withAsker(deps.db, asker, async (tx) => {
    const known = new Set((await allPacks(tx)).map(({ pack }) => pack.id));
    const unknown = packs.filter((id) => !known.has(id));
    if (unknown.length > 0)
      return refuse("guard/no-pack", `There is no pack "${unknown.join('", "')}".`);
    const chosen = packs.filter((id) => !ALWAYS.includes(id));
    await asDesk(tx, asker, async () => {
      const change = { channel, packs: chosen, by: asker.name, at: deps.now(), reason };
      await putPolicy(tx, asker.deskId, change);
      await record(tx, deps, asker, [
        {
          kind: "guard.policy",
          subject: { channel },
          detail: { packs: chosen, reason },
          restricted: false,
        },
      ]);
      await keepPacks(tx, deps, asker, channel, await readActivePacks(tx, channel));
    });
    return ok(await policyPage(tx));
  });
