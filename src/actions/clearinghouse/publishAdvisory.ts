import type { Asker } from "#core/access/asker.ts";
import type { Advisory } from "#core/advisory/advisory.ts";
import { parseAdvisory } from "#core/advisory/parseAdvisory.ts";
import type { PublishedVersion } from "#core/advisory/publication/plan.ts";
import { decidePublication } from "#core/clearinghouse/decidePublication.ts";
import { ok, refuse } from "#core/result.ts";
import {
  type AdvisoryRow,
  insertAdvisoryVersion,
  listVersions,
  lockAdvisory,
} from "#store/clearinghouse/advisory.ts";
import { lockCases, type StoredCase } from "#store/clearinghouse/case.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readAdvisoryPage } from "./advisoryPage.ts";
import { editedMeanwhile, lastOf, nextVersion, noSuchAdvisory } from "./advisoryVersion.ts";
import { appendEvents, stampOf } from "./appendEvents.ts";
import { holdAdvisory } from "./holdAdvisory.ts";

type Publishable = {
  readonly row: AdvisoryRow;
  readonly stored: StoredCase;
  readonly advisory: Advisory;
};

/** Everything that must hold before a version may exist, in the order in which a person would ask. */
async function decidePublishable(
  tx: Tx,
  deps: Deps,
  ref: string,
  { revision, summary }: { revision: number; summary: string },
) {
  const row = await lockAdvisory(tx, ref);
  const [stored] = row ? await lockCases(tx, [row.case_ref]) : [];
  if (!row || !stored) return noSuchAdvisory();
  if (row.revision !== revision) return editedMeanwhile(row.revision);
  const last = lastOf(await listVersions(tx, row.id));
  const next = nextVersion(row.draft, last, deps.now().toISOString(), summary);
  if (!next.ok) return next;
  const parsed = parseAdvisory(next.value);
  if (!parsed.ok || !(await deps.validate(next.value)).isReady) {
    return refuse("advisory/invalid", "The advisory has faults; each is listed in the editor.");
  }
  return ok<Publishable>({ row, stored, advisory: parsed.advisory });
}

/** The version is fixed, with its files, in one transaction; the static tree follows by a job. */
export async function publishAdvisory(
  deps: Deps,
  asker: Asker,
  ref: string,
  request: { revision: number; summary: string; rewrite?: boolean },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const ready = await decidePublishable(tx, deps, ref, request);
    if (!ready.ok) return ready;
    const { row, stored } = ready.value;
    const now = deps.now();
    const target = { id: ref, version: ready.value.advisory.version };
    const decided = decidePublication(stored.state, target, stampOf(asker, now));
    if (!decided.ok) return decided;
    const { rewrite = false } = request;
    const at = { caseId: stored.id, ref };
    const held = await holdAdvisory(tx, deps, asker, at, ready.value.advisory, rewrite);
    if (!held.ok) return held;
    const { advisory } = held.value;
    await asDesk(tx, asker, async () => {
      const content: PublishedVersion = held.value;
      const { version: number } = advisory;
      const by = asker.name;
      await insertAdvisoryVersion(tx, asker.deskId, {
        advisoryId: row.id,
        number,
        content,
        at: now,
        by,
      });
      await appendEvents(tx, deps, asker, stored, decided.value);
      const detail = { version: number };
      await record(tx, deps, asker, [
        { kind: "advisory.published", subject: { advisory: ref }, detail, restricted: false },
      ]);
      await deps.jobs.wake(tx, "publish-advisories", asker.deskId);
    });
    return ok(await readAdvisoryPage(tx, deps, asker, ref));
  });
}
