import type { Asker } from "#core/access/asker.ts";
import { parseEpss } from "#core/clearinghouse/priority/epss.ts";
import { parseKev } from "#core/clearinghouse/priority/kev.ts";
import { gunzip, isGzip } from "#core/formats/gzip.ts";
import { decodeUtf8 } from "#core/formats/text.ts";
import type { Problem } from "#core/problem.ts";
import { ok, type Refusal } from "#core/result.ts";
import { lockCasesById } from "#store/clearinghouse/case.ts";
import {
  failImport,
  listCasesWithCve,
  replaceEpss,
  replaceKev,
} from "#store/clearinghouse/import.ts";
import { asDesk, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { refreshColumns } from "./appendEvents.ts";

type Faulty = {
  readonly ok: false;
  readonly refusal: Refusal<"import/ill-formed">;
  readonly problems: readonly Problem[];
};

const faulty = (problems: readonly Problem[]): Faulty => ({
  ok: false,
  problems,
  refusal: {
    code: "import/ill-formed",
    detail: "Nothing was imported; the former copy stays in use. Each fault is listed.",
  },
});

function parse(name: "epss" | "kev", bytes: Uint8Array, limit: number) {
  const unpacked = isGzip(bytes) ? gunzip(bytes, limit) : ({ ok: true, bytes } as const);
  if (!unpacked.ok) return unpacked;
  const decoded = decodeUtf8(unpacked.bytes);
  if (!decoded.ok) return decoded;
  const { text } = decoded;
  return name === "epss"
    ? ({ name, ...parseEpss(text) } as const)
    : ({ name, ...parseKev(text) } as const);
}

/**
 * Replaces the dated copy of EPSS or KEV and reads every case anew that has a CVE id. A faulty file changes nothing but
 * the note that the import failed.
 */
export async function importPriority(
  deps: Deps,
  asker: Asker,
  name: "epss" | "kev",
  bytes: Uint8Array,
) {
  const parsed = parse(name, bytes, deps.limits.fileBytes * 4);
  return await withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      if (!parsed.ok) {
        await failImport(tx, name, deps.now(), parsed.problems[0]?.message ?? "ill-formed");
        return faulty(parsed.problems);
      }
      if (parsed.name === "epss") await replaceEpss(tx, parsed.rows, parsed.asOf, deps.now());
      else await replaceKev(tx, parsed.rows, parsed.asOf, deps.now());
      const ids = await listCasesWithCve(tx);
      for (const stored of await lockCasesById(tx, ids))
        await refreshColumns(tx, deps, asker.deskId, stored);
      await record(tx, deps, asker, [
        {
          kind: `${name}.imported`,
          subject: {},
          detail: { asOf: parsed.asOf, rows: parsed.rows.length },
          restricted: false,
        },
      ]);
      return ok({ name, rows: parsed.rows.length, asOf: parsed.asOf, casesTouched: ids.length });
    }),
  );
}
