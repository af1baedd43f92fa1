import type { Asker } from "#core/access/asker.ts";
import { draftFromCase } from "#core/advisory/draftFromCase.ts";
import { mayMove } from "#core/clearinghouse/caseMove.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { formatId } from "#core/clearinghouse/ids.ts";
import { ok, refuse } from "#core/result.ts";
import { getDesk } from "#store/access/desk.ts";
import { findAdvisoryOf, insertAdvisory } from "#store/clearinghouse/advisory.ts";
import { listCaseFindings } from "#store/clearinghouse/caseFinding.ts";
import { drawNumbers } from "#store/clearinghouse/report.ts";
import { withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readAdvisoryPage } from "./advisoryPage.ts";
import { lockCase } from "./lockCase.ts";
import { publisherOf } from "./publishSite.ts";

export async function startAdvisory(deps: Deps, asker: Asker, caseRef: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const locked = await lockCase(tx, asker, caseRef);
    if (!locked.ok) return locked;
    const stored = locked.value;
    const may = mayMove("edit-advisory", stored.state);
    if (!may.ok) return may;
    const [number = 0] = await drawNumbers(tx, "advisory", 1);
    const ref = formatId("advisory", deps.now().getUTCFullYear(), number);
    const rows = await listCaseFindings(tx, stored.id);
    const id = deps.chance.newId();
    const draft = draftFromCase({
      id: ref,
      caseRef,
      state: stored.state,
      findings: rows.map(({ content }) => content as Finding),
      publisher: publisherOf(deps, await getDesk(tx, asker.deskId)),
      now: deps.now().toISOString(),
    });
    if (await findAdvisoryOf(tx, stored.id)) {
      return refuse("advisory/exists", "This case has an advisory already; open that.");
    }
    await insertAdvisory(tx, asker.deskId, {
      id,
      ref,
      caseId: stored.id,
      draft,
      changedAt: deps.now(),
    });
    await record(tx, deps, asker, [
      {
        kind: "advisory.started",
        subject: { caseId: stored.id, advisoryId: id },
        restricted: true,
      },
    ]);
    return ok(await readAdvisoryPage(tx, deps, asker, ref));
  });
}
