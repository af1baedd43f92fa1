import type { ReviewActs } from "#core/review/act.ts";
import { decideOpening, type Opening } from "#core/review/decideOpening.ts";
import type { ReviewRefusal } from "#core/review/refusal.ts";
import { applyReviewEvent, foldReview } from "#core/review/review.ts";
import {
  type Recipient,
  type ResultContent,
  type ReviewEvent,
  stampedReview,
} from "#core/review/reviewEvent.ts";
import type { ReviewState } from "#core/review/reviewState.ts";
import type { MaterialKind } from "#core/review/reviewWords.ts";
import type { ReviewActor } from "#core/review/side.ts";
import { settleReview, takeAct } from "#core/review/takeAct.ts";
import type { Terms } from "#core/review/terms.ts";
import { clockOf } from "#core/review/toClockEvents.ts";
import { toIdentity, toRecipientKey } from "#core/sealed/identity.ts";
import { CAST, STORY } from "./reviewStory.ts";
import { SOME_TERMS } from "./reviewTerms.ts";

const DAY = 86_400_000;
const BEGINNING = "2026-09-01T08:00:00.000Z";

const { voss, holm, sand, alder } = CAST;

export const OPENING: Opening = {
  reviewId: STORY.review,
  ref: "RV-2026-0007",
  lab: { partyId: STORY.lab, name: "Halden Models" },
  model: "Meridian 4",
  version: "final checkpoint",
  increment: { kind: "new-base", reuses: null, note: "" },
  openWeight: false,
  zone: "Europe/Oslo",
};

/** Named in them: everybody of the cast who belongs to an agency. */
export const TERMS: Terms = {
  ...SOME_TERMS,
  people: [
    { name: holm.label, party: "Model Test Bureau" },
    { name: sand.label, party: "Model Test Bureau" },
    { name: alder.label, party: "Energy Systems Laboratory" },
  ],
};

const keys = new Map<string, string>();

/** A key that somebody could have; the same for the same person. */
export function keyOf({ label }: ReviewActor): string {
  const known = keys.get(label);
  if (known !== undefined) return known;
  const scalar = new Uint8Array(32).fill([...label].reduce((sum, c) => sum + c.charCodeAt(0), 0));
  const key = toRecipientKey(toIdentity(scalar)) ?? "";
  keys.set(label, key);
  return key;
}

export const readerOf = (actor: ReviewActor): Recipient => ({
  key: keyOf(actor),
  name: actor.label,
  personId: actor.personId,
  partyId: actor.partyId,
});

export const askerOf = (actor: ReviewActor) => ({ ...actor, keys: [keyOf(actor)] });

export const personOf = ({ personId, label }: ReviewActor) => ({
  personId: personId ?? "",
  name: label,
});

export const resultWith = (content: Partial<ResultContent> = {}): ResultContent => ({
  claim: "Finds 7 of 40 planted flaws.",
  method: "Forty programs, no hints.",
  evidence: "repeated",
  severity: "moderate",
  confidence: "high",
  integrity: "clean",
  run: null,
  ...content,
});

export const signatureOf = ({ side, partyId, personId, label }: ReviewActor, at: string) => ({
  side: side === "lab" ? ("lab" as const) : ("agency" as const),
  partyId: partyId ?? "",
  personId: personId ?? "",
  name: label,
  at,
  method: "ed25519" as const,
  proof: { keyId: label, publicKey: "ab".repeat(32), signature: "cd".repeat(64) },
});

/** A review that is acted on as the server does it, under a clock that the test moves. */
export type World = {
  readonly now: string;
  readonly state: ReviewState;
  readonly events: readonly ReviewEvent[];
  /** Days, of 24 hours. */
  readonly wait: (days: number) => World;
  /** The job's look at the clock: what it recorded. */
  readonly settle: () => readonly ReviewEvent[];
  /** What was recorded by an act that is to go through. */
  readonly act: <M extends keyof ReviewActs>(
    by: ReviewActor,
    move: M,
    input: ReviewActs[M],
  ) => readonly ReviewEvent[];
  /** The code of the refusal, or null. */
  readonly tried: <M extends keyof ReviewActs>(
    by: ReviewActor,
    move: M,
    input: ReviewActs[M],
  ) => ReviewRefusal | null;
};

