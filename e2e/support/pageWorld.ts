import { readFileSync } from "node:fs";
import type { Browser, BrowserContext } from "playwright-core";
import type { Mailbox } from "../../src/testing/mailbox.ts";
import { askServer } from "./askServer.ts";
import { type Visitor, visit } from "./browser.ts";
import { eraseOne, holdSome, plantCanary, registerTerm } from "./guardDesk.ts";
import { askAs, type ReviewPerson, setUpReviewCast } from "./reviewDesk.ts";
import { openWindow } from "./reviewWalk.ts";
import type { RunningServer } from "./server.ts";
import { sendTellerRun } from "./tellerRuns.ts";
import { addPerson, enrol, openExercise } from "./walk.ts";

export type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;
export type PagePerson =
  | "R. Teal"
  | "N. Osei"
  | "I. Marsh"
  | "administrator"
  | "newcomer"
  | "P. Quist"
  | ReviewPerson;

/** An installation where every page has something to show, and one person for whom it has nothing. */
export type PageWorld = {
  readonly sessions: Readonly<Record<PagePerson, Session>>;
  readonly caseRef: string;
  readonly advisoryRef: string;
  /** Page of the advisory that the exercise has published. */
  readonly publishedPath: string;
  readonly batchId: string;
  /** A review of E. Voss's lab that V. Holm takes part in, and M. Alder does not. */
  readonly reviewRef: string;
  /** Two runs of R. Teal's, before and after, of which the second has a sample to label. */
  readonly runs: { readonly before: string; readonly after: string };
  /** The guard's decision on an answer of a model, that a person let go rewritten. */
  readonly guardRecord: string;
  /** Paths of one-time links that nobody has used. */
  readonly enrolPath: string;
  readonly ownerPath: string;
};

type Asking = BrowserContext["request"];

type People = { readonly people: readonly { id: string; name: string; tries: string }[] };
type Items<T> = { readonly items: readonly T[] };

/** Each playing takes the place of the one before in that browser, so each has a browser of its own. */
async function playing(browser: Browser, link: string, name: string) {
  const visitor = await openExercise(browser, link);
  const { request } = visitor.context;
  const { people } = await askServer<People>(request, "GET", "/api/exercise");
  const person = people.find((one) => one.name === name);
  await askServer(request, "POST", "/api/exercise/play", { personId: person?.id });
  return { visitor, request, tries: person?.tries ?? "" };
}

const sessionOf = async (visitor: Visitor): Promise<Session> => {
  const session = await visitor.context.storageState();
  await visitor.leave();
  return session;
};

async function setUpLab(browser: Browser, link: string) {
  const { visitor, request } = await playing(browser, link, "N. Osei");
  const lines = readFileSync("examples/findings/to-submit.ndjson");
  await request.fetch("/api/reports/batch?name=to-submit.ndjson", {
    method: "POST",
    headers: { "x-assay": "test", "content-type": "application/x-ndjson" },
    data: lines,
  });
  const { items } = await askServer<Items<{ id: string }>>(request, "GET", "/api/batches");
  return { session: await sessionOf(visitor), batchId: items[0]?.id ?? "" };
}

async function setUpRuns(request: Asking, size: number) {
  const before = await sendTellerRun(request, "a", { size });
  const after = await sendTellerRun(request, "b", { size });
  const { personId } = await askServer<{ personId: string }>(request, "GET", "/api/me");
  await askServer(request, "POST", `/api/evaluations/${after}/samples`, {
    dimension: "policy_violation",
    seed: "11",
    size: 24,
    doubled: 0,
    labellers: [personId],
  });
  return { before, after };
}

async function setUpAnalyst(browser: Browser, link: string, given: { readonly runSize: number }) {
  const { visitor, request, tries } = await playing(browser, link, "R. Teal");
  await askServer(request, "POST", "/api/tokens", { name: "nightly", scopes: null, days: 30 });
  const { items } = await askServer<Items<{ ref: string; published: number }>>(
    request,
    "GET",
    "/api/advisories",
  );
  const advisoryRef = items.find(({ published }) => published === 0)?.ref ?? "";
  const published = items.find((one) => one.published > 0)?.ref;
  type Page = {
    readonly published: readonly { files: readonly { name: string; path: string }[] }[];
  };
  const { published: versions } = await askServer<Page>(
    request,
    "GET",
    `/api/advisories/${published}`,
  );
  const publishedPath = versions[0]?.files.find(({ name }) => name === "Page")?.path ?? "";
  const caseRef = /In (VC-\d+-\d+) the report/.exec(tries)?.[1] ?? "";
  const runs = await setUpRuns(request, given.runSize);
  return { session: await sessionOf(visitor), advisoryRef, caseRef, publishedPath, runs };
}

/** The exercise's coordinator, with two answers of a model that wait for a decision. */
async function setUpGuard(browser: Browser, link: string, teal: Session, caseRef: string) {
  const { visitor, request } = await playing(browser, link, "I. Marsh");
  const analyst = await visit(browser, { site: new URL(link).origin, session: teal });
  await plantCanary(analyst.context.request, caseRef);
  const guardRecord = await holdSome(analyst.context.request, request);
  await analyst.leave();
  return { session: await sessionOf(visitor), guardRecord };
}

