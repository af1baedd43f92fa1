import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDesk, type TestPerson, testDesk } from "../../testing/desk.ts";
import { mergeCase, splitCase } from "./joinCases.ts";
import { publishAdvisory } from "./publishAdvisory.ts";
import { publishSite } from "./publishSite.ts";
import { readCase } from "./readCase.ts";
import { startAdvisory } from "./startAdvisory.ts";
import { undoSplit } from "./undoSplit.ts";
import { withdrawAdvisory } from "./withdrawAdvisory.ts";

let desk: TestDesk;
let finder: TestPerson;
let analyst: TestPerson;
beforeAll(async () => {
  desk = await testDesk();
  finder = await desk.person(await desk.party("Kestrel Lab", "lab"), ["finder"]);
  analyst = await desk.person(await desk.party("Lakeside", "desk"), ["analyst", "coordinator"]);
});
afterAll(async () => await desk.close());

const findingsOf = async (ref: string): Promise<string[]> => {
  const page = await readCase(desk.deps, analyst, ref);
  return page.ok ? page.value.findings.map(({ id }) => id) : [];
};

test("a split that is undone brings the findings back, and the part, with nothing left, is closed", async () => {
  const [one, two] = [await desk.submit(finder), await desk.submit(finder)];
  await mergeCase(desk.deps, analyst, two.ref, one.ref);
  const before = await findingsOf(one.ref);
  const moved = before.slice(1);
  const split = await splitCase(desk.deps, analyst, one.ref, {
    findings: moved,
    reason: "Two flaws.",
  });
  expect(split).toMatchObject({ ok: true });
  const part = await desk.owner
    .selectFrom("cases")
    .select("ref")
    .where("ref", "not in", [one.ref, two.ref])
    .executeTakeFirstOrThrow();
  expect(await findingsOf(part.ref)).toEqual(moved);
  expect(await undoSplit(desk.deps, analyst, one.ref, part.ref)).toMatchObject({ ok: true });
  expect(await findingsOf(one.ref)).toEqual(before);
  expect(await readCase(desk.deps, analyst, part.ref)).toMatchObject({
    value: { status: "closed", findings: [] },
  });
});

test("a withdrawn advisory is one more version that says so; it cannot be withdrawn twice, or unpublished", async () => {
  const { ref } = await desk.submit(finder, {
    severity: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"],
  });
  const started = await startAdvisory(desk.deps, analyst, ref);
  if (!started.ok) throw new Error(started.refusal.detail);
  const id = started.value.ref;
  expect(await withdrawAdvisory(desk.deps, analyst, id, "Never mind.")).toMatchObject({
    refusal: { code: "advisory/not-published" },
  });
  const published = await publishAdvisory(desk.deps, analyst, id, {
    revision: 1,
    summary: "First.",
  });
  expect(published).toMatchObject({ ok: true });
  expect(await withdrawAdvisory(desk.deps, analyst, id, "It was no flaw.")).toMatchObject({
    ok: true,
    value: { published: [{ number: 1 }, { number: 2 }] },
  });
  expect(await withdrawAdvisory(desk.deps, analyst, id, "Again.")).toMatchObject({
    refusal: { code: "advisory/withdrawn" },
  });
  const { written } = await publishSite(desk.deps, desk.id);
  expect(written).toContain(`/advisories/${id}/v2/osv.json`);
}, 60_000);
