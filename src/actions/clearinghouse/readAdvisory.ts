import type { Asker } from "#core/access/asker.ts";
import { parseAdvisory } from "#core/advisory/parseAdvisory.ts";
import { renderAdvisory } from "#core/advisory/renderAdvisory.ts";
import { instantIn } from "#core/cursor.ts";
import { ok, refuse } from "#core/result.ts";
import { findAdvisory, listAdvisories, listVersions } from "#store/clearinghouse/advisory.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readAdvisoryPage } from "./advisoryPage.ts";
import { lastOf, nextVersion, noSuchAdvisory } from "./advisoryVersion.ts";

export const readAdvisory = async (deps: Deps, asker: Asker, ref: string) =>
  await withAsker(deps.db, asker, async (tx) => {
    const row = await findAdvisory(tx, ref);
    if (!row) return noSuchAdvisory();
    await record(tx, deps, asker, [
      {
        kind: "advisory.read",
        subject: { caseId: row.case_id, advisoryId: row.id },
        restricted: true,
      },
    ]);
    return ok(await readAdvisoryPage(tx, deps, asker, ref));
  });

function readCursor(text: string | undefined) {
  const [at, ref] = (text ?? "").split("_");
  const changedAt = instantIn(at);
  return changedAt && ref !== undefined ? { changedAt, ref } : undefined;
}

export async function readAdvisories(
  { db }: Deps,
  asker: Asker,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  return await withAsker(db, asker, async (tx) => {
    const items = (await listAdvisories(tx, readCursor(after), limit)).map((row) => ({
      ref: row.ref,
      caseRef: row.case_ref,
      title: String((row.draft as { title?: unknown }).title ?? ""),
      published: row.published,
      changedAt: row.changed_at.toISOString(),
    }));
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, next: last ? `${last.changedAt}_${last.ref}` : null };
  });
}

export async function renderDraft(
  deps: Deps,
  asker: Asker,
  ref: string,
  rendering: "csaf" | "osv" | "cve" | "openvex" | "markdown" | "text",
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const row = await findAdvisory(tx, ref);
    if (!row) return noSuchAdvisory();
    const last = lastOf(await listVersions(tx, row.id));
    const next = nextVersion(row.draft, last, deps.now().toISOString(), "Preview");
    if (!next.ok) return next;
    const parsed = parseAdvisory(next.value);
    if (!parsed.ok)
      return refuse("advisory/invalid", "The draft has faults; see them in the editor.");
    const text = renderAdvisory(parsed.advisory)[rendering];
    if (text === null) {
      return refuse(
        "advisory/no-rendering",
        "No CVE record is made: no CVE id with its CNA has been recorded.",
      );
    }
    await record(tx, deps, asker, [
      {
        kind: "advisory.read",
        subject: { caseId: row.case_id, advisoryId: row.id },
        detail: { rendering },
        restricted: true,
      },
    ]);
    return ok(text);
  });
}