async function setUpReview(browser: Browser, server: RunningServer, administrator: Visitor) {
  const cast = await setUpReviewCast(browser, server, { administrator });
  const reviewRef = await openWindow(cast);
  const sealTo = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
  const key = { purpose: "seal", publicKey: sealTo, name: "on a stick", holder: "file" };
  await askAs(cast.visitors.holm, "POST", "/api/my/keys", key);
  const { voss, holm, alder, recorder, overseer } = cast.visitors;
  await registerTerm(voss.context.request);
  const sessions = {
    voss: await sessionOf(voss),
    holm: await sessionOf(holm),
    alder: await sessionOf(alder),
    recorder: await sessionOf(recorder),
    overseer: await sessionOf(overseer),
  };
  return { sessions, reviewRef };
}

const pathOf = (link: string) => link.replace(/^https?:\/\/[^/]+/, "");

/** The real desk is left as it is on the first day, but for its people and one review. */
export async function setUpPages(
  browser: Browser,
  server: RunningServer,
  /** Trials of each category in the runs. */
  given: { readonly runSize: number } = { runSize: 10 },
): Promise<PageWorld> {
  const link = server.enrolmentUrl ?? "";
  const { session: teal, ...analyst } = await setUpAnalyst(browser, link, given);
  const { session: osei, batchId } = await setUpLab(browser, link);
  const { session: marsh, guardRecord } = await setUpGuard(browser, link, teal, analyst.caseRef);
  const admin = await enrol(browser, link);
  const one = { party: "Assay desk", roles: ["analyst"] } as const;
  const newcomer = await addPerson(admin.page, { ...one, name: "T. Newcomer" });
  const unused = await addPerson(admin.page, { ...one, name: "U. Unused" });
  const quist = await addPerson(admin.page, {
    party: "Assay desk",
    roles: ["coordinator", "privacy-officer"],
    name: "P. Quist",
  });
  const officer = await enrol(browser, quist);
  await eraseOne(officer.context.request);
  const { reviewRef, ...reviewers } = await setUpReview(browser, server, admin);
  return {
    sessions: {
      "R. Teal": teal,
      "N. Osei": osei,
      "I. Marsh": marsh,
      "P. Quist": await sessionOf(officer),
      newcomer: await sessionOf(await enrol(browser, newcomer)),
      administrator: await sessionOf(admin),
      ...reviewers.sessions,
    },
    ...analyst,
    batchId,
    reviewRef,
    guardRecord,
    enrolPath: pathOf(unused),
    ownerPath: "",
  };
}

/** A case of the real desk whose owner was written to; the path of the link in the mail. */
export async function writeToOwner(
  browser: Browser,
  server: RunningServer,
  mailbox: Mailbox,
  sessions: PageWorld["sessions"],
): Promise<string> {
  const open = async (session: Session) => await visit(browser, { site: server.url, session });
  const admin = await open(sessions.administrator);
  const staff = await open(sessions.newcomer);
  const finder = await enrol(browser, await addFinder(admin.context.request));
  const found = await askServer<{ report: string }>(
    finder.context.request,
    "POST",
    "/api/reports?format=assay",
    JSON.parse(readFileSync("examples/findings/01-libharbor-index.json", "utf8")),
  );
  if (!found.report) throw new Error("The finding was not stored.");
  await disclose(staff.context.request);
  while (mailbox.mails.size === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const visitor of [admin, staff, finder]) await visitor.leave();
  const [mail] = mailbox.mails.values();
  return pathOf(/http:\S+\/o\/#\S+/.exec(mail?.text ?? "")?.[0] ?? "");
}

async function addFinder(admin: Asking): Promise<string> {
  const lab = { name: "Kestrel Lab", kind: "lab" };
  const { id: partyId } = await askServer<{ id: string }>(admin, "POST", "/api/parties", lab);
  const person = { name: "N. Osei", partyId, roles: ["finder"] };
  return (await askServer<{ enrolmentUrl: string }>(admin, "POST", "/api/persons", person))
    .enrolmentUrl;
}

/** The desk's one case: reproduced by the desk, and its owner told. */
async function disclose(staff: Asking): Promise<void> {
  const cases = await askServer<Items<{ ref: string }>>(staff, "GET", "/api/cases");
  const at = `/api/cases/${cases.items[0]?.ref}`;
  const run = { outcome: "reproduced", failed: 5, of: 5, on: "3.2.1", modelFamily: null };
  await askServer(staff, "POST", `${at}/evidence`, run);
  const owner = { name: "libharbor maintainers", kind: "owner", contact: "security@a.example" };
  const { id: partyId } = await askServer<{ id: string }>(staff, "POST", "/api/parties", owner);
  await askServer(staff, "POST", `${at}/participants`, { partyId, role: "owner" });
  type Drafted = { readonly messages: readonly { id: string }[] };
  const { messages } = await askServer<Drafted>(staff, "POST", `${at}/messages`, { partyId });
  await askServer(staff, "POST", `${at}/messages/${messages[0]?.id}/send`, {});
}
