import type { Publisher } from "#core/advisory/advisory.ts";
import type { Figures } from "#core/advisory/page/figures.ts";
import { PUBLIC_STYLE } from "#core/advisory/page/style.ts";
import { withBase } from "#core/advisory/publication/base.ts";
import type { PlannedFile, PublishedVersion } from "#core/advisory/publication/plan.ts";
import { planPublication } from "#core/advisory/publication.ts";
import { publicNames } from "#core/advisory/publicNames.ts";
import type { Cleared } from "#core/guard/message.ts";
import type { ReleasedWords } from "#core/guard/releasedWords.ts";
import { planTree, publishTree } from "#outside/publish/tree.ts";
import { type Desk, getDesk } from "#store/access/desk.ts";
import { listPublished } from "#store/clearinghouse/advisory.ts";
import { countFunnel } from "#store/clearinghouse/funnel.ts";
import { lockPublication } from "#store/clearinghouse/publication.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { clearFile } from "../guard/clearFile.ts";

/** The installation's own desk is published at the root; another desk, such as the exercise, below its id. */
export const siteBase = ({ site }: Pick<Deps, "site">, deskId: string): string =>
  deskId === site.desk.id ? "" : `/d/${deskId}`;

/** The namespace of advisories is https by the standards, also where the server itself is only tried out on this machine. */
export const publisherOf = (deps: Pick<Deps, "site" | "contact">, desk: Desk): Publisher => ({
  name: desk.name,
  namespace: `${deps.site.origin.replace(/^http:/, "https:")}${siteBase(deps, desk.id)}`,
  contact: deps.contact,
});

const LINKS = {
  nav: [
    { label: "Advisories", href: "/advisories/" },
    { label: "Report a finding", href: "/intake" },
    { label: "Ledger", href: "/ledger" },
    { label: "Sign in", href: "/sign-in" },
  ],
  foot: [
    { label: "security.txt", href: "/.well-known/security.txt" },
    { label: "Keys", href: "/keys/openpgp.asc" },
    { label: "Atom", href: "/advisories/feed.atom" },
  ],
};

/** A tree below another path has no pages of the application in it. */
const OWN_NAV = LINKS.nav.filter(({ href }) => href.startsWith("/advisories"));

const DAY_MS = 86_400_000;
const days = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round((seconds * 1000 * 10) / DAY_MS) / 10;

/** Writes the desk's public tree as it should stand now. One at a time; safe to repeat. */
export async function publishSite(deps: Deps, deskId: string) {
  const { db, now, signers, publishedDir } = deps;
  return await withSystem(db, deskId, async (tx) => {
    await lockPublication(tx, deskId);
    const rows = await listPublished(tx);
    const funnel = await countFunnel(tx);
    const figures: Figures = {
      since: funnel.since,
      found: funnel.found,
      reproduced: funnel.reproduced,
      disclosed: funnel.disclosed,
      patched: funnel.patched,
      daysTo: {
        reproduce: days(funnel.reproduceSeconds),
        disclose: days(funnel.discloseSeconds),
        patch: days(funnel.patchSeconds),
      },
      notReal: funnel.checked === 0 ? null : funnel.refuted / funnel.checked,
      reviewsOver: null,
    };
    const { name, namespace, contact } = publisherOf(deps, await getDesk(tx, deskId));
    const base = siteBase(deps, deskId);
    const versions = rows.map(({ content }) => content as PublishedVersion);
    const planned = planPublication({
      site: { name, namespace, contact, ...LINKS, nav: base === "" ? LINKS.nav : OWN_NAV },
      keys: {
        openpgp: { fingerprint: signers.openpgp.fingerprint, armored: signers.openpgp.publicKey },
        minisign: signers.minisign.publicKey,
      },
      figures,
      versions,
      at: now().toISOString(),
    });
    const root = `${publishedDir}/${deskId}`;
    const plan = await planTree(root, base === "" ? planned : withBase(planned, base));
    const cleared = await clearTree(tx, deps, deskId, plan.changed, {
      // The style is the product's own, the same at every desk.
      mayCarry: [contact, PUBLIC_STYLE, ...namesIn(versions)],
      released: versions.flatMap(({ released }) => released ?? []),
    });
    return await publishTree(root, plan, cleared, signers);
  });
}

/** Whom the advisories give credit to, or name as publisher: named on purpose. */
const namesIn = (versions: readonly PublishedVersion[]): string[] => [
  ...new Set(versions.flatMap(({ advisory }) => publicNames(advisory))),
];

type Public = {
  /** Names that advisories name on purpose. */
  readonly mayCarry: readonly string[];
  /** What persons let go when they were published. */
  readonly released: readonly ReleasedWords[];
};

/** What may be written of it. One file that is held does not hold the others. */
async function clearTree(
  tx: Tx,
  deps: Deps,
  deskId: string,
  files: readonly PlannedFile[],
  { mayCarry, released }: Public,
): Promise<Cleared<PlannedFile>[]> {
  const cleared: Cleared<PlannedFile>[] = [];
  for (const file of files) {
    const isJson = file.path.endsWith(".json");
    const outgoing = {
      channel: "public",
      audience: { kind: "public" },
      isJson,
      mayCarry,
      isPublication: true,
    } as const;
    const who = { destination: file.path, sentBy: null, sender: "Assay" };
    const result = await clearFile(tx, deps, deskId, file, outgoing, who, released);
    if (result.ok) cleared.push(result.value);
  }
  return cleared;
}
