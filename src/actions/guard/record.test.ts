import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { negotiateEmbargo } from "#actions/clearinghouse/negotiateEmbargo.ts";
import { recordExploitation } from "#actions/clearinghouse/workCase.ts";
import type { GuardRecord } from "#core/guard/audit/guardRecord.ts";
import { withSystem } from "#store/database.ts";
import { findRecord } from "#store/guard/guardRecord.ts";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import type { TestPerson } from "../../testing/desk.ts";
import { SAMPLE_PACK, sampleRecord } from "../../testing/guardSamples.ts";
import { explainRecord } from "./explainRecord.ts";
import { fillPassages } from "./fillPassages.ts";
import { keepDecision } from "./keepDecision.ts";
import { changePolicy, readPacks, readPolicy, uploadPack } from "./keepPackFiles.ts";
import { readFigures } from "./readFigures.ts";
import { type Outgoing, readLeaving } from "./readLeaving.ts";
import { postRecords, readRecords } from "./readRecords.ts";
import { watchPacks } from "./watchPacks.ts";

let world: TestCoordination;
let chief: TestPerson;
let overseer: TestPerson;
beforeAll(async () => {
  world = await testCoordination();
  chief = await world.desk.person(world.office, ["coordinator"], "C. Hief");
  overseer = await world.desk.person(world.office, ["overseer"], "O. Verseer");
});
afterAll(() => world.desk.close());

/** Reads a text and puts the decision down, as the outbox does. */
async function decided(outgoing: Outgoing): Promise<GuardRecord> {
  const { deps, id } = world.desk;
  return await withSystem(deps.db, id, async (tx) => {
    const read = await readLeaving(tx, deps, id, outgoing);
    const outcome = read.action === "pass" ? "sent" : "held";
    const kept = await keepDecision(tx, deps, id, read, { outcome, output: read.output });
    const found = await findRecord(tx, kept);
    if (!found) throw new Error("The record is not there.");
    return found;
  });
}
const mail = (body: string, rest: Partial<Outgoing> = {}): Outgoing => ({
  channel: "mail",
  audience: { kind: "public" },
  parts: { subject: "Hello", body },
  ...rest,
});
const explain = async (record: GuardRecord, body: string, asker = chief) =>
  done(await explainRecord(world.desk.deps, asker, record.id, { subject: "Hello", body }));

async function embargoed(description: string) {
  const one = await world.reproduced({ description });
  const terms = { move: "propose", template: "90+14", reason: "As always" } as const;
  done(await negotiateEmbargo(world.desk.deps, world.analyst, one.ref, terms));
  return one;
}

describe("a decision of the guard", () => {
  test("is on record without a value, and decided again to the same bytes", async () => {
    const body = "Ask ada.lovelace@kestrel.org or K. Finder; carry bob@kestrel.org.";
    const record = await decided(mail(body, { mayCarry: ["bob@kestrel.org"] }));
    expect(record).toMatchObject({ verdict: "rewrite", channel: "mail" });
    expect(JSON.stringify(record)).not.toMatch(/lovelace|kestrel|Finder/);
    const answer = await explain(record, body);
    expect(answer).toMatchObject({ isInput: true, replay: "same", verdict: "rewrite" });
    expect(answer.outputSha256).toBe(record.outputSha256);
    expect(answer.output?.body).toBe("Ask [EMAIL] or [NAME]; carry bob@kestrel.org.");
  });

  test("is decided again by the keys and texts of cases that were under embargo then, though they are not now", async () => {
    const description =
      "The decoder keeps a pointer into a table that a later chunk of the same stream frees and fills with numbers";
    const { ref } = await embargoed(description);
    const body = `See ${ref}: ${description}.`;
    const record = await decided(mail(body));
    expect(record.verdict).toBe("block");
    expect(JSON.stringify(record)).not.toContain(ref);
    expect(record.findings.map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(["embargo/key", "embargo/near-copy"]),
    );
    const known = { kind: "public", source: "a blog" } as const;
    done(await recordExploitation(world.desk.deps, world.analyst, ref, known));
    expect((await decided(mail(body))).verdict).toBe("pass");
    expect(await explain(record, body)).toMatchObject({ replay: "same", verdict: "block" });
  });

  test("knows passages of findings that were taken in before it kept any, once a job has been there", async () => {
    const passage =
      "Each frame of the archive names its own length twice and the smaller of both numbers sizes the buffer";
    await embargoed(passage);
    const { deps, id, owner } = world.desk;
    const nil = "00000000-0000-0000-0000-000000000000";
    await sql`delete from guard_shingle`.execute(owner);
    await sql`update guard_state set passages_after = ${nil}`.execute(owner);
    expect((await decided(mail(passage))).verdict).toBe("pass");
    await fillPassages(deps, id);
    expect((await decided(mail(passage))).verdict).toBe("escalate");
    const shingles = sql<{ n: number }>`select count(*)::int as n from guard_shingle`;
    const { rows } = await shingles.execute(owner);
    await sql`update guard_state set passages_after = ${nil}`.execute(owner);
    await fillPassages(deps, id);
    expect((await shingles.execute(owner)).rows).toEqual(rows);
  });

  test("of another text is not explained", async () => {
    const record = await decided(mail("Hello"));
    expect(await explain(record, "Hello!")).toMatchObject({
      isInput: false,
      replay: "unknown",
      verdict: null,
    });
  });

  test("that a proxy made elsewhere is kept once, and explained there", async () => {
    const { deps } = world.desk;
    const record = sampleRecord(deps.chance.newId()) as unknown as GuardRecord;
    expect(done(await postRecords(deps, world.finder, [record]))).toEqual({ taken: 1, known: 0 });
    expect(done(await postRecords(deps, world.finder, [record]))).toEqual({ taken: 0, known: 1 });
    expect(await explainRecord(deps, chief, record.id, { body: "" })).toMatchObject({
      refusal: { code: "guard/elsewhere" },
    });
  });

  test("is listed newest first, and of a case only to those who see it", async () => {
    const { deps } = world.desk;
    const { id: caseId } = await world.reproduced();
    const record = await decided(mail("Hello", { within: { caseId, partyId: null } }));
    const idsFor = async (asker: TestPerson) =>
      done(await readRecords(deps, asker, { limit: 500 })).items.map(({ id }) => id);
    expect((await idsFor(chief))[0]).toBe(record.id);
    expect(await idsFor(overseer)).not.toContain(record.id);
    expect((await idsFor(overseer)).length).toBeGreaterThan(0);
  });
});

