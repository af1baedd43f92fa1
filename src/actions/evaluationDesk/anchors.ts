import type { Asker } from "#core/access/asker.ts";
import { idIn } from "#core/cursor.ts";
import { type AnchorSet, freezeAnchor } from "#core/evaluation/anchor/anchorSet.ts";
import { testDrift } from "#core/evaluation/anchor/drift.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import type { Outcome } from "#core/evaluation/rule/outcome.ts";
import { CONFIDENCE } from "#core/evaluation/statistics/interval.ts";
import { wilson } from "#core/evaluation/statistics/wilson.ts";
import type { Trial } from "#core/evaluation/trial.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, withAsker } from "#store/database.ts";
import {
  findAnchor,
  findAnchorByIdentity,
  insertAnchor,
  insertCheck,
  listAnchors,
  listChecks,
  type StoredAnchor,
  type StoredCheck,
} from "#store/evaluation/anchor.ts";
import { lockRun } from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { readLabelled } from "./calibration.ts";
import { evaluatorOf, noSuchEvaluation } from "./evaluator.ts";
import { subjectOf } from "./openRun.ts";

/** What stands in an anchor set. */
type Item = { readonly trial: Trial; readonly expected: "yes" | "no" };
type CheckOutcome = { readonly trial: string; readonly outcome: Outcome };

const itemsOf = ({ items }: StoredAnchor): Item[] => JSON.parse(items) as Item[];
const setOf = (anchor: StoredAnchor): AnchorSet => ({
  format: "assay-anchor/1",
  id: anchor.identity as Identity,
  items: itemsOf(anchor).map(({ trial, expected }) => ({
    trial: trial.id,
    dimension: anchor.dimension,
    category: null,
    expected,
  })),
});
const answersIn = ({ outcomes }: Pick<StoredCheck, "outcomes">, { dimension }: StoredAnchor) =>
  (JSON.parse(outcomes) as CheckOutcome[]).map(({ trial, outcome }) => ({
    trial: trial as Identity,
    dimension,
    category: null,
    outcome,
  }));

const FIRST = { drifted: false, why: "The first check: later ones are held against it." };

/** Against what the judge of the same name said first. */
function findDrift(anchor: StoredAnchor, check: StoredCheck, first: StoredCheck | undefined) {
  if (first === undefined || first.id === check.id) return FIRST;
  const { drifted, respects } = testDrift(
    setOf(anchor),
    answersIn(first, anchor),
    answersIn(check, anchor),
  );
  const { b = 0, c = 0, n = 0, p = 1, leastChanges = 0 } = respects[0] ?? {};
  const why = `Of ${n} trials answered both times, ${b} went from yes to no and ${c} from no to yes; exact McNemar p = ${p.toPrecision(3)}. The fewest changes that would be told from chance: ${leastChanges}.`;
  return { drifted, why };
}

const toCheck = (anchor: StoredAnchor, check: StoredCheck, checks: readonly StoredCheck[]) => {
  const { items } = setOf(anchor);
  const said = new Map(answersIn(check, anchor).map(({ trial, outcome }) => [trial, outcome]));
  const agreed = items.filter(({ trial, expected }) => said.get(trial) === expected).length;
  const n = items.length;
  return {
    id: check.id,
    judge: check.judge as Identity,
    name: check.name,
    at: check.at.toISOString(),
    by: check.by,
    n,
    agreed,
    agreement: { value: n === 0 ? null : agreed / n, interval: wilson(agreed, n, CONFIDENCE) },
    ...findDrift(
      anchor,
      check,
      checks.find(({ name }) => name === check.name),
    ),
  };
};

function toLine(anchor: StoredAnchor, checks: readonly StoredCheck[]) {
  const own = checks.filter(({ anchorId }) => anchorId === anchor.id);
  const { items: _, identity, frozenAt, ...rest } = anchor;
  return {
    ...rest,
    identity: identity as `sha256:${string}`,
    frozenAt: frozenAt.toISOString(),
    checks: own.map((check) => toCheck(anchor, check, own)),
  };
}

