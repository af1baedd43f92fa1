import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideEscalation } from "#actions/guard/decideEscalation.ts";
import { readEscalations } from "#actions/guard/readEscalations.ts";
import { done } from "../../testing/coordination.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../testing/desk.ts";
import { editAdvisory } from "./editAdvisory.ts";
import { negotiateEmbargo } from "./negotiateEmbargo.ts";
import { publishAdvisory } from "./publishAdvisory.ts";
import { publishSite } from "./publishSite.ts";
import { readAdvisory } from "./readAdvisory.ts";
import { startAdvisory } from "./startAdvisory.ts";

let desk: TestDesk;
let finder: TestPerson;
let analyst: TestPerson;
let chief: TestPerson;
beforeAll(async () => {
  desk = await testDesk();
  finder = await desk.person(await desk.party("Kestrel Lab", "lab"), ["finder"], "K. Finder");
  const office = await desk.party("Lakeside", "desk");
  analyst = await desk.person(office, ["analyst"], "A. Nalyst");
  chief = await desk.person(office, ["coordinator"], "C. Hief");
});
afterAll(() => desk.close());

const RATED = { severity: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"] };

/** An advisory whose details say this; ready to be published. */
async function drafted(details: string) {
  const { ref, id: caseId } = await desk.submit(finder, RATED);
  const started = done(await startAdvisory(desk.deps, analyst, ref));
  const draft = { ...(started.draft as object), details };
  const edited = done(
    await editAdvisory(desk.deps, analyst, started.ref, { revision: started.revision, draft }),
  );
  return { id: started.ref, caseRef: ref, caseId, revision: edited.revision };
}
const publish = (one: { id: string; revision: number }, rewrite = false, by = analyst) =>
  publishAdvisory(desk.deps, by, one.id, { revision: one.revision, summary: "First.", rewrite });
const fileOf = (path: string) => join(desk.deps.publishedDir, desk.id, path);
const questions = async () =>
  done(await readEscalations(desk.deps, chief, { state: "waiting", limit: 100 })).items;

describe("an advisory on its way to the public", () => {
  test("with personal data is published when it is rewritten, by pointer, in every format, and stays valid", async () => {
    const one = await drafted("Ask zora.quill@kestrel.org for the file.");
    expect(await publish(one)).toMatchObject({
      refusal: { code: "advisory/rewrite", detail: expect.stringContaining("personal/email") },
    });
    expect(await publish(one, true)).toMatchObject({ ok: true });
    await publishSite(desk.deps, desk.id);
    for (const name of ["osv.json", "openvex.json", "advisory.md", "advisory.txt"]) {
      const path = fileOf(`/advisories/${one.id}/v1/${name}`);
      if (existsSync(path)) expect(readFileSync(path, "utf8")).not.toContain("quill");
    }
    const osv = JSON.parse(readFileSync(fileOf(`/advisories/${one.id}/v1/osv.json`), "utf8")) as {
      details: string;
    };
    expect(osv.details).toMatch(/Ask \\?\[EMAIL\\?\] for the file\./);
    const { rows } = await sql<{ outcome: string }>`
      select outcome from guard_record where channel = 'advisory' order by id desc limit 1`.execute(
      desk.owner,
    );
    expect(rows).toEqual([{ outcome: "rewritten" }]);
  }, 60_000);

  test("that names another case under embargo is not published, rewritten or not", async () => {
    const { ref } = await desk.submit(finder, RATED);
    const terms = { move: "propose", template: "90+14", reason: "As always" } as const;
    done(await negotiateEmbargo(desk.deps, analyst, ref, terms));
    const one = await drafted(`See also ${ref}.`);
    expect(await publish(one, true)).toMatchObject({ refusal: { code: "advisory/embargoed" } });
    expect(done(await readAdvisory(desk.deps, analyst, one.id)).published).toEqual([]);
  }, 60_000);

  test("that escalates waits for a person, once, and goes in these words alone", async () => {
    const one = await drafted("This was under embargo until 12 May.");
    expect(await publish(one)).toMatchObject({ refusal: { code: "advisory/embargoed" } });
    expect(await publish(one)).toMatchObject({ ok: false });
    const mine = (await questions()).filter(({ destination }) => destination === one.id);
    expect(mine).toMatchObject([{ channel: "advisory", verdict: "escalate", from: "A. Nalyst" }]);
    done(
      await decideEscalation(desk.deps, chief, mine[0]?.id ?? "", {
        answer: "as-is",
        reason: "It is over",
      }),
    );
    const other = await drafted("This was under embargo until 13 May.");
    expect(await publish(other)).toMatchObject({ refusal: { code: "advisory/embargoed" } });
    expect(await publish(one)).toMatchObject({ ok: true });
    const { rows } = await sql<{ name: string }>`
      select content #>> '{approver,name}' as name from guard_record where outcome = 'released' order by id desc limit 1`.execute(
      desk.owner,
    );
    expect(rows).toEqual([{ name: "C. Hief" }]);
  }, 60_000);
});

describe("the published tree", () => {
  test("leaves out a file that the guard holds, writes the others, and asks a person", async () => {
    const one = await drafted("A plain text.");
    done(await publish(one));
    // Behind everybody's back: what is stored now says something else than what was read.
    await sql`alter table advisory_version disable trigger all`.execute(desk.owner);
    await sql`update advisory_version set content = jsonb_set(content, '{renderings,text}', '"TLP:RED text"')
      where advisory_id = (select id from advisory where ref = ${one.id})`.execute(desk.owner);
    await sql`alter table advisory_version enable trigger all`.execute(desk.owner);
    const { written } = await publishSite(desk.deps, desk.id);
    const held = (await questions()).filter(({ channel }) => channel === "public");
    expect(held).toMatchObject([{ verdict: "block" }]);
    expect(held[0]?.destination).toContain(one.id);
    expect(written).toContain(`/advisories/${one.id}/v1/osv.json`);
    expect(written).not.toContain(held[0]?.destination);
    await publishSite(desk.deps, desk.id);
    expect((await questions()).filter(({ channel }) => channel === "public")).toHaveLength(1);
  }, 60_000);
});
