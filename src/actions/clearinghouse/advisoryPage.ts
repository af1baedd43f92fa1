import type { Asker } from "#core/access/asker.ts";
import { csafFileName } from "#core/advisory/csafName.ts";
import type { PublishedVersion } from "#core/advisory/publication/plan.ts";
import type { Renderings } from "#core/advisory/renderAdvisory.ts";
import type { RenderingState } from "#core/advisory/validateAdvisory.ts";
import { mayMove } from "#core/clearinghouse/caseMove.ts";
import { type AdvisoryRow, findAdvisory, listVersions } from "#store/clearinghouse/advisory.ts";
import { findCase } from "#store/clearinghouse/case.ts";
import type { Tx } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { lastOf, nextVersion } from "./advisoryVersion.ts";
import { noSuchCase } from "./noSuchCase.ts";
import { siteBase } from "./publishSite.ts";

const FILES = [
  ["CSAF 2.0", csafFileName],
  ["OSV", () => "osv.json"],
  ["CVE JSON 5", () => "cve.json"],
  ["OpenVEX", () => "openvex.json"],
  ["Markdown", () => "advisory.md"],
  ["Plain text", () => "advisory.txt"],
  ["Page", () => "index.html"],
] as const;

function filesOf(base: string, id: string, number: number, renderings: Renderings) {
  return FILES.filter(([name]) => name !== "CVE JSON 5" || renderings.cve !== null).map(
    ([name, file]) => ({ name, path: `${base}/advisories/${id}/v${number}/${file(id)}` }),
  );
}

const NOTES = { valid: "valid", waiting: "waits for the faults of the advisory itself" } as const;

function toRendering(rendering: "csaf" | "osv" | "cve" | "openvex", state: RenderingState) {
  if (state.state === "absent") {
    return { rendering, state: "absent", note: state.refusal.detail, problems: [] } as const;
  }
  if (state.state === "faulty") {
    const note = state.problems[0]?.message ?? "has faults";
    return { rendering, state: "invalid", note, problems: state.problems } as const;
  }
  const isValid = state.state === "valid";
  return {
    rendering,
    state: isValid ? "valid" : "invalid",
    note: NOTES[state.state],
    problems: [],
  } as const;
}

async function compose(tx: Tx, deps: Deps, asker: Asker, row: AdvisoryRow) {
  const versions = await listVersions(tx, row.id);
  const now = deps.now().toISOString();
  const next = nextVersion(row.draft, lastOf(versions), now, "Preview");
  const validation = await deps.validate(next.ok ? next.value : row.draft);
  const stored = await findCase(tx, row.case_ref);
  const move = stored ? mayMove("publish-advisory", stored.state) : noSuchCase();
  const why = !next.ok
    ? next.refusal.detail
    : !move.ok
      ? move.refusal.detail
      : validation.isReady
        ? null
        : "The advisory has faults; each is listed.";
  const base = siteBase(deps, asker.deskId);
  return {
    ref: row.ref,
    caseRef: row.case_ref,
    revision: row.revision,
    draft: row.draft as Record<string, unknown>,
    problems: validation.advisory,
    renderings: (["csaf", "osv", "cve", "openvex"] as const).map((name) =>
      toRendering(name, validation[name]),
    ),
    mayPublish: { allowed: why === null, why },
    published: versions.map((version) => {
      const { advisory, renderings } = version.content as PublishedVersion;
      return {
        number: version.number,
        at: version.published_at.toISOString(),
        by: version.published_by,
        files: filesOf(base, advisory.id, version.number, renderings),
      };
    }),
  };
}

/** The advisory as its editor shows it, inside a transaction that is under way. */
export async function readAdvisoryPage(tx: Tx, deps: Deps, asker: Asker, ref: string) {
  const row = await findAdvisory(tx, ref);
  if (!row) throw new Error(`The advisory ${ref} cannot be read back.`);
  return await compose(tx, deps, asker, row);
}
