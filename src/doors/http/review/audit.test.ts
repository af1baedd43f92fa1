import { expect, test } from "vitest";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import {
  askOrder,
  endpointGranted,
  orderBy,
  ordered,
  orderRun,
} from "../../../testing/evaluationOrders.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, type ReviewDesk, reviewDesk } from "../../../testing/reviewDesk.ts";
import { openBy, rewrapBy, sealBy } from "../../../testing/reviewSealing.ts";
import {
  agreed,
  drafted,
  granted,
  grantTo,
  leaveOutBy,
  reportBy,
  resultGiven,
  resultShared,
  signBy,
  submitted,
  termsFor,
} from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const kinds = async (): Promise<string[]> =>
  (await world.desk.owner.selectFrom("ledger_entry").select("kind").orderBy("id").execute()).map(
    ({ kind }) => kind,
  );

type Stage = { readonly ref: string; readonly id: string };

/** A review in which the route is taken, and the call that is; what it leaves in the ledger. */
type Taken = {
  readonly at: () => Promise<Stage>;
  readonly call: (stage: Stage) => Promise<unknown>;
  readonly leaves: readonly string[];
};

const inOf = (make: (world: ReviewDesk) => Promise<string>) => async (): Promise<Stage> => ({
  ref: await make(world),
  id: "",
});
const inGranted = async (): Promise<Stage> => {
  const { ref, grantId } = await granted(world);
  return { ref, id: grantId };
};
const withThing = async (): Promise<Stage> => {
  const { ref } = await granted(world);
  const { voss, holm } = world.people;
  return { ref, id: (await sealBy(world, voss, ref, { to: [holm] })).id };
};

const moved =
  (by: "voss" | "holm", move: string, body: (stage: Stage) => object) => (stage: Stage) =>
    world.act(world.people[by], stage.ref, move, body(stage));
const nothing = () => ({});
const one = (kind: string) => [`review.${kind}`];

const LABEL = {
  basis: "agreement",
  name: "Terms",
  from: "2026-09-01",
  until: null,
  source: "Terms",
  claimedBy: "The lab",
};

const yesterday = () =>
  new Date(world.desk.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);

/** The report that a finding is filed by. */
let filed = "";

const LAB: Readonly<Record<string, Taken>> = {
  submitReview: {
    at: inOf(drafted),
    call: moved("voss", "submit", nothing),
    leaves: one("submitted"),
  },
  nameAgency: {
    at: inOf(drafted),
    call: moved("voss", "name-agency", () => ({
      partyId: world.parties.bureau.id,
      name: "Bureau",
    })),
    leaves: one("agency-named"),
  },
  answerAgency: {
    at: async () => {
      const ref = await submitted(world);
      const { model, version } = await world.page(world.people.voss, ref);
      const body = { labPartyId: world.parties.lab.id, model, version, reason: "Ports" };
      await world.ask(world.people.port, "POST", "/api/review-requests", { body });
      return { ref, id: world.parties.unrelated.id };
    },
    call: moved("voss", "answer-agency", ({ id }) => ({ partyId: id, attached: true })),
    leaves: one("agency-answered"),
  },
  dateRelease: {
    at: inOf(drafted),
    call: moved("voss", "date-release", () => ({
      release: "public",
      date: "2027-01-15",
      note: "",
    })),
    leaves: one("release-dated"),
  },
  recordRelease: {
    at: inGranted,
    call: moved("voss", "release", () => ({ release: "limited" })),
    leaves: ["review.released", "review.completed"],
  },
  withdrawReview: {
    at: inGranted,
    call: moved("voss", "withdraw", nothing),
    leaves: one("withdrawn"),
  },
  completeReview: {
    at: inGranted,
    call: moved("voss", "complete", nothing),
    leaves: one("completed"),
  },
  findNotApplicable: {
    at: inGranted,
    call: moved("voss", "find-not-applicable", () => ({ reason: "It is not new" })),
    leaves: one("found-not-applicable"),
  },
  confirmAccess: {
    at: inOf(agreed),
    call: moved("voss", "confirm-access", nothing),
    leaves: one("access-confirmed"),
  },
  leaveDaysUncounted: {
    at: async () => {
      const stage = await inGranted();
      world.desk.wait(2);
      return stage;
    },
    call: async ({ ref }) =>
      told(
        await leaveOutBy(world, world.people.voss, ref, { days: [yesterday()], reason: "Ours" }),
      ),
    leaves: one("days-left-uncounted"),
  },
  answerGrant: {
    at: async () => {
      const { ref } = await granted(world);
      const { sand } = world.people;
      const persons = [{ personId: sand.personId, name: sand.name }];
      const wanted = { axis: "information", level: null, variant: null, persons, reason: "x" };
      const { grants } = await world.act(sand, ref, "ask-grant", wanted);
      return { ref, id: grants.at(-1)?.id ?? "" };
    },
    call: moved("voss", "answer-grant", ({ id }) => ({ grantId: id, given: true, reason: "" })),
    leaves: one("grant-answered"),
  },
  endGrant: {
    at: inGranted,
    call: moved("voss", "end-grant", ({ id }) => ({ grantId: id, reason: "" })),
    leaves: one("grant-ended"),
  },
  replyToResult: {
    at: async () => {
      const { ref } = await granted(world);
      return { ref, id: await resultGiven(world, ref) };
    },
    call: moved("voss", "reply-to-result", ({ id }) => ({ resultId: id, text: "We see less" })),
    leaves: one("reply-attached"),
  },
  askCoverage: {
    at: inOf(submitted),
    call: moved("voss", "ask-coverage", () => ({ question: "Is it covered?" })),
    leaves: one("coverage-asked"),
  },
  listReviewAccesses: {
    at: inGranted,
    call: async ({ ref }) =>
      told(await world.ask(world.people.voss, "GET", `/api/reviews/${ref}/accesses`)),
    leaves: [],
  },
};

