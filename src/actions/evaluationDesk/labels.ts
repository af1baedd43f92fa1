import type { Asker } from "#core/access/asker.ts";
import { drawLabelSample as draw } from "#core/evaluation/calibration/sample.ts";
import { type CitationPart, resolveCitation } from "#core/evaluation/citation/resolve.ts";
import { toShownMessages } from "#core/evaluation/modelJudge/shownMessage.ts";
import { isDecided, type Outcome } from "#core/evaluation/rule/outcome.ts";
import type { Trial } from "#core/evaluation/trial.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, type Tx, withAsker } from "#store/database.ts";
import {
  type Assignment,
  findAssignment,
  findNextAssignment,
  findSample,
  finishAssignments,
  insertLabel,
  insertSample,
  type Labelled,
  listAssignments,
  listDrawable,
  listLabellers,
  listSamples,
  type StoredSample,
} from "#store/evaluation/label.ts";
import { findRun, lockRun, type StoredRun } from "#store/evaluation/run.ts";
import { findTranscript } from "#store/evaluation/trial.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { contentOf } from "./content.ts";
import { type Evaluator, evaluatorOf, noSuchEvaluation } from "./evaluator.ts";
import { subjectOf } from "./openRun.ts";

type SampleWish = {
  readonly dimension: string;
  readonly seed: string;
  readonly size: number;
  readonly doubled: number;
  readonly labellers: readonly string[];
};

async function describeSample(tx: Tx, asker: Asker, sample: StoredSample) {
  const assigned = await asDesk(tx, asker, () => listAssignments(tx, sample.id));
  const people = new Map(assigned.map(({ personId, name }) => [personId, name]));
  const mine = assigned.filter(({ personId }) => personId === asker.personId);
  const { id: _, drawnAt, ...rest } = sample;
  return {
    ...rest,
    drawnAt: drawnAt.toISOString(),
    labellers: [...people].map(([personId, name]) => {
      const own = assigned.filter((one) => one.personId === personId);
      return { personId, name, assigned: own.length, done: own.filter(({ done }) => done).length };
    }),
    mine: mine.filter(({ done }) => !done).map(({ number }) => number),
    mineDone: mine.filter(({ done }) => done).map(({ number }) => number),
  };
}

/** Why a sample cannot be drawn so; null where it can. */
async function findFault(tx: Tx, run: StoredRun, wish: SampleWish): Promise<string | null> {
  if (!contentOf(run).dimensions.includes(wish.dimension))
    return `The run has no dimension "${wish.dimension}".`;
  const may = await listLabellers(tx, run.partyId);
  const strange = wish.labellers.some((id) => !may.some(({ personId }) => personId === id));
  if (strange) return "Somebody named here is not of your party, or may not label.";
  if (wish.doubled > 0 && new Set(wish.labellers).size < 2)
    return "Trials that two people label need two labellers.";
  if (wish.doubled > wish.size) return "More trials are to be labelled twice than there are.";
  return null;
}

/** Who labels what, in which order. Where no judge has decided anything, it is drawn from what there is. */
async function assign(tx: Tx, runId: string, wish: SampleWish): Promise<Assignment[]> {
  const { dimension, seed, size, doubled, labellers } = wish;
  const drawable = await listDrawable(tx, runId, dimension);
  const numbers = new Map(drawable.map(({ trial, number }) => [`sha256:${trial}`, number]));
  const verdicts = drawable.map(({ trial, outcome }) => ({
    trial: `sha256:${trial}` as const,
    case: `sha256:${trial}` as const,
    dimension,
    category: null,
    outcome: outcome as Outcome,
    decidedBy: null,
    conflict: false,
    opinions: [],
  }));
  const outcomes = [...new Set(verdicts.map(({ outcome }) => outcome))].sort();
  const isDecidedAnywhere = outcomes.some(isDecided);
  const { tasks } = draw(verdicts, {
    seed,
    size,
    doubled,
    people: labellers,
    ...(isDecidedAnywhere ? {} : { outcomes }),
  });
  const places = new Map<string, number>();
  return tasks.map(({ trial, person, weight }) => {
    const place = places.get(trial) ?? places.size;
    places.set(trial, place);
    return { number: numbers.get(trial) ?? 0, personId: person, place, weight };
  });
}

