import type { Asker } from "#core/access/asker.ts";
import type { Advisory } from "#core/advisory/advisory.ts";
import { draftFromCase } from "#core/advisory/draftFromCase.ts";
import { parseAdvisory } from "#core/advisory/parseAdvisory.ts";
import { type Renderings, renderAdvisory } from "#core/advisory/renderAdvisory.ts";
import {
  type AdvisoryDraft,
  decideFirstVersion,
  decideNextVersion,
} from "#core/advisory/revise.ts";
import { type RenderingState, validateAdvisory } from "#core/advisory/validateAdvisory.ts";
import { mayMove } from "#core/clearinghouse/caseMove.ts";
import { decidePublication } from "#core/clearinghouse/decidePublication.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { formatId } from "#core/clearinghouse/ids.ts";
import { ok, refuse } from "#core/result.ts";
import { getDesk } from "#store/access/desk.ts";
import {
  type AdvisoryRow,
  findAdvisory,
  findAdvisoryOf,
  insertAdvisory,
  insertAdvisoryVersion,
  listAdvisories,
  listVersions,
  lockAdvisory,
  rewriteAdvisory,
} from "#store/clearinghouse/advisory.ts";
import { findCase, lockCases, type StoredCase } from "#store/clearinghouse/case.ts";
import { listCaseFindings } from "#store/clearinghouse/caseFinding.ts";
import { drawNumbers } from "#store/clearinghouse/report.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { holdAdvisory } from "./holdAdvisory.ts";
import { noSuchCase } from "./noSuchCase.ts";
import { publisherOf, siteBase } from "./publishSite.ts";
import { appendEvents, stampOf } from "./recordFacts.ts";

/** What is stored of a published version: the advisory, and its files as they were made then. */
export type VersionContent = { readonly advisory: Advisory; readonly renderings: Renderings };

const noSuchAdvisory = () =>
  refuse("advisory/not-found", "There is no such advisory, or it is not for you.");

/** The version that publishing now would make; validation looks at that. */
function nextVersion(
  draft: AdvisoryDraft,
  last: VersionContent | undefined,
  now: string,
  summary: string,
) {
  const revision = { date: now, summary };
  if (!last) return ok(decideFirstVersion(draft, revision));
  return decideNextVersion(last.advisory, draft, revision);
}

const lastOf = (versions: Awaited<ReturnType<typeof listVersions>>) =>
  versions.at(-1)?.content as VersionContent | undefined;

const FILES = [
  ["CSAF 2.0", (id: string) => `${id.toLowerCase()}.json`],
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

async function page(tx: Tx, deps: Deps, asker: Asker, row: AdvisoryRow) {
  const versions = await listVersions(tx, row.id);
  const now = deps.now().toISOString();
  const next = nextVersion(row.draft as AdvisoryDraft, lastOf(versions), now, "Preview");
  const validation = await validateAdvisory(next.ok ? next.value : row.draft);
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
      const { advisory, renderings } = version.content as VersionContent;
      return {
        number: version.number,
        at: version.published_at.toISOString(),
        by: version.published_by,
        files: filesOf(base, advisory.id, version.number, renderings),
      };
    }),
  };
}

export async function startAdvisory(deps: Deps, asker: Asker, caseRef: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const [stored] = await lockCases(tx, [caseRef]);
    if (!stored) return noSuchCase();
    const may = mayMove("edit-advisory", stored.state);
    if (!may.ok) return may;
    const [number = 0] = await drawNumbers(tx, "advisory", 1);
    const ref = formatId("advisory", deps.now().getUTCFullYear(), number);
    const rows = await listCaseFindings(tx, stored.id);
    const id = deps.chance.newId();
    const draft = draftFromCase({
      id: ref,
      caseRef,
      state: stored.state,
      findings: rows.map(({ content }) => content as Finding),
      publisher: publisherOf(deps, await getDesk(tx, asker.deskId)),
      now: deps.now().toISOString(),
    });
    if (await findAdvisoryOf(tx, stored.id)) {
      return refuse("advisory/exists", "This case has an advisory already; open that.");
    }
    await insertAdvisory(tx, asker.deskId, {
      id,
      ref,
      caseId: stored.id,
      draft,
      changedAt: deps.now(),
    });
    await record(tx, deps, asker, [
      {
        kind: "advisory.started",
        subject: { caseId: stored.id, advisoryId: id },
        restricted: true,
      },
    ]);
    return ok(await pageOf(tx, deps, asker, ref));
  });
}

async function pageOf(tx: Tx, deps: Deps, asker: Asker, ref: string) {
  const row = await findAdvisory(tx, ref);
  if (!row) throw new Error(`The advisory ${ref} cannot be read back.`);
  return await page(tx, deps, asker, row);
}

export const readAdvisory = async (deps: Deps, asker: Asker, ref: string) =>
  await withAsker(deps.db, asker, async (tx) => {
    const row = await findAdvisory(tx, ref);
    if (!row) return noSuchAdvisory();
    await record(tx, deps, asker, [
      {
        kind: "advisory.read",
        subject: { caseId: row.case_id, advisoryId: row.id },
        restricted: true,
      },
    ]);
    return ok(await page(tx, deps, asker, row));
  });