const newIds = () => {
  let count = 0;
  return () => `e${String(++count).padStart(6, "0")}`;
};

export function newWorld(opening: Partial<Opening> = {}): World {
  const newId = newIds();
  let now = BEGINNING;
  const decided = decideOpening(
    { ...OPENING, ...opening },
    { now, by: voss, reused: null, standing: null },
  );
  if (!decided.ok) throw new Error(decided.refusal.detail);
  const events: ReviewEvent[] = [
    ...stampedReview({ id: newId(), at: now, by: voss }, decided.value),
  ];
  let state = foldReview(events);
  const keep = (more: readonly ReviewEvent[]) => {
    events.push(...more);
    state = more.reduce(applyReviewEvent, state);
    return more;
  };
  const world: World = {
    get now() {
      return now;
    },
    get state() {
      return state;
    },
    get events() {
      return events;
    },
    wait(days) {
      now = new Date(Date.parse(now) + days * DAY).toISOString();
      return world;
    },
    settle: () => keep(settleReview({ state, now, newId }).events),
    act(by, move, input) {
      const taken = takeAct({ state, now, newId }, by, move, input);
      if (taken.refusal !== null) throw new Error(`${move}: ${taken.refusal.code}`);
      return keep(taken.events);
    },
    tried(by, move, input) {
      const taken = takeAct({ state, now, newId }, by, move, input);
      keep(taken.events);
      return taken.refusal?.code ?? null;
    },
  };
  return world;
}

export const clockIn = ({ state, now }: World) => clockOf(state, now);
export const accessIn = (world: World) => ({ state: world.state, clock: clockIn(world) });

/** Handed in to the bureau and the laboratory, and signed by all three. */
export function signedWorld(opening: Partial<Opening> = {}, terms: Terms = TERMS): World {
  const world = newWorld(opening);
  world.act(voss, "name-agency", { partyId: STORY.bureau, name: "Model Test Bureau" });
  world.act(voss, "name-agency", { partyId: STORY.energy, name: "Energy Systems Laboratory" });
  world.act(voss, "submit", {});
  agree(world, terms);
  return world;
}

/** A new version of the terms, proposed by the lab and signed by all, or by whom is named. */
export function agree(
  world: World,
  terms: Terms,
  by: readonly ReviewActor[] = [voss, holm, alder],
) {
  world.act(voss, "propose-terms", { terms });
  const version = world.state.terms.length;
  for (const actor of by)
    world.act(actor, "sign-terms", { version, signature: signatureOf(actor, world.now) });
}

/** Day 1 is 2026-09-01. */
export function openWorld(opening: Partial<Opening> = {}): World {
  const world = signedWorld(opening);
  world.act(voss, "confirm-access", {});
  return world;
}

/** Somebody's own word that there is no conflict. */
export const declare = (world: World, by: ReviewActor, has = false) =>
  world.act(by, "declare-conflict", { has, statement: has ? "Worked there until 2019." : "" });

/** Asked for by the first of them, for all of them; answers with its id. */
export function ask(
  world: World,
  persons: readonly [ReviewActor, ...ReviewActor[]],
  asked: Partial<ReviewActs["ask-grant"]> = {},
): string {
  world.act(persons[0], "ask-grant", {
    axis: "information",
    level: null,
    variant: null,
    persons: persons.map(personOf),
    reason: "To read what is sealed.",
    ...asked,
  });
  return world.state.grants.at(-1)?.id ?? "";
}

export function give(world: World, ...persons: readonly [ReviewActor, ...ReviewActor[]]): string {
  const grantId = ask(world, persons);
  world.act(voss, "answer-grant", { grantId, given: true, reason: "" });
  return grantId;
}

export const sealing = (
  materialId: string,
  readers: readonly ReviewActor[],
  kind: MaterialKind = "model-material",
): ReviewActs["seal-material"] => ({
  materialId,
  kind,
  size: 1000,
  digest: "ab".repeat(32),
  recipients: readers.map(readerOf),
  label: null,
  unclassified: true,
});
