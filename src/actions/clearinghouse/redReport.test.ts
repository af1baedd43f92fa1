import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "#core/clearinghouse/finding.ts";
import { done } from "../../testing/coordination.ts";
import { someFinding, type TestDesk, type TestPerson, testDesk } from "../../testing/desk.ts";
import { mergeCase, splitCase } from "./joinCases.ts";
import { readCases } from "./listCases.ts";
import { readCase } from "./readCase.ts";
import { submitReport } from "./submitReport.ts";
import { takeReports } from "./takeReports.ts";

let desk: TestDesk;
let finder: TestPerson;
let coordinator: TestPerson;
let analyst: TestPerson;
let trainee: TestPerson;
beforeAll(async () => {
  desk = await testDesk();
  const [lab, office] = [
    await desk.party("Kestrel Lab", "lab"),
    await desk.party("Office", "desk"),
  ];
  finder = await desk.person(lab, ["finder"]);
  coordinator = await desk.person(office, ["coordinator"]);
  analyst = await desk.person(office, ["analyst"]);
  trainee = await desk.person(office, ["finder"]);
});
afterAll(() => desk.close());

async function send(who: TestPerson, finding: Finding, tlp: string) {
  const read = { ok: true, format: "assay", findings: [finding], attachments: [] } as const;
  const bytes = new TextEncoder().encode(JSON.stringify(finding));
  const intake = { tlp, channel: "api", batchId: null } as const;
  const [receipt] = await takeReports(desk.deps, who, intake, [{ bytes, name: null, read }]);
  if (!receipt) throw new Error("A file got no answer.");
  return receipt;
}

const caseOf = async (findingRef: string | undefined) =>
  await desk.owner
    .selectFrom("finding")
    .innerJoin("case_finding", "case_finding.finding_id", "finding.id")
    .innerJoin("cases", "cases.id", "case_finding.case_id")
    .select(["cases.id", "cases.ref", "cases.tlp", "case_finding.match"])
    .where("finding.ref", "=", findingRef ?? "")
    .executeTakeFirstOrThrow();

const sees = async (who: TestPerson, ref: string) => (await readCase(desk.deps, who, ref)).ok;

describe("a report that came as TLP:RED", () => {
  test("opens a case that the desk's coordinators read, and no other staff", async () => {
    const receipt = await send(finder, someFinding(), "RED");
    const { ref, tlp } = await caseOf(receipt.findings[0]?.id);
    expect(tlp).toBe("RED");
    expect([await sees(coordinator, ref), await sees(analyst, ref)]).toEqual([true, false]);
  });

  test("joins no case that more than its readers see: a person decides", async () => {
    const finding = someFinding();
    const open = await caseOf((await send(finder, finding, "AMBER")).findings[0]?.id);
    const again = { ...finding, description: `${finding.description} It is easy to hit.` };
    const red = await caseOf((await send(finder, again, "RED")).findings[0]?.id);
    expect(red.id).not.toBe(open.id);
    expect([red.tlp, red.match]).toEqual(["RED", "proposed"]);
    const page = done(await readCase(desk.deps, coordinator, red.ref));
    expect(page.proposals.map(({ other }) => other.ref)).toContain(open.ref);
    expect(done(await readCase(desk.deps, analyst, open.ref)).proposals).toEqual([]);
  });

  test("joins no TLP:RED case by itself either: its readers may be others", async () => {
    const finding = someFinding();
    const first = await caseOf((await send(finder, finding, "RED")).findings[0]?.id);
    const again = { ...finding, expected: "Nothing else happens." };
    const second = await caseOf((await send(finder, again, "RED")).findings[0]?.id);
    expect([second.id === first.id, second.match]).toEqual([false, "proposed"]);
  });

  test("is merged into no case that others see", async () => {
    const red = await caseOf((await send(finder, someFinding(), "RED")).findings[0]?.id);
    const amber = await caseOf((await send(finder, someFinding(), "AMBER")).findings[0]?.id);
    const refused = await mergeCase(desk.deps, coordinator, red.ref, amber.ref);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "case/wider-mark" } });
    expect(done(await mergeCase(desk.deps, coordinator, amber.ref, red.ref)).status).toBe("merged");
  });

  test("keeps its readers when it is split", async () => {
    const one = someFinding();
    const first = await send(finder, one, "RED");
    const { ref, id } = await caseOf(first.findings[0]?.id);
    const other = await caseOf((await send(finder, someFinding(), "RED")).findings[0]?.id);
    done(await mergeCase(desk.deps, coordinator, other.ref, ref));
    const wanted = { findings: [first.findings[0]?.id ?? ""], reason: "Two flaws after all" };
    done(await splitCase(desk.deps, coordinator, ref, wanted));
    const part = await caseOf(first.findings[0]?.id);
    expect(part.id).not.toBe(id);
    expect([await sees(coordinator, part.ref), await sees(analyst, part.ref)]).toEqual([
      true,
      false,
    ]);
  });
});

describe("a receipt", () => {
  test("tells staff which case a finding joined, where the case is theirs to see", async () => {
    const finding = someFinding();
    const own = await caseOf((await send(finder, finding, "AMBER")).findings[0]?.id);
    const again = { ...finding, expected: "Nothing else happens." };
    const receipt = await send(analyst, again, "AMBER");
    expect(receipt.findings).toMatchObject([{ case: own.ref, match: "same" }]);
  });

  test("does not tell them that it joined one that is not, now or at the second sending", async () => {
    const finding = someFinding();
    const hidden = await caseOf((await send(finder, finding, "RED")).findings[0]?.id);
    const again = { ...finding, expected: "Nothing else happens." };
    const receipt = await send(analyst, again, "AMBER");
    expect((await caseOf(receipt.findings[0]?.id)).id).toBe(hidden.id);
    expect(Object.keys(receipt.findings[0] ?? {})).toEqual(["id"]);
    const known = await send(analyst, again, "AMBER");
    expect(known).toMatchObject({ status: "known", findings: [{ id: receipt.findings[0]?.id }] });
    expect(Object.keys(known.findings[0] ?? {})).toEqual(["id"]);
    const listed = await readCases(desk.deps, analyst, {
      view: "decision",
      status: "any",
      assigned: "any",
      evidence: "any",
      text: undefined,
      limit: 500,
    });
    expect(listed.items.map(({ ref }) => ref)).not.toContain(hidden.ref);
  });

  test("that was kept under a key tells a finder of the same party no more for having told staff", async () => {
    const bytes = new TextEncoder().encode('{"title":"The parser reads past its buffer"}');
    const file = { bytes, name: null, format: undefined, tlp: "AMBER", channel: "api" } as const;
    const sendKeyed = async (who: TestPerson) =>
      done(await submitReport(desk.deps, who, { ...file, key: "one key" }));
    const told = await sendKeyed(analyst);
    expect(told.findings[0]?.case).toBeDefined();
    const replayed = await sendKeyed(trainee);
    expect(replayed.findings).toEqual([{ id: told.findings[0]?.id }]);
  });
});
