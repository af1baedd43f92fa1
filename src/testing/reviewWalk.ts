import fc from "fast-check";
import type { ReviewActs } from "#core/review/act.ts";
import { REVIEW_MOVES, type ReviewMove } from "#core/review/reviewMove.ts";
import {
  ACTS,
  COVERAGE,
  INTEGRITY,
  MATERIAL_KINDS,
  RELEASES,
  SEVERITIES,
} from "#core/review/reviewWords.ts";
import type { ReviewActor } from "#core/review/side.ts";
import { CAST, STORY } from "./reviewStory.ts";
import {
  declare,
  give,
  newWorld,
  openWorld,
  personOf,
  readerOf,
  resultWith,
  sealing,
  signatureOf,
  signedWorld,
  TERMS,
  type World,
} from "./reviewWorld.ts";

const { voss, holm, sand, alder, recorder } = CAST;

/** One that no lab ever names. */
export const STRANGER: ReviewActor = {
  side: "agency",
  personId: "stranger",
  partyId: "elsewhere",
  label: "N. Body",
};
const PEOPLE = [voss, holm, sand, alder] as const;
export const WALKERS: readonly ReviewActor[] = [...PEOPLE, recorder, STRANGER];

/** Everything that somebody writes says whose it is. */
export const markOf = ({ partyId }: ReviewActor): string => `[of ${partyId}]`;

const MOVES = Object.keys(REVIEW_MOVES) as ReviewMove[];
/** What stops a walk, or much of it, comes seldom; what needs another step before it, often. */
const ENDS: readonly ReviewMove[] = ["withdraw", "complete", "find-not-applicable", "release"];
const SELDOM: readonly ReviewMove[] = ["recuse", "date-release", "open-incident", "end-grant"];
const REST = MOVES.filter((move) => !ENDS.includes(move) && !SELDOM.includes(move));
const OFTEN: readonly ReviewMove[] = [
  "ask-grant",
  "answer-grant",
  "seal-material",
  "rewrap-material",
  "sign-terms",
  "answer-agency",
  "confirm-access",
  "give-result",
  "reply-to-result",
  "share-result",
  "answer-partner",
  "end-incident",
];

/** `dice` chooses what a move is about. */
export type Step = {
  readonly by: ReviewActor;
  readonly move: ReviewMove;
  readonly hours: number;
  readonly dice: readonly number[];
};

const step: fc.Arbitrary<Step> = fc
  .record({
    move: fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom(...OFTEN) },
      { weight: 40, arbitrary: fc.constantFrom(...REST) },
      { weight: 8, arbitrary: fc.constantFrom(...SELDOM) },
      { weight: 1, arbitrary: fc.constantFrom(...ENDS) },
    ),
    fits: fc.integer({ min: 0, max: 9 }),
    who: fc.nat(WALKERS.length - 1),
    hours: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(0, 1, 5) },
      { weight: 8, arbitrary: fc.constantFrom(14, 24, 50) },
      { weight: 1, arbitrary: fc.constantFrom(300, 720) },
    ),
    dice: fc.array(fc.nat(9999), { minLength: 6, maxLength: 6 }),
  })
  .map(({ move, fits, who, hours, dice }) => {
    const sides: readonly string[] = REVIEW_MOVES[move].sides;
    const fitting = WALKERS.filter(({ side }) => fits > 0 && sides.includes(side));
    const by = (fitting.length > 0 ? fitting : WALKERS).at(who % (fitting.length || 6)) ?? voss;
    return { by, move, hours, dice };
  });

/** In the midst of it: something sealed by each side, and both agencies let in. */
function busyWorld(): World {
  const world = openWorld();
  for (const by of [holm, sand, alder]) declare(world, by);
  for (const by of [holm, alder]) give(world, by);
  world.act(voss, "seal-material", sealing("card", [voss, holm, alder]));
  world.act(holm, "seal-material", sealing("prompts", [holm, sand], "evaluator-prompt"));
  return world;
}

const STARTS = [
  () => newWorld({ zone: "Pacific/Apia", policyDays: 3 }),
  () => signedWorld(),
  () => openWorld({ policyDays: 5, acts: ["access-window"] }),
  () => openWorld({ openWeight: true, acts: ACTS }),
  busyWorld,
  busyWorld,
] as const;

export const walk: fc.Arbitrary<{ readonly from: number; readonly steps: readonly Step[] }> =
  fc.record({
    from: fc.nat(STARTS.length - 1),
    steps: fc.array(step, { minLength: 20, maxLength: 50, size: "max" }),
  });

/** Where a walk sets out: mostly where most can be done. */
export const worldFrom = (from: number): World => (STARTS[from] ?? busyWorld)();

const pick = <T>(from: readonly T[], die = 0): T | undefined => from[die % (from.length || 1)];
/** Mostly the newest, now and then one that is not there. */
const idIn = (list: readonly { readonly id: string }[], die = 0): string => {
  if (die % 10 === 0) return "none";
  return (die % 3 > 0 ? list.at(-1) : pick(list, die))?.id ?? "none";
};
const some = <T>(from: readonly T[], die = 0): readonly T[] =>
  from.filter((_, i) => (die >> i) % 2 === 1);

const dayNear = (now: string, die = 0): string =>
  new Date(Date.parse(now) + ((die % 40) - 5) * 86_400_000).toISOString().slice(0, 10);

const hourNear = (now: string, die = 0): string =>
  new Date(Date.parse(now) - (die % 90) * 3_600_000).toISOString();

type Makers = {
  readonly [M in ReviewMove]: (world: World, step: Step, mark: string) => ReviewActs[M];
};

