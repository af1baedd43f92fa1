import type { Asker } from "#core/access/asker.ts";
import type { Advisory } from "#core/advisory/advisory.ts";
import type { Renderings } from "#core/advisory/renderAdvisory.ts";
import { clear, evaluate } from "#core/guard/evaluate.ts";
import { ok, refuse } from "#core/result.ts";
import { findGuardContext } from "#store/clearinghouse/guardContext.ts";
import { asDesk, type Tx } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { GUARD_PACKS } from "./guardPacks.ts";

/** An advisory leaves like everything else: the guard reads it for the audience its label names. */
export async function holdAdvisory(
  tx: Tx,
  { now }: Pick<Deps, "now">,
  asker: Asker,
  caseId: string,
  advisory: Advisory,
  { text }: Renderings,
) {
  const message = { to: [], subject: advisory.title, body: text };
  // Its own case is what it makes public, with what that shares with others.
  const within = { caseId, partyId: null };
  const known = await asDesk(tx, asker, () => findGuardContext(tx, now(), message, within));
  const context = { ...known, tlp: advisory.tlp };
  const verdict = evaluate(message, { kind: "public" }, context, GUARD_PACKS);
  const cleared = clear(message, verdict);
  return cleared.ok ? ok(true) : refuse("advisory/embargoed", cleared.refusal.detail);
}
