import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mergeCase } from "#actions/clearinghouse/joinCases.ts";
import { negotiateEmbargo } from "#actions/clearinghouse/negotiateEmbargo.ts";
import { closeCase, recordCve, recordExploitation } from "#actions/clearinghouse/workCase.ts";
import { withSystem } from "#store/database.ts";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import { findGuardContext, type Within } from "./guardContext.ts";

let world: TestCoordination;
beforeAll(async () => {
  world = await testCoordination();
});
afterAll(() => world.desk.close());

const contextOf = (body: string, within: Within | null = null) =>
  withSystem(world.desk.db, world.desk.id, (tx) =>
    findGuardContext(tx, world.desk.deps.now(), { subject: "", body }, within),
  );
const named = async (body: string) => (await contextOf(body)).embargoed;

async function embargoed(finding = {}) {
  const one = await world.reproduced(finding);
  const terms = { move: "propose", template: "90+14", reason: "As always" } as const;
  done(await negotiateEmbargo(world.desk.deps, world.analyst, one.ref, terms));
  return one;
}

describe("what the guard knows of a message", () => {
  test("the cases under embargo that it names, in the words it names them by", async () => {
    const { id, ref } = await embargoed({
      component: "pkg:npm/one",
      aliases: ["GHSA-aaaa-bbbb-cccc"],
    });
    expect(await named(`See ${ref}, one@3.2.1 and ghsa-AAAA-bbbb-cccc.`)).toEqual([
      { caseId: id, keys: [ref, "one@3.2.1", "ghsa-AAAA-bbbb-cccc"] },
    ]);
    expect(await named("Nothing of it.")).toEqual([]);
  });

  test("not those without an embargo, public, or past their day", async () => {
    const { deps } = world.desk;
    const free = await world.reproduced();
    expect(await named(free.ref)).toEqual([]);
    const known = await embargoed();
    const source = { kind: "public", source: "https://blog.example" } as const;
    done(await recordExploitation(deps, world.analyst, known.ref, source));
    expect(await named(known.ref)).toEqual([]);
    const { ref } = await embargoed();
    const today = deps.now().toISOString();
    world.desk.clock.set("2026-12-21T00:00:00Z");
    expect(await named(ref)).toEqual([]);
    world.desk.clock.set(today);
    expect(await named(ref)).toHaveLength(1);
  });

  test("closed ones, too: closing a case makes nothing public", async () => {
    const { ref } = await embargoed();
    done(await closeCase(world.desk.deps, world.analyst, ref, "Not to be fixed"));
    expect(await named(ref)).toHaveLength(1);
  });

  test("a CVE id from the moment it is recorded, and through a merge", async () => {
    const { deps } = world.desk;
    const from = await embargoed();
    expect(await named("CVE-2026-50001")).toEqual([]);
    const cve = { id: "CVE-2026-50001", source: "a CNA" };
    done(await recordCve(deps, world.analyst, from.ref, cve));
    expect(await named("cve-2026-50001!")).toEqual([{ caseId: from.id, keys: ["cve-2026-50001"] }]);
    const into = await world.reproduced();
    done(await mergeCase(deps, world.analyst, from.ref, into.ref));
    expect(await named(`CVE-2026-50001 in ${from.ref}`)).toEqual([
      { caseId: into.id, keys: [from.ref, "CVE-2026-50001"] },
    ]);
  });

  test("the label of the case it belongs to, and nothing against that case itself", async () => {
    const { id, ref } = await embargoed();
    const within = { caseId: id, partyId: world.owner.id };
    expect(await contextOf(`About ${ref}`, within)).toEqual({ embargoed: [], tlp: "AMBER" });
  });
});