const AGENCY: Readonly<Record<string, Taken>> = {
  askGrant: {
    at: inGranted,
    call: moved("holm", "ask-grant", () => ({
      axis: "time",
      level: null,
      variant: null,
      persons: [{ personId: world.people.sand.personId, name: "P. Sand" }],
      reason: "More",
    })),
    leaves: one("grant-asked"),
  },
  declareConflict: {
    at: inGranted,
    call: moved("holm", "declare-conflict", () => ({ has: false, statement: "" })),
    leaves: one("conflict-declared"),
  },
  recuse: {
    at: inGranted,
    call: moved("holm", "recuse", nothing),
    leaves: ["review.recused", "review.grant-ended"],
  },
  giveResult: {
    at: inGranted,
    call: ({ ref }) => resultGiven(world, ref),
    leaves: one("result-given"),
  },
  shareResult: {
    at: async () => {
      const { ref } = await granted(world);
      const id = await resultGiven(world, ref);
      await world.act(world.people.voss, ref, "reply-to-result", { resultId: id, text: "So" });
      return { ref, id };
    },
    call: moved("holm", "share-result", ({ id }) => ({
      resultId: id,
      with: [world.parties.energy.id],
    })),
    leaves: one("result-shared"),
  },
  fileFinding: {
    at: async () => {
      const { ref } = await granted(world);
      filed = await reportBy(world, world.people.holm);
      return { ref, id: await resultShared(world, ref) };
    },
    call: moved("holm", "file-finding", ({ id }) => ({ resultId: id, reportRef: filed })),
    leaves: one("finding-filed"),
  },
};

const incident = async (): Promise<Stage> => {
  const { ref } = await granted(world);
  const opened = { what: "It left its range", thirdParties: [], hours: 24 };
  const { incidents } = await world.act(world.people.voss, ref, "open-incident", opened);
  return { ref, id: incidents[0]?.id ?? "" };
};
const proposal = async (): Promise<Stage> => {
  const { ref } = await granted(world);
  const page = await world.act(world.people.holm, ref, "propose-partner", {
    name: "Nordbank",
    reason: "x",
  });
  return { ref, id: page.partners[0]?.id ?? "" };
};
const ended = async (): Promise<Stage> => {
  const { ref } = await withThing();
  const page = await world.act(world.people.voss, ref, "withdraw");
  return { ref, id: page.destructions[0]?.id ?? "" };
};
const today = () => world.desk.clock.now().toISOString().slice(0, 10);

const BOTH: Readonly<Record<string, Taken>> = {
  proposeTerms: {
    at: inOf(submitted),
    call: moved("voss", "propose-terms", () => ({ terms: termsFor(world) })),
    leaves: one("terms-proposed"),
  },
  reportOutage: {
    at: inGranted,
    call: moved("holm", "report-outage", () => ({
      from: world.desk.clock.now().toISOString(),
      until: null,
      note: "",
    })),
    leaves: one("outage-reported"),
  },
  claimLabel: {
    at: inGranted,
    call: moved("voss", "claim-label", () => ({ on: "submission", label: LABEL })),
    leaves: one("label-claimed"),
  },
  openIncident: {
    at: inGranted,
    call: moved("holm", "open-incident", () => ({ what: "It left", thirdParties: [], hours: 24 })),
    leaves: one("incident-opened"),
  },
  endIncident: {
    at: incident,
    call: moved("voss", "end-incident", ({ id }) => ({ incidentId: id, outcome: "Closed" })),
    leaves: one("incident-ended"),
  },
  proposePartner: {
    at: inGranted,
    call: moved("holm", "propose-partner", () => ({ name: "Nordbank", reason: "It runs much" })),
    leaves: one("partner-proposed"),
  },
  answerPartner: {
    at: proposal,
    call: moved("voss", "answer-partner", ({ id }) => ({
      partnerId: id,
      agrees: true,
      reason: "Yes",
    })),
    leaves: one("partner-answered"),
  },
  stateDestruction: {
    at: ended,
    call: moved("holm", "state-destruction", ({ id }) => ({
      destructionId: id,
      method: "Erased",
      on: today(),
    })),
    leaves: one("destruction-stated"),
  },
  signTerms: {
    at: async () => {
      const ref = await submitted(world);
      await world.act(world.people.voss, ref, "propose-terms", { terms: termsFor(world) });
      return { ref, id: "" };
    },
    call: async ({ ref }) => told(await signBy(world, world.people.voss, ref, 1)),
    leaves: one("terms-signed"),
  },
};