/** Keeps trials that people agree on as they are. The same trials and labels are the same set, and kept once. */
export async function freezeAnchorSet(
  deps: Deps,
  asker: Asker,
  ref: string,
  { title, dimension }: { readonly title: string; readonly dimension: string },
) {
  if (!evaluatorOf(asker)) return noSuchEvaluation();
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await lockRun(tx, ref);
    if (!run) return noSuchEvaluation();
    const { labels, trials } = await readLabelled(tx, run.id, dimension);
    const frozen = freezeAnchor(labels);
    if (frozen === null)
      return refuse(
        "evaluation/nothing-labelled",
        "No trial of this run has a label that people agree on. Label a sample first.",
      );
    const identity = frozen.id;
    const texts = new Map(trials.map(({ id, trial }) => [id, trial]));
    const items = frozen.items.map(
      ({ trial, expected }): Item => ({
        trial: JSON.parse(texts.get(trial) ?? "null") as Trial,
        expected,
      }),
    );
    const before = await findAnchorByIdentity(tx, identity);
    if (before) return ok(toLine(before, await listChecks(tx, [before.id])));
    const anchor = {
      id: deps.chance.newId(),
      identity,
      title,
      dimension,
      items: JSON.stringify(items),
      size: items.length,
      frozenAt: deps.now(),
      by: asker.name,
    };
    await asDesk(tx, asker, async () => {
      await insertAnchor(tx, asker.deskId, { ...anchor, runId: run.id, partyId: run.partyId });
      await record(tx, deps, asker, [
        {
          kind: "evaluation.anchored",
          subject: { evaluation: run.ref, ...subjectOf(run) },
          detail: { identity, size: items.length },
          restricted: true,
        },
      ]);
    });
    return ok(toLine({ ...anchor, from: run.ref }, []));
  });
}

const CURSOR = /^(\d{13,15})\.(.{36})$/;

function readCursor(text: string | undefined) {
  const [, at, rest] = CURSOR.exec(text ?? "") ?? [];
  const id = idIn(rest);
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
}

type Paging = { readonly after?: string | undefined; readonly limit: number };

export async function readAnchorSets(deps: Deps, asker: Asker, { after, limit }: Paging) {
  return await withAsker(deps.db, asker, async (tx) => {
    const found = await listAnchors(tx, readCursor(after), limit);
    const checks = await listChecks(
      tx,
      found.map(({ id }) => id),
    );
    const last = found.length === limit ? found.at(-1) : undefined;
    return ok({
      items: found.map((anchor) => toLine(anchor, checks)),
      next: last ? `${last.frozenAt.getTime()}.${last.id}` : null,
    });
  });
}

const noSuchSet = () =>
  refuse("anchor-set/not-found", "There is no such anchor set, or it is not your party's.");

export async function readAnchorSet(deps: Deps, asker: Asker, id: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const anchor = await findAnchor(tx, id);
    if (!anchor) return noSuchSet();
    return ok({ ...toLine(anchor, await listChecks(tx, [id])), items: itemsOf(anchor) });
  });
}

type GivenCheck = {
  readonly judge: string;
  readonly name: string;
  readonly outcomes: readonly CheckOutcome[];
};

/** What a judge now says. It is held against what the judge of the same name said first. */
export async function checkAnchorSet(deps: Deps, asker: Asker, id: string, given: GivenCheck) {
  const evaluator = evaluatorOf(asker);
  if (!evaluator) return noSuchSet();
  return await withAsker(deps.db, asker, async (tx) => {
    const anchor = await findAnchor(tx, id);
    if (!anchor) return noSuchSet();
    const expected = setOf(anchor).items.map(({ trial }): string => trial);
    const said = new Map(given.outcomes.map((one) => [one.trial, one.outcome]));
    if (expected.some((trial) => !said.has(trial)))
      return refuse("evaluation/faults", "Say something of every trial of the anchor set.");
    const outcomes = expected.map((trial) => ({ trial, outcome: said.get(trial) }));
    const { judge, name } = given;
    const check = {
      id: deps.chance.newId(),
      anchorId: id,
      judge,
      name,
      outcomes: JSON.stringify(outcomes),
      at: deps.now(),
      by: asker.name,
    };
    const checks = await listChecks(tx, [id]);
    const answer = toCheck(anchor, check, [...checks, check]);
    await asDesk(tx, asker, async () => {
      await insertCheck(tx, { deskId: asker.deskId, partyId: evaluator.partyId }, check);
      await record(tx, deps, asker, [
        {
          kind: "evaluation.anchor-checked",
          subject: { anchorSet: anchor.identity },
          detail: { judge, agreed: answer.agreed, n: answer.n, drifted: answer.drifted },
          restricted: true,
        },
      ]);
    });
    return ok(answer);
  });
}
