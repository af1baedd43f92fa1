import type { Asker } from "#core/access/asker.ts";
import { toPolicyRecord } from "#core/guard/audit/policyHash.ts";
import { CHANNELS } from "#core/guard/channel.ts";
import { SMALLEST, withoutSmallCells } from "#core/guard/smallCells.ts";
import { ACTIONS } from "#core/guard/verdict.ts";
import { ok } from "#core/result.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import { countEscalations, medianSeconds } from "#store/guard/escalation.ts";
import { type Counted, countRecords, countRules, measureTimes } from "#store/guard/guardRecord.ts";
import type { Deps } from "../deps.ts";
import { readActivePacks } from "./activePacks.ts";

const DAY_MS = 86_400_000;

const sum = (rows: readonly Counted[]): number => rows.reduce((all, { count }) => all + count, 0);

function verdictsOf(rows: readonly Counted[]) {
  const counts = ACTIONS.map((action) => sum(rows.filter(({ verdict }) => verdict === action)));
  const shown = withoutSmallCells(counts);
  return ACTIONS.map((verdict, i) => ({ verdict, count: shown[i] ?? null }));
}

const ENDS = ["released", "rewritten", "blocked", "expired"] as const;

async function escalationsOf(tx: Tx, from: Date) {
  const rows = await countEscalations(tx, from);
  const count = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  const [released = null, rewritten = null, blocked = null, expired = null] = withoutSmallCells(
    ENDS.map(count),
  );
  const decided = count("released") + count("rewritten") + count("blocked");
  return {
    waiting: count("waiting"),
    released,
    rewritten,
    blocked,
    expired,
    medianSeconds: decided < SMALLEST ? null : await medianSeconds(tx, from),
  };
}

async function rulesOf(tx: Tx, from: Date) {
  const rows = await countRules(tx, from);
  const shown = withoutSmallCells(rows.map(({ count }) => count));
  return rows.map(({ ruleId }, i) => ({ ruleId, count: shown[i] ?? null }));
}

async function policiesOf(tx: Tx) {
  const policies = [];
  for (const channel of CHANNELS) {
    const { hash } = toPolicyRecord(await readActivePacks(tx, channel), { kind: "public" });
    policies.push({ channel, policy: hash });
  }
  return policies;
}

/** Counts of the guard's decisions, with no value and no case in them. */
export const readFigures = (deps: Pick<Deps, "db" | "now">, asker: Asker, days: number) =>
  withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      const now = deps.now();
      const from = new Date(now.getTime() - days * DAY_MS);
      const rows = await countRecords(tx, from);
      const all = sum(rows);
      const times = await measureTimes(tx, from);
      const [decisions = null] = withoutSmallCells([all]);
      return ok({
        from: from.toISOString().slice(0, 10),
        to: now.toISOString().slice(0, 10),
        smallest: SMALLEST,
        decisions,
        verdicts: verdictsOf(rows),
        channels: CHANNELS.map((channel) => ({
          channel,
          verdicts: verdictsOf(rows.filter((row) => row.channel === channel)),
        })),
        rules: await rulesOf(tx, from),
        days: [...new Set(rows.map(({ day }) => day))].map((day) => ({
          day,
          verdicts: verdictsOf(rows.filter((row) => row.day === day)),
        })),
        escalations: await escalationsOf(tx, from),
        times: all < SMALLEST ? { median: null, p99: null } : times,
        policies: await policiesOf(tx),
      });
    }),
  );