describe("packs", () => {
  const kinds = async () => {
    const { rows } = await sql<{ kind: string; channel: string }>`
      select kind, body::jsonb #>> '{subject,channel}' as channel from ledger_entry where kind like 'guard.p%' order by id`.execute(
      world.desk.owner,
    );
    return rows.map(({ kind, channel }) => (channel === null ? kind : `${kind} ${channel}`));
  };

  test("are in the ledger by their hashes whenever what reads at a channel changes, and not else", async () => {
    const { deps, id } = world.desk;
    await watchPacks(deps, id);
    await watchPacks(deps, id);
    expect(await kinds()).toEqual(
      ["mail", "advisory", "public", "report", "proxy", "sealed"].map(
        (channel) => `guard.packs ${channel}`,
      ),
    );
    done((await uploadPack(deps, chief, { format: "yaml", text: SAMPLE_PACK })).result);
    done(
      await changePolicy(deps, chief, "mail", {
        packs: ["personal", "house"],
        reason: "Our words",
      }),
    );
    const newer = SAMPLE_PACK.replace('version: "1"', 'version: "2"').replace(
      "[operation heron]",
      "[operation heron, operation crane]",
    );
    done((await uploadPack(deps, chief, { format: "yaml", text: newer })).result);
    expect((await kinds()).slice(6)).toEqual([
      "guard.pack-added",
      "guard.policy mail",
      "guard.packs mail",
      "guard.pack-added",
      "guard.packs mail",
    ]);
    expect((await decided(mail("Operation Crane begins."))).verdict).toBe("rewrite");
  });

  test("of an older version still explain what they decided", async () => {
    const { deps } = world.desk;
    const body = "Operation Crane begins.";
    const record = await decided(mail(body));
    done(
      (await uploadPack(deps, chief, { format: "yaml", text: SAMPLE_PACK.replace('"1"', '"3"') }))
        .result,
    );
    expect((await decided(mail(body))).verdict).toBe("pass");
    expect(await explain(record, body)).toMatchObject({ replay: "same", verdict: "rewrite" });
  });

  test("that always read cannot be taken out, and those of the product cannot be replaced", async () => {
    const { deps } = world.desk;
    done(await changePolicy(deps, chief, "proxy", { packs: [], reason: "Less" }));
    const { channels } = done(await readPolicy(deps, chief));
    expect(channels.find(({ channel }) => channel === "proxy")?.packs.map(({ id }) => id)).toEqual([
      "secrets",
      "tlp",
      "embargo",
      "trade-secret",
      "erased",
    ]);
    const taken = SAMPLE_PACK.replace("id: house\n", "id: secrets\n").replace(
      "house/codename",
      "secrets/codename",
    );
    expect((await uploadPack(deps, chief, { format: "yaml", text: taken })).result).toMatchObject({
      refusal: { code: "guard/pack-taken" },
    });
    const { items } = done(await readPacks(deps, chief));
    expect(items.find(({ id }) => id === "secrets")).toMatchObject({
      source: "built-in",
      always: expect.arrayContaining(["mail"]),
    });
  });

  test("with a fault are not taken, and the fault is told with its place", async () => {
    const text = SAMPLE_PACK.replace("We call it Operation Heron.", "We call it nothing.");
    const { result, problems } = await uploadPack(world.desk.deps, chief, { format: "yaml", text });
    expect(result).toMatchObject({ refusal: { code: "guard/ill-formed" } });
    expect(problems).toMatchObject([
      { rule: "guard/example", message: expect.stringContaining("nothing is found") },
    ]);
  });
});

test("figures count decisions, and leave small cells out", async () => {
  for (let i = 0; i < 6; i += 1) await decided(mail(`Hello ${i}`, { channel: "report" }));
  await decided(mail("Operation TLP:RED", { channel: "report" }));
  const { channels, smallest, verdicts } = done(await readFigures(world.desk.deps, overseer, 30));
  const shown = channels.find(({ channel }) => channel === "report")?.verdicts;
  expect(shown).toEqual([
    { verdict: "pass", count: null },
    { verdict: "rewrite", count: 0 },
    { verdict: "escalate", count: 0 },
    { verdict: "block", count: null },
  ]);
  expect(verdicts.every(({ count }) => count === null || count === 0 || count >= smallest)).toBe(
    true,
  );
});
