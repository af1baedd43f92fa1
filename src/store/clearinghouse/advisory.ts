import { sql } from "kysely";
import type { Tx } from "../database.ts";

export const findAdvisoryOf = async (tx: Tx, caseId: string) => {
  const row = await tx
    .selectFrom("advisory")
    .leftJoin("advisory_version as newest", (join) =>
      join
        .onRef("newest.desk_id", "=", "advisory.desk_id")
        .onRef("newest.advisory_id", "=", "advisory.id")
        .onRef("newest.number", "=", "advisory.published"),
    )
    .select(["advisory.ref", "advisory.published", "newest.published_at"])
    .where("advisory.case_id", "=", caseId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ref: row.ref,
    state: row.published > 0 ? "published" : "draft",
    version: row.published,
    publishedAt: row.published_at?.toISOString() ?? null,
  };
};

const select = (tx: Tx) =>
  tx
    .selectFrom("advisory")
    .innerJoin("cases", (join) =>
      join
        .onRef("cases.desk_id", "=", "advisory.desk_id")
        .onRef("cases.id", "=", "advisory.case_id"),
    )
    .select([
      "advisory.id",
      "advisory.ref",
      "advisory.case_id",
      "cases.ref as case_ref",
      "advisory.draft",
      "advisory.revision",
      "advisory.published",
      "advisory.changed_at",
    ]);

export const findAdvisory = async (tx: Tx, ref: string) =>
  await select(tx).where("advisory.ref", "=", ref).executeTakeFirst();

export const lockAdvisory = async (tx: Tx, ref: string) =>
  await select(tx).where("advisory.ref", "=", ref).forUpdate("advisory").executeTakeFirst();

export type AdvisoryRow = NonNullable<Awaited<ReturnType<typeof findAdvisory>>>;

/** Newest change first. */
export const listAdvisories = async (
  tx: Tx,
  after: { readonly changedAt: Date; readonly ref: string } | undefined,
  limit: number,
) =>
  await select(tx)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(advisory.changed_at, advisory.ref) < (${after?.changedAt ?? null}::timestamptz, ${after?.ref ?? ""}::text)`,
      ),
    )
    .orderBy("advisory.changed_at", "desc")
    .orderBy("advisory.ref", "desc")
    .limit(limit)
    .execute();

export const insertAdvisory = async (
  tx: Tx,
  deskId: string,
  advisory: { id: string; ref: string; caseId: string; draft: unknown; changedAt: Date },
): Promise<void> => {
  await tx
    .insertInto("advisory")
    .values({
      desk_id: deskId,
      id: advisory.id,
      ref: advisory.ref,
      case_id: advisory.caseId,
      draft: JSON.stringify(advisory.draft),
      revision: 1,
      changed_at: advisory.changedAt,
    })
    .execute();
};

export const rewriteAdvisory = async (
  tx: Tx,
  id: string,
  draft: unknown,
  at: Date,
): Promise<void> => {
  await tx
    .updateTable("advisory")
    .set({ draft: JSON.stringify(draft), revision: sql`revision + 1`, changed_at: at })
    .where("id", "=", id)
    .execute();
};

export const insertAdvisoryVersion = async (
  tx: Tx,
  deskId: string,
  version: { advisoryId: string; number: number; content: unknown; at: Date; by: string },
): Promise<void> => {
  await tx
    .insertInto("advisory_version")
    .values({
      desk_id: deskId,
      advisory_id: version.advisoryId,
      number: version.number,
      content: JSON.stringify(version.content),
      published_at: version.at,
      published_by: version.by,
    })
    .execute();
  await tx
    .updateTable("advisory")
    .set({ published: version.number, changed_at: version.at })
    .where("id", "=", version.advisoryId)
    .execute();
};

export const listVersions = async (tx: Tx, advisoryId: string) =>
  await tx
    .selectFrom("advisory_version")
    .select(["number", "content", "published_at", "published_by"])
    .where("advisory_id", "=", advisoryId)
    .orderBy("number")
    .execute();

/** Every published version of the desk, oldest first: what the static tree is made of. */
export const listPublished = async (tx: Tx) =>
  await tx
    .selectFrom("advisory_version")
    .innerJoin("advisory", (join) =>
      join
        .onRef("advisory.desk_id", "=", "advisory_version.desk_id")
        .onRef("advisory.id", "=", "advisory_version.advisory_id"),
    )
    .select([
      "advisory.ref",
      "advisory_version.number",
      "advisory_version.content",
      "advisory_version.published_at",
    ])
    .orderBy("advisory_version.published_at")
    .orderBy("advisory.ref")
    .execute();
