import { isEmbargoed } from "#core/clearinghouse/caseFacts.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import { probesIn, writes } from "#core/clearinghouse/guardKey.ts";
import type { EmbargoedCase, GuardContext } from "#core/guard/registry.ts";
import { sampleShingles } from "#core/guard/shingleSample.ts";
import type { Tx } from "../database.ts";
import { findPublishedShingles, findTextHits } from "../guard/shingle.ts";
import { findLiveCase, type StoredCase } from "./case.ts";
import { findKeyHits, findKeysOf, findPublishedValues } from "./guardKey.ts";

/** The case that a message belongs to, and the party it goes to; `null` where it goes to no party. */
export type Within = { readonly caseId: string; readonly partyId: string | null };

const CASE_REF = /\bVC-\d{4}-\d{4,15}\b/gi;

/** A case and what the text writes of it. */
type Named = {
  readonly caseId: string;
  readonly written: readonly string[];
  /** Texts of the case of which the message may be a copy. */
  readonly texts?: readonly string[];
};

async function namedByRef(tx: Tx, texts: readonly string[]): Promise<Named[]> {
  const refs = new Set(texts.flatMap((text) => text.toUpperCase().match(CASE_REF) ?? []));
  if (refs.size === 0) return [];
  const rows = await tx
    .selectFrom("cases")
    .select(["id", "ref"])
    .where("ref", "in", [...refs])
    .execute();
  return rows.map(({ id, ref }) => ({ caseId: id, written: [ref] }));
}

async function namedByFact(
  tx: Tx,
  texts: readonly string[],
  today: string,
  own: ReadonlySet<string>,
  isPublication: boolean,
): Promise<Named[]> {
  const probes = probesIn(texts);
  const hits = await findKeyHits(tx, [...probes.keys()], today);
  const values = isPublication ? hits.map(({ value }) => value) : [];
  const known = await findPublishedValues(tx, values);
  return hits.flatMap((key) => {
    if (own.has(key.value) || known.has(key.value)) return [];
    const written = [...(probes.get(key.probe) ?? [])].filter((word) => writes(word, key));
    return written.length === 0 ? [] : [{ caseId: key.caseId, written }];
  });
}

async function namedByText(
  tx: Tx,
  texts: readonly string[],
  today: string,
  within: Within | null,
  isPublication: boolean,
): Promise<Named[]> {
  const sampled = sampleShingles(texts);
  const known = isPublication ? await findPublishedShingles(tx, sampled) : new Set<number>();
  const news = sampled.filter((hash) => !known.has(hash));
  const hits = await findTextHits(tx, news, today, within?.caseId ?? null);
  return hits.map(({ caseId, texts: known }) => ({ caseId, written: [], texts: known }));
}

const takesPart = ({ state }: StoredCase, partyId: string | null): boolean =>
  state.participants.some((seat) => seat.partyId === partyId);

/** The cases behind the names: a merged one stands for the case it went into. Only those under embargo now, to this reader. */
async function embargoedAmong(
  tx: Tx,
  named: readonly Named[],
  now: string,
  within: Within | null,
): Promise<EmbargoedCase[]> {
  const found = new Map<string, { keys: Set<string>; texts: string[] }>();
  for (const [id, all] of Map.groupBy(named, ({ caseId }) => caseId)) {
    const live = await findLiveCase(tx, id);
    if (!live || live.id === within?.caseId || !isEmbargoed(live.state, now)) continue;
    if (takesPart(live, within?.partyId ?? null)) continue;
    const { keys, texts } = found.get(live.id) ?? { keys: new Set<string>(), texts: [] };
    for (const word of all.flatMap(({ written }) => written)) keys.add(word);
    texts.push(...all.flatMap((one) => one.texts ?? []));
    found.set(live.id, { keys, texts });
  }
  return [...found].map(([caseId, { keys, texts }]) => ({
    caseId,
    keys: [...keys],
    ...(texts.length === 0 ? {} : { texts }),
  }));
}

/**
 * What the guard has to know of this message, as things stand now: which cases under embargo it names, and the label of
 * the case it belongs to. A case in which the reader takes part is none to hide, nor is a fact that its own case shares
 * with another one. Looks up the words of the text, not the cases. Must see the whole desk.
 */
export async function findGuardContext(
  tx: Tx,
  now: Date,
  parts: Readonly<Record<string, string>>,
  within: Within | null = null,
  isPublication = false,
): Promise<GuardContext> {
  const at = now.toISOString();
  const texts = Object.values(parts);
  const own = within === null ? new Set<string>() : await findKeysOf(tx, within.caseId);
  const today = at.slice(0, 10);
  const named = [
    ...(await namedByRef(tx, texts)),
    ...(await namedByFact(tx, texts, today, own, isPublication)),
    ...(await namedByText(tx, texts, today, within, isPublication)),
  ];
  return {
    embargoed: await embargoedAmong(tx, named, at, within),
    tlp: within === null ? null : await tlpOf(tx, within.caseId),
  };
}

const tlpOf = async (tx: Tx, caseId: string): Promise<CaseState["tlp"] | null> =>
  (await findLiveCase(tx, caseId))?.state.tlp ?? null;
