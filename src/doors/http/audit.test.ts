import { afterAll, beforeAll, expect, test } from "vitest";
import { openSession } from "#actions/access/signIn.ts";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { withSystem } from "#store/database.ts";
import { type Asked, type TestApp, testApp } from "../../testing/app.ts";
import { type CrowdedCase, type CrowdedDesk, crowd } from "../../testing/crowdedDesk.ts";
import { type TestPerson, testDesk } from "../../testing/desk.ts";
import { isOfEvaluations } from "../../testing/evaluationSamples.ts";
import { sampleOf, type Target } from "../../testing/routeSamples.ts";

let crowded: CrowdedDesk;
let site: TestApp;
let staff: TestPerson;
let victim: string;
let idle: CrowdedCase;
beforeAll(async () => {
  crowded = await crowd(await testDesk());
  const { desk, parties } = crowded;
  staff = await desk.person(
    parties.office,
    ["coordinator", "administrator", "overseer", "lab-officer", "privacy-officer"],
    "S. Taff",
  );
  victim = (await desk.person(parties.outside, ["operator"], "V. Ictim")).personId;
  idle = await crowded.openCase("AMBER");
  site = await testApp(desk.deps);
});
afterAll(async () => {
  await site.close();
  await crowded.desk.close();
});

/**
 * Routes whose sample is refused, so that there is nothing to record; what they record is tested where they succeed.
 * A route that is neither here nor in the ledger after a call fails below.
 */
const REFUSED = [
  "beginEnrolment",
  "finishEnrolment",
  "finishSignIn",
  "beginOidc",
  "finishOidc",
  "revokeToken",
  "reopenCase",
  "importPriority",
  "linkSibling",
  "mergeCase",
  "splitCase",
  "undoMerge",
  "undoSplit",
  "inviteParticipant",
  "recordVerdict",
  "editAdvisory",
  "publishAdvisory",
  "withdrawAdvisory",
  "renderAdvisory",
  "startAdvisory",
  "openExercise",
  "playAs",
  "listBatchProblems",
  "awaitEscalation",
  "getEscalation",
  "decideEscalation",
  "getGuardRecord",
  "explainGuardRecord",
  "endGuardTerm",
];
/** Sets up a whole exercise; src/actions/system/exercise.test.ts looks at its record. */
const ELSEWHERE = ["startExercise"];
/** Asked by people of labs and agencies; review/audit.test.ts looks at theirs. */
const isOfReviews = ({ permission }: Route): boolean => permission.startsWith("review.");
/** Asked about a run that there is by evaluation/audit.test.ts. */
const isOfRuns = ({ path }: Route): boolean => isOfEvaluations(path);

const entries = async (): Promise<number> => {
  const row = await crowded.desk.owner
    .selectFrom("ledger_entry")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return row.n;
};

async function askerFor(route: Route, link: string): Promise<Asked> {
  if (route.permission === "link") return { as: `Link ${link}` };
  const { desk, people } = crowded;
  const person = route.permission === "case.answer" ? people.outside.owner : staff;
  const cookie = await withSystem(desk.db, desk.id, (tx) =>
    openSession(tx, desk.deps, person.personId),
  );
  return { cookies: { assay: cookie } };
}

test.each(
  ROUTES.filter(
    (route) => !ELSEWHERE.includes(route.id) && !isOfReviews(route) && !isOfRuns(route),
  ).map((route) => [route.id, route.audit, route] as const),
)("%s leaves a record of the class that the contract names: %s", async (id, audit, route) => {
  const isAboutCase = route.params !== undefined || route.permission === "link";
  const on = isAboutCase ? await crowded.openCase("AMBER") : idle;
  const target: Target = { crowd: crowded, on, victim, batch: victim };
  const asked = await askerFor(route, on.link);
  const { method, url, body, headers } = sampleOf(route, target);
  const before = await entries();
  const call = { ...asked, headers, ...(body === undefined ? {} : { body }) };
  const { status } = await site.call(method, url, call);
  const added = (await entries()) - before;
  expect([id, status >= 300]).toEqual([id, REFUSED.includes(id)]);
  if (status >= 300 || audit === "none") expect([id, added]).toEqual([id, 0]);
  else expect([id, added > 0]).toEqual([id, true]);
});
