import { macHex } from "#core/guard/audit/mac.ts";
import { pseudonymOf, pseudonymsFor, sameValue } from "#core/guard/pseudonym/pseudonym.ts";
import type { Tx } from "#store/database.ts";
import {
  findPseudonyms,
  findSubject,
  insertPseudonym,
  insertSubject,
} from "#store/guard/subject.ts";
import type { Deps } from "../deps.ts";

type VaultDeps = Pick<Deps, "guardKey" | "chance" | "now">;

/** By which a subject is found, and found no more once it is erased. */
export const subjectMac = (
  { guardKey }: Pick<Deps, "guardKey">,
  deskId: string,
  value: string,
): string => macHex(guardKey.auditKey(deskId), "subject", sameValue(value));

/** The subject of a value, with a key of its own; made where there is none. */
async function getSubject(tx: Tx, deps: VaultDeps, deskId: string, value: string) {
  const mac = subjectMac(deps, deskId, value);
  const known = await findSubject(tx, mac);
  if (known?.key) return { id: known.id, key: known.key };
  const id = deps.chance.newId();
  const key = deps.guardKey.newSubjectKey(deskId, id);
  await insertSubject(tx, deskId, { id, mac, key });
  return { id, key };
}

/** The pseudonym of a value in a case, kept so that it can be turned back. To be called as the desk. */
export async function keepPseudonym(
  tx: Tx,
  deps: VaultDeps,
  deskId: string,
  caseId: string,
  found: { readonly kind: string; readonly value: string },
): Promise<string> {
  const { kind, value } = found;
  const caseKey = deps.guardKey.caseKey(deskId, caseId);
  const taken = await findPseudonyms(tx, caseId, [...pseudonymsFor(caseKey, kind, value)]);
  const mac = subjectMac(deps, deskId, value);
  // Whose was erased is nobody's any more: it stays taken, and is given to no one else.
  const holderOf = (token: string): string | undefined => {
    const row = taken.find((one) => one.token === token);
    if (!row) return undefined;
    return row.mac === mac ? sameValue(value) : `another: ${row.subjectId}`;
  };
  const token = pseudonymOf(caseKey, kind, value, holderOf);
  if (holderOf(token) === undefined) {
    const subject = await getSubject(tx, deps, deskId, value);
    const sealed = deps.guardKey.sealFor(deskId, subject, value);
    await insertPseudonym(tx, deskId, {
      caseId,
      token,
      subjectId: subject.id,
      value: sealed,
      at: deps.now(),
    });
  }
  return token;
}