const read =
  (by: Member, path: string) =>
  async ({ ref, id }: Stage) =>
    told(await world.ask(by, "GET", `/api/reviews/${ref}${path.replace(":id", id)}`));
const byHolm = (path: string) => (stage: Stage) => read(world.people.holm, path)(stage);

const READS: Readonly<Record<string, Taken>> = {
  getReview: { at: inGranted, call: byHolm(""), leaves: one("accessed") },
  listReviewEvents: { at: inGranted, call: byHolm("/events"), leaves: one("accessed") },
  whatIfReview: { at: inGranted, call: byHolm("/what-if"), leaves: [] },
  reviewDates: { at: inGranted, call: byHolm("/dates.ics"), leaves: one("accessed") },
  reviewReport: { at: inGranted, call: byHolm("/report/html"), leaves: one("accessed") },
  exportReview: {
    at: inGranted,
    call: byHolm("/export.zip"),
    leaves: ["review.accessed", "review.exported"],
  },
  printTerms: { at: inGranted, call: byHolm("/terms/1/text"), leaves: one("accessed") },
  diffTerms: { at: inGranted, call: byHolm("/terms/1/changes"), leaves: one("accessed") },
  beginTermsSignature: {
    at: inGranted,
    call: async ({ ref }) =>
      told(await world.ask(world.people.holm, "POST", `/api/reviews/${ref}/terms/1/sign/begin`)),
    leaves: [],
  },
  beginUncounted: {
    at: async () => {
      const stage = await inGranted();
      world.desk.wait(2);
      return stage;
    },
    call: async ({ ref }) => {
      const url = `/api/reviews/${ref}/leave-days-uncounted/begin`;
      const body = { days: [yesterday()], reason: "Ours" };
      return told(await world.ask(world.people.voss, "POST", url, { body }));
    },
    leaves: [],
  },
  describeSealed: { at: withThing, call: byHolm("/sealed/:id"), leaves: [] },
  getSealedManifest: { at: withThing, call: byHolm("/sealed/:id/manifest"), leaves: [] },
  getSealedEnvelope: {
    at: withThing,
    call: byHolm("/sealed/:id/envelope"),
    leaves: one("accessed"),
  },
  getSealedPayload: { at: withThing, call: byHolm("/sealed/:id/payload"), leaves: one("accessed") },
};

/** The steps of one upload together: what begins and what fills it is no decision yet. */
const SEALS: Readonly<Record<string, Taken>> = {
  finishSealed: {
    at: inGranted,
    call: ({ ref }) => sealBy(world, world.people.voss, ref, { to: [world.people.holm] }),
    leaves: one("material-sealed"),
  },
  rewrapSealed: {
    at: async () => {
      const stage = await withThing();
      await grantTo(world, world.people.sand, stage.ref);
      await openBy(world, world.people.holm, stage.ref, stage.id);
      return stage;
    },
    call: ({ ref, id }) => rewrapBy(world, world.people.holm, ref, { id, to: [world.people.sand] }),
    leaves: ["review.accessed", "review.material-rewrapped"], // the envelope is read first
  },
};