const partyFor = (die = 0) => pick([STORY.bureau, STORY.energy, STORY.lab], die) ?? STORY.bureau;

const DOOR = {
  submit: () => ({}),
  "name-agency": (_, { dice: [a] }) => ({ partyId: partyFor(a), name: "Agency" }),
  "ask-to-join": (_, { by }, reason) => ({ partyId: by.partyId ?? "", name: "Agency", reason }),
  "answer-agency": (_, { dice: [a, b = 0] }) => ({ partyId: partyFor(a), attached: b % 3 > 0 }),
  "date-release": ({ now }, { dice: [a, b = 0] }) => ({
    release: pick(RELEASES, a) ?? "public",
    date: b % 4 === 0 ? null : dayNear(now, b),
    note: "",
  }),
  release: (_, { dice: [a] }) => ({ release: pick(RELEASES, a) ?? "public" }),
  withdraw: () => ({}),
  complete: () => ({}),
  "find-not-applicable": () => ({ reason: "Weights are out." }),
  "propose-terms": (_, { dice: [a = 0] }) => ({
    terms: { ...TERMS, retentionDays: a % 3, promptsShownToLab: a % 5 === 0 },
  }),
  "sign-terms": ({ state, now }, { by }) => ({
    version: state.terms.length,
    signature: signatureOf(by, now),
  }),
  "confirm-access": () => ({}),
  "leave-days-uncounted": ({ now }, { by, dice: [a] }) => ({
    days: [dayNear(now, (a ?? 0) % 6)],
    reason: "Endpoint down.",
    signature: signatureOf(by, now),
  }),
  "report-outage": ({ now }, { dice: [a] }) => ({ from: hourNear(now, a), until: null, note: "" }),
} satisfies Partial<Makers>;

const ACCESS = {
  "ask-grant": (_, { dice: [a = 0, b] }, reason) => {
    const isModel = a % 2 === 0;
    return {
      axis: isModel ? "model" : "information",
      level: isModel ? "AL1" : null,
      variant: isModel ? "safeguards-off" : null,
      persons: some([holm, sand, alder], b).map(personOf),
      reason,
    };
  },
  "answer-grant": ({ state }, { dice: [a, b = 0] }) => ({
    grantId: idIn(state.grants, a),
    given: b % 4 > 0,
    reason: "",
  }),
  "end-grant": ({ state }, { dice: [a] }) => ({ grantId: idIn(state.grants, a), reason: "" }),
  "declare-conflict": (_, { dice: [a = 0] }, statement) => ({ has: a % 4 === 0, statement }),
  recuse: () => ({}),
  "seal-material": ({ events }, { dice: [a, b] }) => ({
    materialId: `m${events.length}`,
    kind: pick(MATERIAL_KINDS, a) ?? "other",
    size: 1,
    digest: "ab".repeat(32),
    recipients: some(PEOPLE, b).map(readerOf),
    label: null,
    unclassified: true,
  }),
  "rewrap-material": ({ state }, { dice: [a, b] }) => ({
    materialId: idIn(state.materials, a),
    recipients: some(PEOPLE, b).map(readerOf),
  }),
  "claim-label": ({ now }, { dice: [a] }, name) => ({
    on: "submission",
    label: {
      basis: "agreement",
      name: "Terms",
      from: dayNear(now, 0),
      until: dayNear(now, a),
      source: "Clause 4",
      claimedBy: name,
    },
  }),
} satisfies Partial<Makers>;

const MAKERS: Makers = {
  ...DOOR,
  ...ACCESS,
  "give-result": (_, { dice: [a, b] }, claim) => ({
    content: resultWith({
      claim,
      integrity: pick(INTEGRITY, a) ?? "clean",
      severity: pick([null, ...SEVERITIES], b) ?? null,
    }),
  }),
  "reply-to-result": ({ state }, { dice: [a] }) => ({
    resultId: idIn(state.results, a),
    text: "We count 1.",
  }),
  "share-result": ({ state }, { dice: [a, b] }) => ({
    resultId: idIn(state.results, a),
    with: [partyFor(b)],
  }),
  "file-finding": ({ state }, { dice: [a] }) => ({
    resultId: idIn(state.results, a),
    reportRef: "RP-2026-0412",
  }),
  "open-incident": (_world, _step, what) => ({ what, thirdParties: [what], hours: 24 }),
  "end-incident": ({ state }, { dice: [a] }) => ({
    incidentId: idIn(state.incidents, a),
    outcome: "Over.",
  }),
  "ask-coverage": () => ({ question: "Is it covered?" }),
  "record-coverage": ({ now }, { dice: [a, b] }) => ({
    coverage: pick(COVERAGE, a) ?? "undetermined",
    until: dayNear(now, b),
    basis: "Annex 3.",
  }),
  "propose-partner": (_, { dice: [a = 0] }) => ({ name: `Bank ${a % 3}`, reason: "Large." }),
  "answer-partner": ({ state }, { dice: [a, b = 0] }) => ({
    partnerId: idIn(state.partners, a),
    agrees: b % 2 === 0,
    reason: "Because.",
  }),
  "state-destruction": ({ state, now }, { dice: [a] }) => ({
    destructionId: idIn(state.destructions, a),
    method: "Key erased.",
    on: now.slice(0, 10),
  }),
};

const inputOf = <M extends ReviewMove>(move: M, world: World, one: Step): ReviewActs[M] =>
  MAKERS[move](world, one, markOf(one.by));

/** Takes one step; whether it went through. */
export function take(world: World, one: Step): boolean {
  world.wait(one.hours / 24);
  return world.tried(one.by, one.move, inputOf(one.move, world, one)) === null;
}
