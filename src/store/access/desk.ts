import type { Db } from "../database.ts";

export type Desk = { readonly id: string; readonly slug: string; readonly name: string };

/** Desks are not secret within the installation; `desk` has no row-level security. */
export const findDesk = async (db: Db, slug: string): Promise<Desk | undefined> =>
  await db
    .selectFrom("desk")
    .select(["id", "slug", "name"])
    .where("slug", "=", slug)
    .executeTakeFirst();

export const listDesks = async (db: Db): Promise<Desk[]> =>
  await db
    .selectFrom("desk")
    .select(["id", "slug", "name"])
    .orderBy("created_at")
    .orderBy("id")
    .execute();

export const insertDesk = async (db: Db, desk: Desk & { createdAt: Date }): Promise<void> => {
  await db
    .insertInto("desk")
    .values({ id: desk.id, slug: desk.slug, name: desk.name, created_at: desk.createdAt })
    .execute();
};

export const getDesk = async (db: Db, id: string): Promise<Desk> =>
  await db
    .selectFrom("desk")
    .select(["id", "slug", "name"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
