import { findDesk } from "#store/access/desk.ts";
import { withSystem } from "#store/database.ts";
import { hasReports } from "#store/system/exercise.ts";
import type { Deps } from "../deps.ts";

/** The exercise runs at a desk of its own; tenancy keeps it apart from the real one. */
export const EXERCISE_SLUG = "exercise";

/** Nothing has come in here yet and nobody has begun the exercise: the door offers it. */
export async function isFresh({ db, site }: Pick<Deps, "db" | "site">): Promise<boolean> {
  if (await findDesk(db, EXERCISE_SLUG)) return false;
  return !(await withSystem(db, site.desk.id, hasReports));
}
