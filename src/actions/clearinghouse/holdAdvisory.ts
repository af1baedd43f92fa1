import type { Asker } from "#core/access/asker.ts";
import type { Advisory } from "#core/advisory/advisory.ts";
import { parseAdvisory } from "#core/advisory/parseAdvisory.ts";
import type { PublishedVersion } from "#core/advisory/publication/plan.ts";
import { publicNames } from "#core/advisory/publicNames.ts";
import { type Renderings, renderAdvisory } from "#core/advisory/renderAdvisory.ts";
import { type AdvisoryDraft, draftOf } from "#core/advisory/revise.ts";
import { outputHashOf } from "#core/guard/audit/guardRecord.ts";
import { readTlpFaults } from "#core/guard/document/csafTlp.ts";
import { clearReleased, type Release } from "#core/guard/evaluate.ts";
import type { PartsVerdict } from "#core/guard/evaluateParts.ts";
import { wordsIn } from "#core/guard/releasedWords.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { asDesk, type Tx } from "#store/database.ts";
import { findByInput } from "#store/guard/escalation.ts";
import type { Deps } from "../deps.ts";
import { askOnce, releaseOf } from "../guard/clearFile.ts";
import { keepDecision } from "../guard/keepDecision.ts";
import { type Outgoing, type ReadLeaving, readLeaving } from "../guard/readLeaving.ts";

type Held = Refusal<"advisory/embargoed" | "advisory/rewrite" | "advisory/invalid">;
type Leaving = PublishedVersion;

/** What its author wrote, without the moment: the same words are the same question. */
type Source = AdvisoryDraft & { readonly revision: string };

const sourceOf = (advisory: Advisory): Source => ({
  ...draftOf(advisory),
  revision: advisory.dates.revisions.at(-1)?.summary ?? "",
});

function withSource(advisory: Advisory, { revision, ...draft }: Source): unknown {
  const { revisions } = advisory.dates;
  const last = revisions.length - 1;
  const said = revisions.map((one, i) => (i === last ? { ...one, summary: revision } : one));
  return { ...advisory, ...draft, dates: { ...advisory.dates, revisions: said } };
}

