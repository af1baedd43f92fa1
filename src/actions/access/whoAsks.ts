import type { Asker } from "#core/access/asker.ts";
import { type Credential, parseApiToken, parseCredential } from "#core/access/credential.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import {
  findSessionHolder,
  findTokenHolder,
  type Holder,
  touchToken,
} from "#store/access/credential.ts";
import { findDesk } from "#store/access/desk.ts";
import { findLinkHolder } from "#store/clearinghouse/signedLink.ts";
import { type Tx, withSystem } from "#store/database.ts";
import type { Deps } from "../deps.ts";

/** What a request brings to say who it is. */
export type Shown =
  | { readonly kind: "token"; readonly text: string }
  | { readonly kind: "session"; readonly text: string }
  | { readonly kind: "link"; readonly text: string };

const askerOf = (deskId: string, holder: Holder, via: Asker["via"]): Asker => ({
  deskId,
  personId: holder.person_id,
  partyId: holder.party_id,
  name: holder.name,
  roles: holder.roles,
  scopes: null,
  onlyCaseId: null,
  via,
});

type Read = (tx: Tx, deskId: string, hash: Uint8Array, now: Date) => Promise<Asker | undefined>;

const READ: Record<Shown["kind"], Read> = {
  session: async (tx, deskId, hash, now) => {
    const holder = await findSessionHolder(tx, hash, now);
    return holder && askerOf(deskId, holder, "session");
  },
  token: async (tx, deskId, hash, now) => {
    const holder = await findTokenHolder(tx, hash, now);
    if (!holder) return undefined;
    await touchToken(tx, holder.token_id, now);
    return { ...askerOf(deskId, holder, "token"), scopes: holder.scopes };
  },
  link: async (tx, deskId, hash, now) => {
    const link = await findLinkHolder(tx, hash, now);
    return (
      link && {
        deskId,
        personId: null,
        partyId: link.party_id,
        name: link.party_name,
        roles: ["owner"],
        scopes: null,
        onlyCaseId: link.case_id,
        via: "link",
      }
    );
  },
};

/** The asker behind what a request shows, or undefined when it is unknown, expired, revoked or disabled. */
export async function whoAsks(
  { db, now }: Pick<Deps, "db" | "now">,
  shown: Shown,
): Promise<Asker | undefined> {
  const credential: Credential | undefined =
    shown.kind === "token" ? parseApiToken(shown.text) : parseCredential(shown.text);
  const desk = credential && (await findDesk(db, credential.desk));
  if (!credential || !desk) return undefined;
  return await withSystem(db, desk.id, (tx) =>
    READ[shown.kind](tx, desk.id, sha256(credential.secret), now()),
  );
}
