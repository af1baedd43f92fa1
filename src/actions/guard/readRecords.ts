import type { Asker } from "#core/access/asker.ts";
import { idIn, instantIn } from "#core/cursor.ts";
import type { GuardRecord } from "#core/guard/audit/guardRecord.ts";
import type { Channel } from "#core/guard/channel.ts";
import type { Action } from "#core/guard/verdict.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { findRecord, insertRecords, listRecords } from "#store/guard/guardRecord.ts";
import type { Deps } from "../deps.ts";

export const noSuchRecord = () =>
  refuse("guard/no-record", "There is no such record, or it is not for you.");

/** What a proxy or a command decided. Which case it was about is not taken over: nobody here has looked. */
export const postRecords = (
  deps: Pick<Deps, "db">,
  asker: Asker,
  records: readonly GuardRecord[],
) =>
  withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      const { deskId, personId, name } = asker;
      const kept = records.map((record) => ({
        record,
        caseId: null,
        keptBy: personId,
        keptFor: name,
      }));
      const taken = await insertRecords(tx, deskId, kept);
      return ok({ taken, known: records.length - taken });
    }),
  );

type Query = {
  readonly channel?: Channel | undefined;
  readonly verdict?: Action | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Decisions, newest first. */
export const readRecords = (deps: Pick<Deps, "db">, asker: Asker, query: Query) =>
  withAsker(deps.db, asker, async (tx) => {
    const [time, id] = (query.after ?? "").split("_");
    const [at, of] = [instantIn(time), idIn(id)];
    const { limit } = query;
    const rows = await listRecords(tx, {
      channel: query.channel ?? null,
      verdict: query.verdict ?? null,
      after: at && of ? { at, id: of } : null,
      limit,
    });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return ok({
      items: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
      next: last ? `${last.at.toISOString()}_${last.id}` : null,
    });
  });

export const readRecord = (deps: Pick<Deps, "db">, asker: Asker, id: string) =>
  withAsker(deps.db, asker, async (tx) => {
    const found = await findRecord(tx, id);
    return found ? ok(found) : noSuchRecord();
  });
