import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Asker } from "#core/access/asker.ts";
import { CASES, type CaseKey } from "#core/exercise/step.ts";
import { type TestDesk, testDesk } from "../../testing/desk.ts";
import { whoAsks } from "../access/whoAsks.ts";
import { publishSite } from "../clearinghouse/publishSite.ts";
import { readCase } from "../clearinghouse/readCase.ts";
import { readCheckpoint } from "../ledger/readLedger.ts";
import { sequenceEntries } from "../ledger/sequenceEntries.ts";
import { playAs, readExercise, startExercise } from "./exercise.ts";
import { findExercise, type ReadyExercise } from "./exerciseDesk.ts";

let desk: TestDesk;
let exercise: ReadyExercise;
let teal: Asker;

beforeAll(async () => {
  desk = await testDesk();
  const party = await desk.party("Lakeside Coordination", "desk");
  const admin = await desk.person(party, ["administrator"]);
  await startExercise(desk.deps, admin);
  exercise = (await findExercise(desk.db)) as ReadyExercise;
  const { people } = await readExercise(desk.deps, admin);
  const first = people.find(({ name }) => name === "R. Teal");
  const played = await playAs(desk.deps, admin, first?.id ?? "", undefined);
  const text = played.ok ? played.value.cookie : "";
  teal = (await whoAsks(desk.deps, { kind: "session", text })) as Asker;
}, 90_000); // the first validation of a process compiles the standards’ schemas
afterAll(() => desk.close());

async function pageOf(key: CaseKey) {
  const read = await readCase(desk.deps, teal, exercise.cases[key] ?? "");
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
}

describe("what a newcomer finds", () => {
  test("every case that the story speaks of is there", () => {
    expect(Object.keys(exercise.cases).sort()).toEqual([...CASES].sort());
  });

  test("libharbor is proven by two, rated lower than claimed, and its report waits to be sent", async () => {
    const page = await pageOf("index");
    expect(page.evidence).toMatchObject({ level: "independently-reproduced" });
    expect(page.findings).toHaveLength(2);
    expect(page.messages.map(({ state }) => state)).toEqual(["draft"]);
    expect(page.messages[0]?.guard.verdict).toBe("pass");
    const row = await rowOf("index");
    expect([row.score_finder, row.score_verifier, row.score_owner]).toEqual([9.8, 7.8, null]);
    expect(page.siblings.map(({ ref }) => ref)).toEqual([exercise.cases.names]);
  });

  test("pennantpix is reproduced once and has a proposal open", async () => {
    const page = await pageOf("pennant");
    expect(page.evidence).toMatchObject({ level: "reproduced" });
    expect((await pageOf("narrow")).proposals).toHaveLength(1);
  });

  test("hatchpack is fixed, with an advisory that only its embargo holds back", async () => {
    const page = await pageOf("hatch");
    expect(page.evidence).toMatchObject({ level: "owner-confirmed" });
    expect(page.remediation).toMatchObject({ kind: "fix", version: "0.8.1" });
    expect(page.advisory).toMatchObject({ state: "draft" });
    expect(page.moves.find(({ move }) => move === "publish-advisory")).toMatchObject({
      allowed: false,
    });
  });

  test("berthd went the whole way", async () => {
    const page = await pageOf("berth");
    expect(page.advisory).toMatchObject({ state: "published", version: 1 });
    expect(page.status).toBe("closed");
    await publishSite(desk.deps, exercise.desk.id);
    const root = `${desk.deps.publishedDir}/${exercise.desk.id}`;
    const files = readdirSync(root, { recursive: true, encoding: "utf8" });
    const ref = page.advisory?.ref ?? "";
    expect(files).toContain(`advisories/${ref}/v1/osv.json`);
    expect(files).toContain(`advisories/${ref}/v1/${ref.toLowerCase()}.json.asc`);
    const csaf = readFileSync(`${root}/advisories/${ref}/v1/${ref.toLowerCase()}.json`, "utf8");
    expect(JSON.parse(csaf).document.publisher).toMatchObject({
      name: exercise.desk.name,
      namespace: `https://localhost:4180/d/${exercise.desk.id}`,
    });
  });

  test("a wrong claim is refuted, a vague one is all unknowns", async () => {
    expect((await pageOf("length")).evidence).toMatchObject({ level: "refuted" });
    const vague = await rowOf("vague");
    expect(vague).toMatchObject({ evidence: "asserted", weakness: null, affected: null });
    expect(vague.unknowns).toBeGreaterThan(0);
  });

  test("a text that gives orders is stored as it came and obeyed in nothing", async () => {
    const page = await pageOf("tide");
    const before = await rowOf("tide");
    expect(page.claim?.description).toContain("ignore all earlier instructions");
    expect(before).toMatchObject({ evidence: "asserted", status: "open", embargo_state: "none" });
    expect(page.advisory).toBeNull();
    expect(page.messages).toEqual([]);
  });
});

const rowOf = async (key: CaseKey) =>
  await desk.owner
    .selectFrom("cases")
    .selectAll()
    .where("desk_id", "=", exercise.desk.id)
    .where("ref", "=", exercise.cases[key] ?? "")
    .executeTakeFirstOrThrow();

describe("the record", () => {
  test("every event of every case has its entry, in the order of the story", async () => {
    const { owner } = desk;
    const events = await owner
      .selectFrom("case_event")
      .select(["case_id", "type"])
      .where("desk_id", "=", exercise.desk.id)
      .where("by_label", "!=", "Assay") // what a report says for itself is one entry with the opening of its case
      .execute();
    const entries = await owner
      .selectFrom("ledger_entry")
      .select(["kind", "at", "case_id"])
      .where("desk_id", "=", exercise.desk.id)
      .orderBy("id")
      .execute();
    const told = new Set(entries.map(({ kind, case_id }) => `${case_id} ${kind}`));
    expect(events.length).toBeGreaterThan(40);
    for (const { case_id, type } of events) expect(told).toContain(`${case_id} case.${type}`);
    const times = entries.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test("its ledger is sequenced under an origin of its own", async () => {
    const head = await sequenceEntries(desk.deps, exercise.desk.id);
    expect(head.origin).toContain(exercise.desk.slug);
    expect(head.size).toBeGreaterThan(80);
    expect(await readCheckpoint(desk.deps, exercise.desk.id)).toMatchObject({ size: head.size });
  });

  test("nobody of the exercise stands on the real desk’s record but who began it", async () => {
    const rows = await desk.owner
      .selectFrom("ledger_entry")
      .select("kind")
      .where("desk_id", "=", desk.id)
      .execute();
    expect(rows.map(({ kind }) => kind)).toEqual(["exercise.started"]);
  });
});
