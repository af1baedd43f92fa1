import { dirname, resolve } from "node:path";
import type { Audience } from "#core/guard/audience.ts";
import { toGuardRecord } from "#core/guard/audit/guardRecord.ts";
import type { PolicyRecord } from "#core/guard/audit/policyHash.ts";
import type { ProxyReport } from "#core/guard/proxy/report.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { openGuardKey } from "#outside/keys/guardKey.ts";
import { openLineFile } from "#outside/record/lineFile.ts";

type Exchanged = {
  readonly audience: Audience;
  readonly policy: PolicyRecord;
  readonly report: ProxyReport;
  readonly texts: ReadonlyMap<string, string>;
  readonly output: ReadonlyMap<string, string>;
  readonly decidedBy: { readonly name: string; readonly reason: string } | null;
  readonly milliseconds: number;
};

/** The beginning of a stream has left, whatever held the rest of it. */
const hasLeft = ({ outcome }: ProxyReport, output: Exchanged["output"]): boolean =>
  (outcome !== "blocked" && outcome !== "held") || [...output.values()].some((text) => text !== "");

/** Whose key it is: a proxy has no desk. */
const OWNER = "proxy";

/**
 * A file of records, one JSON object a line, without a value in them. The key of their HMACs lies beside it, as `guard.key`, and is
 * made where there is none: whoever has file and key can test guesses, so they belong apart once the file is handed on.
 */
export async function recordProxy(path: string, onFault: (error: Error) => void) {
  const key = (await openGuardKey(dirname(resolve(path)))).auditKey(OWNER);
  const file = await openLineFile(path, onFault);
  return {
    record: (exchanged: Exchanged): void => {
      const { audience, policy, report, texts, output, decidedBy, milliseconds } = exchanged;
      const record = toGuardRecord(key, {
        id: systemChance.newId(),
        at: new Date().toISOString(),
        channel: "proxy",
        audience,
        verdict: report.verdict,
        outcome: report.outcome,
        parts: Object.fromEntries(texts),
        output: hasLeft(report, output) ? Object.fromEntries(output) : null,
        findings: report.findings,
        policy,
        times: { exchange: Math.round(milliseconds * 1000) / 1000 },
        approver: decidedBy && { personId: null, ...decidedBy },
      });
      file.append(JSON.stringify(record));
    },
    close: file.close,
  };
}