const BESIDE: Readonly<Record<string, Taken>> = {
  openReview: {
    at: async () => ({ ref: "", id: "" }),
    call: () => drafted(world),
    leaves: one("opened"),
  },
  askToJoinReview: {
    at: inOf(submitted),
    call: async ({ ref }) => {
      const { model, version } = await world.page(world.people.voss, ref);
      const body = { labPartyId: world.parties.lab.id, model, version, reason: "Ports" };
      told(await world.ask(world.people.port, "POST", "/api/review-requests", { body }), 202);
    },
    leaves: one("agency-asked"), // one entry, as where there is no such review
  },
  recordCoverage: {
    at: async () => {
      const ref = await submitted(world);
      await world.act(world.people.voss, ref, "ask-coverage", { question: "Is it covered?" });
      return { ref, id: "" };
    },
    call: async ({ ref }) => {
      const body = { coverage: "undetermined", until: null, basis: "Too early" };
      told(await world.ask(world.people.recorder, "POST", `/api/coverage/${ref}`, { body }));
    },
    leaves: one("coverage-recorded"),
  },
  addMyKey: {
    at: async () => ({ ref: "", id: "" }),
    call: async () => {
      const publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
      const body = { purpose: "sign", publicKey, name: "Mine", holder: "file" };
      told(await world.ask(world.people.port, "POST", "/api/my/keys", { body }), 201);
    },
    leaves: ["key.added"],
  },
  endMyKey: {
    at: async () => ({ ref: "", id: world.people.crake.signKeyId }),
    call: async ({ id }) =>
      told(await world.ask(world.people.crake, "DELETE", `/api/my/keys/${id}`), 204),
    leaves: ["key.ended"],
  },
  listReviews: { at: inGranted, call: () => byPath("holm", "/api/reviews"), leaves: [] },
  listLabs: { at: inGranted, call: () => byPath("holm", "/api/labs"), leaves: [] },
  listMyKeys: { at: inGranted, call: () => byPath("holm", "/api/my/keys"), leaves: [] },
  listCoverage: { at: inGranted, call: () => byPath("recorder", "/api/coverage"), leaves: [] },
  overseeReviews: {
    at: inGranted,
    call: () => byPath("overseer", "/api/oversight/reviews"),
    leaves: [],
  },
};
const byPath = async (by: "holm" | "recorder" | "overseer", path: string) =>
  told(await world.ask(world.people[by], "GET", path));

const inOrder = async (): Promise<Stage> => {
  const { ref, order } = await ordered(world);
  return { ref, id: order.id };
};
const toOrder = (way: string, body: object) => (stage: Stage) =>
  askOrder(world, world.people.holm, { ...stage, way, body });
const ofOrder = (kind: string) => [`evaluation.${kind}`];

/** What an agency asks of its runner, and what the runner says. */
const ORDERS: Readonly<Record<string, Taken>> = {
  orderEvaluation: {
    at: async () => {
      const { ref, grantId, materialId } = await endpointGranted(world);
      return { ref, id: `${grantId} ${materialId}` };
    },
    call: ({ ref, id }) => {
      const [grantId = "", materialId = ""] = id.split(" ");
      return orderBy(world, world.people.holm, { ref, grantId, materialId });
    },
    leaves: ofOrder("ordered"),
  },
  listOrders: { at: inOrder, call: byHolm("/evaluations"), leaves: [] },
  beginBatch: {
    at: inOrder,
    call: toOrder("/batches", { trials: 10, run: null }),
    leaves: one("accessed"),
  },
  stopOrder: {
    at: inOrder,
    call: toOrder("/stop", { reason: "Enough" }),
    leaves: ofOrder("stopped"),
  },
  finishOrder: {
    at: inOrder,
    call: toOrder("/finish", { state: "finished", why: null, destroyed: "Overwritten" }),
    leaves: ofOrder("credentials-destroyed"),
  },
  reportContainment: {
    at: inOrder,
    call: toOrder("/containment", { what: "It left", run: null }),
    leaves: ["review.incident-opened", "evaluation.containment"],
  },
  draftResultFromRun: {
    at: async () => {
      const { ref, order, run } = await orderRun(world);
      return { ref, id: `${order.id}/draft-result?run=${run}` };
    },
    call: byHolm("/evaluations/:id"),
    leaves: [],
  },
};

const TAKEN = { ...LAB, ...AGENCY, ...BOTH, ...READS, ...SEALS, ...BESIDE, ...ORDERS };

/** Streams; and the steps of an upload before its last, which `finishSealed` walks. */
const ELSEWHERE = ["followReview", "beginSealed", "putSealedPart"];

const OF_REVIEWS = ROUTES.filter(({ permission }) => permission.startsWith("review."));

test("every route of reviews is looked at", () => {
  const known = [...Object.keys(TAKEN), ...ELSEWHERE].sort();
  expect(known).toEqual(OF_REVIEWS.map(({ id }) => id).sort());
});

test.each(
  OF_REVIEWS.filter(({ id }) => id in TAKEN).map(
    (route) => [route.id, route.audit, route] as const,
  ),
)("%s leaves what the contract names, %s, and what it does", async (id, audit, route: Route) => {
  const taken = TAKEN[id] as Taken;
  const stage = await taken.at();
  const before = (await kinds()).length;
  await taken.call(stage);
  const left = (await kinds()).slice(before).filter((kind) => kind !== "review.destruction-asked");
  expect(left).toEqual(taken.leaves);
  expect([route.id, left.length > 0]).toEqual([route.id, audit !== "none"]);
});
