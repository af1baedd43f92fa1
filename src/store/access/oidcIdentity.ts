import type { Tx } from "../database.ts";

export const findOidcPerson = async (tx: Tx, issuer: string, subject: string) =>
  await tx
    .selectFrom("oidc_identity")
    .innerJoin("person", (join) =>
      join
        .onRef("person.desk_id", "=", "oidc_identity.desk_id")
        .onRef("person.id", "=", "oidc_identity.person_id"),
    )
    .select(["person.id", "person.name"])
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .where("person.disabled_at", "is", null)
    .executeTakeFirst();

/** Whether the person has come by this provider before, as whatever subject. */
export const hasOidcIdentity = async (tx: Tx, issuer: string, personId: string): Promise<boolean> =>
  (await tx
    .selectFrom("oidc_identity")
    .select("subject")
    .where("issuer", "=", issuer)
    .where("person_id", "=", personId)
    .executeTakeFirst()) !== undefined;

export const insertOidcIdentity = async (
  tx: Tx,
  deskId: string,
  identity: { issuer: string; subject: string; personId: string; createdAt: Date },
): Promise<void> => {
  await tx
    .insertInto("oidc_identity")
    .values({
      desk_id: deskId,
      issuer: identity.issuer,
      subject: identity.subject,
      person_id: identity.personId,
      created_at: identity.createdAt,
    })
    .execute();
};