/** The same seed and dimension are the same sample: asked for again it is answered, and not drawn anew. */
export async function drawLabelSample(deps: Deps, asker: Asker, ref: string, wish: SampleWish) {
  if (!evaluatorOf(asker)) return noSuchEvaluation();
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await lockRun(tx, ref);
    if (!run) return noSuchEvaluation();
    const fault = await asDesk(tx, asker, () => findFault(tx, run, wish));
    if (fault !== null) return refuse("evaluation/faults", fault);
    const before = await findSample(tx, run.id, wish);
    if (before) return ok(await describeSample(tx, asker, before));
    const assigned = await assign(tx, run.id, wish);
    const drawn = new Set(assigned.map(({ number }) => number)).size;
    if (drawn === 0)
      return refuse("evaluation/nothing-to-label", "No trial of this run has a conversation yet.");
    const { dimension, seed } = wish;
    const sample = {
      id: deps.chance.newId(),
      dimension,
      seed,
      size: drawn,
      doubled: assigned.length - drawn,
      drawnAt: deps.now(),
      by: asker.name,
    };
    await asDesk(tx, asker, async () => {
      const of = { deskId: asker.deskId, runId: run.id, partyId: run.partyId };
      await insertSample(tx, of, sample, assigned);
      await record(tx, deps, asker, [
        {
          kind: "evaluation.sampled",
          subject: { evaluation: run.ref, ...subjectOf(run) },
          detail: { dimension, seed, size: sample.size, doubled: sample.doubled },
          restricted: true,
        },
      ]);
    });
    return ok(await describeSample(tx, asker, sample));
  });
}

export async function readLabelSamples(deps: Deps, asker: Asker, ref: string) {
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await findRun(tx, ref);
    if (!run) return noSuchEvaluation();
    const items = [];
    for (const sample of await listSamples(tx, run.id))
      items.push(await describeSample(tx, asker, sample));
    return ok({ items });
  });
}

type GivenLabel = {
  readonly dimension: string;
  readonly outcome: Labelled;
  readonly reason: string;
  readonly quotes: readonly { readonly messageId: string; readonly quote: string }[];
};

/** Words that a person marked, at their very places in the transcript. */
function resolveQuotes(trial: Trial, quotes: GivenLabel["quotes"]): CitationPart[] {
  const messages = toShownMessages(trial);
  return quotes.flatMap(({ messageId, quote }) => {
    const claimed = messages.find((message) => message.messageId === messageId)?.index ?? "";
    return resolveCitation(claimed, [quote], messages);
  });
}

async function storeLabel(
  tx: Tx,
  deps: Deps,
  asker: Evaluator,
  run: StoredRun,
  number: number,
  { quotes: _, ...label }: GivenLabel & { readonly weight: number },
  citations: readonly CitationPart[],
): Promise<boolean> {
  const { personId, name: by } = asker;
  const of = { deskId: asker.deskId, runId: run.id, partyId: run.partyId };
  const stored = { ...label, number, personId, by, at: deps.now() };
  const isNew = await insertLabel(tx, of, { ...stored, citations: JSON.stringify(citations) });
  if (!isNew) return false;
  await finishAssignments(tx, run.id, stored);
  await record(tx, deps, asker, [
    {
      kind: "evaluation.labelled",
      subject: { evaluation: run.ref, ...subjectOf(run) },
      detail: { trial: number, dimension: label.dimension },
      restricted: true,
    },
  ]);
  return true;
}

/** A label is given once, before its giver sees what others said. */
export async function putLabel(
  deps: Deps,
  asker: Asker,
  { ref, number }: { readonly ref: string; readonly number: number },
  label: GivenLabel,
) {
  const evaluator = evaluatorOf(asker);
  if (!evaluator) return noSuchEvaluation();
  const { personId } = evaluator;
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await findRun(tx, ref);
    const transcript = run && (await findTranscript(tx, run.id, number));
    if (!run || !transcript) return noSuchEvaluation();
    const { dimension } = label;
    const asked = await findAssignment(tx, run.id, { number, personId, dimension });
    if (!asked)
      return refuse(
        "label/not-asked",
        "This trial was not drawn for you. Draw a sample that names you, and label what it gives.",
      );
    const citations = resolveQuotes(JSON.parse(transcript.trial) as Trial, label.quotes);
    const isNew = await asDesk(tx, asker, () =>
      storeLabel(tx, deps, evaluator, run, number, { ...label, weight: asked.weight }, citations),
    );
    if (!isNew)
      return refuse("label/given", "You have labelled this trial. A label stays as it was given.");
    const next = await findNextAssignment(tx, run.id, { personId, dimension });
    return ok({ outcome: label.outcome, citations, next });
  });
}
