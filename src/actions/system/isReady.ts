import { listDesks } from "#store/access/desk.ts";
import type { Deps } from "../deps.ts";

/** The database answers and has been set up. */
export async function isReady({ db }: Pick<Deps, "db">): Promise<boolean> {
  try {
    return (await listDesks(db)).length > 0;
  } catch {
    return false;
  }
}