export async function readAdvisories(
  { db }: Deps,
  asker: Asker,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  return await withAsker(db, asker, async (tx) => {
    const at = after === undefined ? undefined : new Date(after);
    const since = at && !Number.isNaN(at.getTime()) ? at : undefined;
    const items = (await listAdvisories(tx, since, limit)).map((row) => ({
      ref: row.ref,
      caseRef: row.case_ref,
      title: String((row.draft as { title?: unknown }).title ?? ""),
      published: row.published,
      changedAt: row.changed_at.toISOString(),
    }));
    return { items, next: items.length === limit ? (items.at(-1)?.changedAt ?? null) : null };
  });
}

const editedMeanwhile = (revision: number) =>
  refuse(
    "advisory/edited",
    `Somebody changed this draft meanwhile: it is at revision ${revision}. Load it anew.`,
  );

export async function editAdvisory(
  deps: Deps,
  asker: Asker,
  ref: string,
  change: { revision: number; draft: Record<string, unknown> },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const row = await lockAdvisory(tx, ref);
    if (!row) return noSuchAdvisory();
    if (row.revision !== change.revision) return editedMeanwhile(row.revision);
    const { version: _, dates: __, withdrawn: ___, ...draft } = change.draft;
    await rewriteAdvisory(tx, row.id, { ...draft, id: row.ref }, deps.now());
    await record(tx, deps, asker, [
      {
        kind: "advisory.edited",
        subject: { caseId: row.case_id, advisoryId: row.id },
        restricted: true,
      },
    ]);
    return ok(await pageOf(tx, deps, asker, ref));
  });
}

type Publishable = {
  readonly row: AdvisoryRow;
  readonly stored: StoredCase;
  readonly advisory: Advisory;
};

/** Everything that must hold before a version may exist, in the order in which a person would ask. */
async function decidePublishable(
  tx: Tx,
  deps: Deps,
  ref: string,
  { revision, summary }: { revision: number; summary: string },
) {
  const row = await lockAdvisory(tx, ref);
  const [stored] = row ? await lockCases(tx, [row.case_ref]) : [];
  if (!row || !stored) return noSuchAdvisory();
  if (row.revision !== revision) return editedMeanwhile(row.revision);
  const last = lastOf(await listVersions(tx, row.id));
  const next = nextVersion(row.draft as AdvisoryDraft, last, deps.now().toISOString(), summary);
  if (!next.ok) return next;
  const parsed = parseAdvisory(next.value);
  if (!parsed.ok || !(await validateAdvisory(next.value)).isReady) {
    return refuse("advisory/invalid", "The advisory has faults; each is listed in the editor.");
  }
  return ok<Publishable>({ row, stored, advisory: parsed.advisory });
}

/** The version is fixed, with its files, in one transaction; the static tree follows by a job. */
export async function publishAdvisory(
  deps: Deps,
  asker: Asker,
  ref: string,
  request: { revision: number; summary: string },
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const ready = await decidePublishable(tx, deps, ref, request);
    if (!ready.ok) return ready;
    const { row, stored, advisory } = ready.value;
    const now = deps.now();
    const target = { id: ref, version: advisory.version };
    const decided = decidePublication(stored.state, target, stampOf(asker, now));
    if (!decided.ok) return decided;
    const renderings = renderAdvisory(advisory);
    const held = await holdAdvisory(tx, deps, asker, stored.id, advisory, renderings);
    if (!held.ok) return held;
    await asDesk(tx, asker, async () => {
      const content: VersionContent = { advisory, renderings };
      const { version: number } = advisory;
      const by = asker.name;
      await insertAdvisoryVersion(tx, asker.deskId, {
        advisoryId: row.id,
        number,
        content,
        at: now,
        by,
      });
      await appendEvents(tx, deps, asker, stored, decided.value);
      const detail = { version: number };
      await record(tx, deps, asker, [
        { kind: "advisory.published", subject: { advisory: ref }, detail, restricted: false },
      ]);
      await deps.jobs.wake(tx, "publish-advisories", asker.deskId);
    });
    return ok(await pageOf(tx, deps, asker, ref));
  });
}

export async function renderDraft(
  deps: Deps,
  asker: Asker,
  ref: string,
  rendering: "csaf" | "osv" | "cve" | "openvex" | "markdown" | "text",
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const row = await findAdvisory(tx, ref);
    if (!row) return noSuchAdvisory();
    const last = lastOf(await listVersions(tx, row.id));
    const next = nextVersion(row.draft as AdvisoryDraft, last, deps.now().toISOString(), "Preview");
    if (!next.ok) return next;
    const parsed = parseAdvisory(next.value);
    if (!parsed.ok)
      return refuse("advisory/invalid", "The draft has faults; see them in the editor.");
    const text = renderAdvisory(parsed.advisory)[rendering];
    return text === null
      ? refuse(
          "advisory/no-rendering",
          "No CVE record is made: no CVE id with its CNA has been recorded.",
        )
      : ok(text);
  });
}
