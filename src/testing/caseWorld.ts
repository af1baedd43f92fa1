import fc from "fast-check";
import type { Actor, Stamp } from "#core/clearinghouse/actor.ts";
import { foldCase } from "#core/clearinghouse/case.ts";
import { type CaseEvent, type CaseFact, stamped } from "#core/clearinghouse/caseEvent.ts";
import { findingsOf } from "#core/clearinghouse/caseFacts.ts";
import { type Move, mayMove } from "#core/clearinghouse/caseMove.ts";
import type { CaseState } from "#core/clearinghouse/caseState.ts";
import {
  decideEmbargoAcceptance,
  decideEmbargoExit,
  decideEmbargoProposal,
  decideEmbargoRejection,
  decideExpiry,
  decideGrace,
} from "#core/clearinghouse/decideEmbargo.ts";
import { decideEvidence } from "#core/clearinghouse/decideEvidence.ts";
import { decideOnEvidence } from "#core/clearinghouse/decideOnEvidence.ts";
import { decideJoining, decideParticipantChange } from "#core/clearinghouse/decideParticipant.ts";
import { decidePublication } from "#core/clearinghouse/decidePublication.ts";
import { decideSeverity } from "#core/clearinghouse/decideSeverity.ts";
import { decideVerdict } from "#core/clearinghouse/decideVerdict.ts";
import { decideMerge, decideUndoMerge, type TwoSided } from "#core/clearinghouse/merge.ts";
import { decideInput } from "#core/clearinghouse/priority/decideInput.ts";
import { decideSibling } from "#core/clearinghouse/sibling.ts";
import { decideSplit, decideUndoSplit } from "#core/clearinghouse/split.ts";
import type { Result } from "#core/result.ts";

/** Cases as their records, by id. Only decisions ever add to a record, as in the product. */
export type World = ReadonlyMap<string, readonly CaseEvent[]>;

/** One act; the numbers choose among what there is. */
export type Act = {
  readonly verb: keyof typeof VERBS;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly by: number;
};

const PARTIES = ["kestrel", "northgate", "brine", "harbor"] as const;
const MODELS = [null, "falcon-2-large", "heron-1", "falcon-3"] as const;
const ACTORS: readonly Actor[] = PARTIES.map((partyId, i) => ({
  personId: `person-${i}`,
  partyId,
  label: `Person ${i}`,
}));
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

export const stampAt = (day: number, by = 0): Stamp => ({
  at: new Date(Date.UTC(2026, 8, 1) + day * 86_400_000).toISOString(),
  by: pick(ACTORS, by),
});

export const stateOf = (world: World, id: string): CaseState => foldCase(world.get(id) ?? []);
export const statesOf = (world: World): readonly CaseState[] => [...world.values()].map(foldCase);

const append = (world: World, added: Readonly<Record<string, readonly CaseEvent[]>>): World => {
  const next = new Map(world);
  for (const [id, events] of Object.entries(added))
    next.set(id, [...(next.get(id) ?? []), ...events]);
  return next;
};

type Scene = { readonly world: World; readonly act: Act; readonly stamp: Stamp };
type Verb = (scene: Scene) => World;

const chosen = ({ world, act }: Scene, n = act.a): CaseState => {
  const ids = [...world.keys()];
  return stateOf(world, pick(ids, n));
};

/** A decision about one case, appended when it is not refused. */
const oneSided =
  (decide: (state: CaseState, scene: Scene) => Result<readonly CaseEvent[]>): Verb =>
  (scene) => {
    const state = chosen(scene);
    const decision = decide(state, scene);
    return decision.ok ? append(scene.world, { [state.id]: decision.value }) : scene.world;
  };

const twoSided =
  (decide: (into: CaseState, from: CaseState, stamp: Stamp) => Result<TwoSided>): Verb =>
  (scene) => {
    const [into, from] = [chosen(scene), chosen(scene, scene.act.b)];
    const decision = decide(into, from, scene.stamp);
    if (!decision.ok) return scene.world;
    return append(scene.world, { [into.id]: decision.value.into, [from.id]: decision.value.from });
  };

