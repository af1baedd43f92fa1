import { outputHashOf } from "#core/guard/audit/guardRecord.ts";
import type { Held } from "#core/guard/held.ts";
import { toHeldText } from "#core/guard/held.ts";
import type { Tx } from "#store/database.ts";
import { insertEscalation } from "#store/guard/escalation.ts";
import type { GuardDeps, ReadLeaving } from "./readLeaving.ts";

/** Mail waits for so long for somebody to decide; then it is blocked. */
export const MAIL_WAITS_MS = 3 * 86_400_000;

export const aboutHeld = (id: string): string => `escalation/${id}/held`;
export const aboutOutput = (id: string): string => `escalation/${id}/output`;

export type Escalated = {
  readonly destination: string;
  readonly outboxId: string | null;
  readonly askedBy: string | null;
  readonly sentBy: string | null;
  readonly sender: string;
  readonly waitsMs: number;
};

/** Puts what was held before those who decide. To be called as the desk; answers with its id. */
export async function escalate(
  tx: Tx,
  deps: GuardDeps,
  deskId: string,
  read: Pick<ReadLeaving, "action" | "findings" | "output" | "outgoing">,
  { waitsMs, ...who }: Escalated,
  wantedId?: string,
): Promise<string> {
  const { action, findings, output, outgoing } = read;
  if (action === "pass") throw new Error("Nothing holds it.");
  const id = wantedId ?? deps.chance.newId();
  const { parts, mayCarry = [], channel, audience, within } = outgoing;
  const held: Held = { parts, rewrite: output, findings, mayCarry };
  const now = deps.now();
  await insertEscalation(tx, deskId, {
    ...who,
    id,
    channel,
    verdict: action,
    rules: [...new Set(findings.map(({ ruleId }) => ruleId))],
    caseId: within?.caseId ?? null,
    audience,
    inputSha256: outputHashOf(parts) ?? "",
    held: deps.guardKey.seal(deskId, aboutHeld(id), toHeldText(held)),
    askedAt: now,
    expiresAt: new Date(now.getTime() + waitsMs),
  });
  return id;
}
