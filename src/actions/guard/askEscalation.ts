import type { Asker } from "#core/access/asker.ts";
import type { AudienceKind } from "#core/guard/audience.ts";
import { outputHashOf } from "#core/guard/audit/guardRecord.ts";
import type { PartFinding } from "#core/guard/evaluateParts.ts";
import { type Action, join } from "#core/guard/verdict.ts";
import { ok, refuse } from "#core/result.ts";
import { findCase } from "#store/clearinghouse/case.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { type EscalationRow, findEscalation } from "#store/guard/escalation.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { aboutOutput, escalate } from "./escalate.ts";
import { readLeaving } from "./readLeaving.ts";

export type Asked = {
  readonly id?: string | undefined;
  readonly text: string;
  readonly rewrite: string | null;
  readonly audience: { readonly kind: AudienceKind; readonly caseRef?: string | undefined };
  readonly findings: readonly PartFinding[];
  readonly destination: string;
  readonly seconds: number;
};

export const noSuchEscalation = () =>
  refuse("guard/not-found", "There is no such question, or it is not yours.");

/** As whoever waits may see it. */
export function toAnswer({ guardKey }: Pick<Deps, "guardKey">, deskId: string, row: EscalationRow) {
  const { id, state, expiresAt, output, decider, decidedAt, reason } = row;
  const sealed = state === "released" || state === "rewritten" ? output : null;
  return {
    id,
    state,
    expiresAt: expiresAt.toISOString(),
    output: sealed === null ? null : guardKey.open(deskId, aboutOutput(id), sealed),
    decidedBy: decider,
    decidedAt: decidedAt?.toISOString() ?? null,
    reason,
  };
}

/** The case that the audience takes part in, for an asker who sees it. */
async function findCaseId(tx: Tx, ref: string | undefined) {
  if (ref === undefined) return ok(null);
  const found = await findCase(tx, ref);
  return found
    ? ok(found.id)
    : refuse("case/not-found", "There is no such case, or it is not for you.");
}

/** Puts it into the queue, unless this question is there. Undefined: the id is somebody else's. */
async function ask(
  tx: Tx,
  deps: Deps,
  asker: Asker,
  asked: Asked,
  caseId: string | null,
): Promise<EscalationRow | undefined> {
  const { deskId, personId, name } = asker;
  const known = asked.id === undefined ? undefined : await findEscalation(tx, asked.id);
  if (known) return known.askedBy === personId ? known : undefined;
  const outgoing = {
    channel: "proxy",
    audience: { kind: asked.audience.kind, ...(caseId === null ? {} : { caseId }) },
    parts: { body: asked.text },
    within: caseId === null ? null : { caseId, partyId: asker.partyId },
    tlp: null,
  } as const;
  const read = await readLeaving(tx, deps, deskId, outgoing);
  const held = {
    action: asked.findings
      .map(({ action }) => action)
      .reduce<Action>(
        (sum, action) => join<Action>(sum, action),
        join<Action>("escalate", read.action),
      ),
    findings: [...asked.findings, ...read.findings],
    output: await offered(tx, deps, deskId, outgoing, asked.rewrite),
    outgoing: read.outgoing,
  };
  const who = { outboxId: null, askedBy: personId, sentBy: personId, sender: name };
  const waiting = { destination: asked.destination, waitsMs: asked.seconds * 1000 };
  const id = await escalate(tx, deps, deskId, held, { ...who, ...waiting }, asked.id);
  await record(tx, deps, asker, [
    {
      kind: "guard.asked",
      subject: { escalationId: id, ...(caseId === null ? {} : { caseId }) },
      detail: { destination: asked.destination, input: outputHashOf(outgoing.parts) },
      restricted: true,
    },
  ]);
  return await findEscalation(tx, id);
}

/**
 * What a proxy held back, put before those who decide. The server reads it, too: what it finds is added, and a rewriting is
 * offered only where nothing is found in it.
 */
export const askEscalation = (deps: Deps, asker: Asker, asked: Asked) =>
  withAsker(deps.db, asker, async (tx) => {
    const caseId = await findCaseId(tx, asked.audience.caseRef);
    if (!caseId.ok) return caseId;
    const row = await asDesk(tx, asker, () => ask(tx, deps, asker, asked, caseId.value));
    return row ? ok(toAnswer(deps, asker.deskId, row)) : noSuchEscalation();
  });

async function offered(
  tx: Tx,
  deps: Deps,
  deskId: string,
  outgoing: Omit<Parameters<typeof readLeaving>[3], "parts">,
  rewrite: string | null,
) {
  if (rewrite === null) return null;
  const parts = { body: rewrite };
  const again = await readLeaving(tx, deps, deskId, { ...outgoing, parts, tlp: null });
  return again.action === "pass" ? parts : null;
}

/** A look at one's own question. */
export const readAnswer = (deps: Deps, asker: Asker, id: string) =>
  withAsker(deps.db, asker, async (tx) => {
    const row = await findEscalation(tx, id);
    if (row?.askedBy !== asker.personId || row === undefined) return noSuchEscalation();
    // What has run out is blocked, whether or not the job has been there.
    if (row.state === "waiting" && row.expiresAt <= deps.now())
      return ok(toAnswer(deps, asker.deskId, { ...row, state: "expired" }));
    return ok(toAnswer(deps, asker.deskId, row));
  });