/** Facts without a decision of their own: the table of moves is asked. */
const plain = (
  move: Move,
  toFacts: (scene: Scene, state: CaseState) => readonly CaseFact[],
): Verb =>
  oneSided((state, scene) => {
    const may = mayMove(move, state);
    return may.ok ? { ok: true, value: stamped(scene.stamp, toFacts(scene, state)) } : may;
  });

const joined = (scene: Scene): CaseFact => ({
  type: "finding-joined",
  findingId: `f${[...scene.world.values()].flat().length}`,
  match: "same",
  finder: {
    partyId: pick(PARTIES, scene.act.b),
    party: null,
    model: pick(MODELS, scene.act.c),
    harness: null,
  },
  terms: null,
});

const run = { id: "run", on: "1.0.0", environment: null, signature: null, logSha256: null };
const seat = ({ act }: Scene) => ({
  partyId: pick(PARTIES, act.b),
  label: pick(PARTIES, act.b),
  role: pick(["owner", "verifier", "vendor"] as const, act.c),
  contact: null,
});

const VERBS = {
  open: (scene) => {
    const id = `case-${scene.world.size}`;
    const opened: CaseFact = { type: "opened", caseId: id, title: id, tlp: "AMBER" };
    return append(scene.world, { [id]: stamped(scene.stamp, [opened, joined(scene)]) });
  },
  join: plain("join-finding", (scene) => [joined(scene)]),
  merge: twoSided(decideMerge),
  undoMerge: twoSided(decideUndoMerge),
  sibling: twoSided((into, from, stamp) =>
    decideSibling(into, from, !into.siblings.includes(from.id), stamp),
  ),
  split: (scene) => {
    const origin = chosen(scene);
    const ids = findingsOf(origin).map(({ findingId }) => findingId);
    const part = { caseId: `case-${scene.world.size}`, title: "part" };
    const goes = ids.slice(0, 1 + (scene.act.b % Math.max(1, ids.length)));
    const decision = decideSplit(origin, part, goes, "other place", scene.stamp);
    if (!decision.ok) return scene.world;
    return append(scene.world, {
      [origin.id]: decision.value.origin,
      [part.caseId]: decision.value.part,
    });
  },
  undoSplit: (scene) => {
    const [origin, part] = [chosen(scene), chosen(scene, scene.act.b)];
    const decision = decideUndoSplit(origin, part, scene.stamp);
    if (!decision.ok) return scene.world;
    return append(scene.world, {
      [origin.id]: decision.value.origin,
      [part.id]: decision.value.part,
    });
  },
  evidence: oneSided((state, { act, stamp }) =>
    decideEvidence(
      state,
      {
        findingId: act.b % 2 === 0 ? null : (pick(findingsOf(state), act.b)?.findingId ?? null),
        verifierPartyId: stamp.by.partyId ?? "",
        model: pick(MODELS, act.c),
        outcome: pick(["reproduced", "not-reproduced", "refuted", "reproduced"] as const, act.b),
        nOfM: { n: act.b % 4 === 0 || act.b % 4 === 3 ? 3 : 0, of: 5 },
        run,
        note: null,
      },
      stamp,
    ),
  ),
  seat: oneSided((state, scene) =>
    decideJoining(state, seat(scene), scene.act.a % 2 === 0, scene.stamp),
  ),
  advance: oneSided((state, scene) =>
    decideParticipantChange(
      state,
      seat(scene),
      pick(
        [{ rm: "valid" }, { rm: "accepted" }, { vfd: "VFd" }, { vfd: "VFD" }] as const,
        scene.act.a,
      ),
      scene.stamp,
    ),
  ),
  verdict: oneSided((state, { act, stamp }) =>
    decideVerdict(
      state,
      {
        verdict: pick(
          ["acknowledged", "confirmed", "need-more", "not-ours", "fixed"] as const,
          act.b,
        ),
        version: "1.2.3",
        reason: pick(["not-reproducible", "already-fixed"] as const, act.c),
        note: null,
      },
      stamp,
    ),
  ),
  severity: oneSided((state, { act, stamp }) => {
    const c = pick(["H", "L", "N"], act.c);
    const vector = `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:${c}/I:H/A:H`;
    return decideSeverity(
      state,
      { side: pick(["finder", "verifier", "owner"], act.b), vector, reason: "r" },
      stamp,
    );
  }),
  input: oneSided((state, { act, stamp }) =>
    decideInput(
      state,
      { input: "automatable", value: pick(["yes", "no", null], act.b), source: "s", asOf: null },
      stamp,
    ),
  ),
  propose: oneSided((state, { act, stamp }) =>
    decideEmbargoProposal(
      state,
      {
        id: `${stamp.at} ${act.c}`,
        template: pick(["90+14", "7+7", "90+30", "45-after-patch", "public-now"] as const, act.b),
        endsOn: null,
        reason: "r",
      },
      stamp,
    ),
  ),
  accept: oneSided((state, { stamp }) => decideEmbargoAcceptance(state, null, PARTIES, stamp)),
  reject: oneSided((state, { stamp }) => decideEmbargoRejection(state, null, "no", stamp)),
  exit: oneSided((state, { stamp }) => decideEmbargoExit(state, "agreed", null, stamp)),
  grace: oneSided((state, { stamp }) => decideGrace(state, "a fix is due", stamp)),
  expire: oneSided((state, { stamp }) => ({ ok: true, value: decideExpiry(state, stamp) })),
  world: oneSided((state, { act, stamp }) =>
    decideOnEvidence(
      state,
      {
        kind: pick(
          ["attacks-observed", "leak-suspected", "exploit-public", "public-aware"] as const,
          act.b,
        ),
        evidence: "e",
        source: "s",
        isPublic: act.c % 5 === 0,
        proposalId: `evidence ${stamp.at} ${act.c}`,
      },
      stamp,
    ),
  ),
  fix: plain("record-remediation", () => [
    { type: "remediation-recorded", kind: "fix", version: "2", url: null, note: null },
  ]),
  close: plain("close", () => [{ type: "closed", reason: "done" }]),
  reopen: plain("reopen", () => [{ type: "reopened", reason: "again" }]),
  publish: oneSided((state, { stamp }) =>
    decidePublication(state, { id: "AS-2026-0001", version: 1 }, stamp),
  ),
  cve: plain("record-cve", ({ act }) => [
    { type: "cve-recorded", id: `CVE-2026-${1000 + (act.b % 9)}`, source: "s" },
  ]),
  tell: plain("inform-finder", (_, state) =>
    findingsOf(state)
      .slice(0, 1)
      .map(
        ({ findingId }) =>
          ({ type: "finder-informed", findingId, stage: "passed-to-owner" }) as const,
      ),
  ),
} as const satisfies Record<string, Verb>;

export const VERB_NAMES = Object.keys(VERBS) as (keyof typeof VERBS)[];

/** Plays acts one after another, a quarter of a day apart, from a world of two cases. */
export function play(acts: readonly Act[], from: World = new Map()): World {
  const start: Act = { verb: "open", a: 0, b: 0, c: 0, by: 0 };
  const all = from.size === 0 ? [start, { ...start, b: 1, c: 2 }, ...acts] : acts;
  const begun = [...from.values()].flat().length / 4;
  return all.reduce<World>(
    (world, act, i) => VERBS[act.verb]({ world, act, stamp: stampAt(begun + i / 4, act.by) }),
    from,
  );
}

const small = fc.nat({ max: 11 });
export const actOf = (verbs: readonly (keyof typeof VERBS)[]): fc.Arbitrary<Act> =>
  fc.record({ verb: fc.constantFrom(...verbs), a: small, b: small, c: small, by: small });
export const acts = (
  maxLength: number,
  verbs: readonly (keyof typeof VERBS)[] = VERB_NAMES,
): fc.Arbitrary<readonly Act[]> => fc.array(actOf(verbs), { maxLength });