const says = ({ findings }: Pick<PartsVerdict, "findings">): string =>
  [...new Set(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`))].join(" ");

const refuseHeld = (read: ReadLeaving): Result<never, Held> =>
  read.action === "rewrite"
    ? refuse("advisory/rewrite", `${says(read)} Edit it, or publish it rewritten.`)
    : refuse("advisory/embargoed", says(read));

/** The advisory as rewritten by pointer in its source: parsed, validated and rendered anew, or refused. */
async function rewritten(
  { validate }: Pick<Deps, "validate">,
  advisory: Advisory,
  read: ReadLeaving,
): Promise<Result<Advisory, Held>> {
  const source = read.output?.body;
  if (source === undefined) return refuseHeld(read);
  const parsed = parseAdvisory(withSource(advisory, JSON.parse(source) as Source));
  if (parsed.ok && (await validate(parsed.advisory)).isReady) return ok(parsed.advisory);
  return refuse("advisory/invalid", `${says(read)} Rewritten it is no advisory any more: edit it.`);
}

/** CSAF 2.1, 6.1.38, 39 and 45: what the document says of its own audience. */
function findTlpFault({ csaf }: Renderings): Result<true, Held> {
  const faults = readTlpFaults(JSON.parse(csaf));
  if (faults.length === 0) return ok(true);
  return refuse(
    "advisory/invalid",
    faults.map(({ rule, message }) => `${rule}: ${message}`).join(" "),
  );
}

/** Every rendering is read as it will stand: one source says what all say, but a format may bring words of its own. */
async function readRenderings(
  tx: Tx,
  deps: Deps,
  deskId: string,
  base: Omit<Outgoing, "parts">,
  { markdown, text, csaf, osv, cve, openvex }: Renderings,
) {
  const json = { csaf, osv, openvex, ...(cve === null ? {} : { cve }) };
  return [
    await readLeaving(tx, deps, deskId, { ...base, parts: { markdown, text } }),
    await readLeaving(tx, deps, deskId, { ...base, parts: json, isJson: true }),
  ];
}

type At = { readonly caseId: string; readonly ref: string };

/** The word of a person on just these words, where there is one; else they are put before those who decide. */
async function findWord(tx: Tx, deps: Deps, asker: Asker, ref: string, read: ReadLeaving) {
  if (read.action !== "escalate") return null;
  const sha256 = outputHashOf(read.outgoing.parts) ?? "";
  const release = releaseOf(await findByInput(tx, "advisory", sha256));
  const who = { destination: ref, sentBy: asker.personId, sender: asker.name };
  if (release === null) await askOnce(tx, deps, asker.deskId, read, who);
  return release;
}

type ToRead = {
  readonly base: Omit<Outgoing, "parts">;
  readonly release: Release | null;
};

/** The renderings, when nothing in them holds what was let go in the source. */
async function readWhole(
  tx: Tx,
  deps: Deps,
  deskId: string,
  advisory: Advisory,
  { base, release }: ToRead,
): Promise<Result<Leaving, Held>> {
  const renderings = renderAdvisory(advisory);
  const fault = findTlpFault(renderings);
  if (!fault.ok) return fault;
  for (const one of await readRenderings(tx, deps, deskId, base, renderings))
    if (one.action === "block" || (one.action !== "pass" && release === null))
      return refuseHeld(one);
  return ok({ advisory, renderings });
}

/** To be called as the desk. */
async function letAdvisoryGo(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  at: At,
  advisory: Advisory,
  mayRewrite: boolean,
): Promise<Result<Leaving, Held>> {
  const { deskId } = asker;
  const base = {
    channel: "advisory",
    audience: { kind: "public" },
    // Its own case is what it makes public, with what that shares with others.
    within: { caseId: at.caseId, partyId: null },
    tlp: advisory.tlp,
    mayCarry: publicNames(advisory),
  } as const;
  const parts = { body: JSON.stringify(sourceOf(advisory), null, 2) };
  const read = await readLeaving(tx, deps, deskId, { ...base, parts, isJson: true });
  const release = await findWord(tx, deps, asker, at.ref, read);
  const isRewriting = read.action === "rewrite" && mayRewrite;
  const cleared = clearReleased({ text: parts.body }, read, outputHashOf(parts) ?? "", release);
  if (!cleared.ok && !isRewriting) {
    const outcome = read.action === "block" ? "blocked" : "held";
    await keepDecision(tx, deps, deskId, read, { outcome, output: null });
    return refuseHeld(read);
  }
  const leaving = isRewriting ? await rewritten(deps, advisory, read) : ok(advisory);
  if (!leaving.ok) return leaving;
  const whole = await readWhole(tx, deps, deskId, leaving.value, { base, release });
  if (!whole.ok) return whole;
  const output = isRewriting ? read.output : parts;
  const outcome = isRewriting ? "rewritten" : release ? "released" : "sent";
  await keepDecision(tx, deps, deskId, read, { outcome, output, approver: release });
  if (release === null) return whole;
  const { personId, name, reason } = release;
  const words = wordsIn(deps.guardKey.auditKey(deskId), parts, read.findings);
  return ok({ ...whole.value, released: { personId, name, reason, words } });
}

/**
 * An advisory leaves like everything else: the guard reads its source and every rendering for the audience its label names.
 * What would be rewritten is, where the publisher said so; what is escalated waits for a person, once for the same words.
 */
export const holdAdvisory = (
  tx: Tx,
  deps: Deps,
  asker: Asker,
  at: At,
  advisory: Advisory,
  mayRewrite: boolean,
): Promise<Result<Leaving, Held>> =>
  asDesk(tx, asker, () => letAdvisoryGo(tx, deps, asker, at, advisory, mayRewrite));
