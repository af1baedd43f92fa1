import type { Asker } from "#core/access/asker.ts";
import { parseCredential } from "#core/access/credential.ts";
import { mayMove } from "#core/clearinghouse/caseMove.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { answerOf, OWNER_ANSWERS } from "#core/clearinghouse/ownerAnswer.ts";
import { standingVerdicts } from "#core/clearinghouse/ownerVerdict.ts";
import { seatOf } from "#core/clearinghouse/participant.ts";
import { ownerFacts, publicOn, shownIn, termsFor } from "#core/clearinghouse/view/ownerFacts.ts";
import { LONGEST_INLINE, reproducerText } from "#core/clearinghouse/view/reproducerText.ts";
import { ok } from "#core/result.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { getDesk } from "#store/access/desk.ts";
import { findAttachment } from "#store/clearinghouse/attachment.ts";
import { findLiveCase, type StoredCase } from "#store/clearinghouse/case.ts";
import { listCaseFindings } from "#store/clearinghouse/caseFinding.ts";
import { listMessages } from "#store/clearinghouse/message.ts";
import { findPreference } from "#store/clearinghouse/preference.ts";
import { findLinkHolder, touchSignedLink } from "#store/clearinghouse/signedLink.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { caseIdsOf } from "./draftMessage.ts";
import { findContact } from "./draftReport.ts";
import { noSuchCase } from "./noSuchCase.ts";

/** A party that lost its seat lost its link with it. TLP:RED names persons, and a link speaks for a party: it opens none. */
export const ownerSeat = (state: CaseState, partyId: string | null) =>
  partyId === null || state.tlp === "RED"
    ? undefined
    : seatOf(state.participants, { partyId, role: "owner" });

type Row = Awaited<ReturnType<typeof listCaseFindings>>[number];
const contentOf = (row: Row) => row.content as Finding;

/** The first that can be run, else whatever the first report says of it. */
async function readReproducer(tx: Tx, state: CaseState, rows: readonly Row[], contact: string) {
  const runnable = (row: Row) => ["text", "file"].includes(contentOf(row).reproducer.kind);
  const row = rows.find(runnable) ?? rows[0];
  const reproducer = row ? contentOf(row).reproducer : { kind: "unknown" as const };
  const file =
    row && reproducer.kind === "file"
      ? await findAttachment(tx, row.id, reproducer.name)
      : undefined;
  const bytes = file && file.size <= LONGEST_INLINE ? file.bytes : null;
  const base64 = bytes === null ? null : bytes.toString("base64");
  return reproducerText(reproducer, shownIn(state), base64, contact);
}

/** What went between the desk and this party, and who wrote last. Drafts are nobody's business yet. */
async function readSaid(tx: Tx, stored: StoredCase, partyId: string, desk: string) {
  const all = await listMessages(tx, caseIdsOf(stored));
  const rows = all.filter(
    (row) => row.party_id === partyId && ["sent", "received"].includes(row.state),
  );
  return {
    writer: rows.findLast(({ direction }) => direction === "out")?.sent_by_name ?? desk,
    conversation: rows.map((row) => ({
      from: row.direction === "out" ? `${row.sent_by_name ?? row.author}, ${desk}` : row.author,
      at: (row.sent_at ?? row.created_at).toISOString(),
      text: row.body,
    })),
  };
}

/** The page behind a link. Must see the whole desk: it tells what concerns this owner, and no more. */
export async function composeOwnerView(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  link: string,
  stored: StoredCase,
) {
  const { state, ref, id } = stored;
  const partyId = asker.partyId ?? "";
  const now = deps.now();
  const desk = await getDesk(tx, asker.deskId);
  const rows = await listCaseFindings(tx, id);
  const findings = rows.map(contentOf);
  const { conversation, writer } = await readSaid(tx, stored, partyId, desk.name);
  const contact = await findContact(tx, state, writer);
  const verdict = standingVerdicts(state.verdicts).find((one) => one.partyId === partyId);
  const preference = await findPreference(tx, partyId);
  const holder = await findLinkHolder(tx, sha256(parseCredential(link)?.secret ?? ""), now);
  if (!holder) throw new Error("A link that opened a case is gone while it is read.");
  await touchSignedLink(tx, holder.id, now);
  return {
    ref,
    tlp: state.tlp,
    title: state.title,
    desk: desk.name,
    party: holder.party_name,
    contact,
    reproducer: await readReproducer(tx, state, rows, contact),
    why: findings.find(({ description }) => description !== "")?.description ?? "",
    known: ownerFacts(state, findings).map((fact) => ({ ...fact })),
    trace: findings.find(({ trace }) => trace !== null)?.trace ?? null,
    publicOn: publicOn(state, now.toISOString()),
    terms: termsFor(state, partyId, now.toISOString()),
    linkExpiresAt: holder.expires_at.toISOString(),
    conversation,
    answer: verdict
      ? { answer: answerOf(verdict.verdict), at: verdict.at, version: verdict.version }
      : null,
    allowed: mayMove("give-verdict", state).ok ? [...OWNER_ANSWERS] : [],
    preferences: { mode: preference.mode, weeklyBudget: preference.weeklyBudget },
  };
}

/** One case, reproducer first, without an account. `link` is the text of the link's token. */
export async function readOwnerView(deps: Deps, asker: Asker, link: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const stored = asker.onlyCaseId === null ? undefined : await findLiveCase(tx, asker.onlyCaseId);
    if (!stored || !ownerSeat(stored.state, asker.partyId)) return noSuchCase();
    return await asDesk(tx, asker, async () => {
      const view = await composeOwnerView(tx, deps, asker, link, stored);
      await record(tx, deps, { ...asker, name: `${asker.name}, by signed link` }, [
        { kind: "case.read", subject: { caseId: stored.id }, restricted: true },
      ]);
      return ok(view);
    });
  });
}
