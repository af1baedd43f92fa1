import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { negotiateEmbargo } from "#actions/clearinghouse/negotiateEmbargo.ts";
import type { Audience } from "#core/guard/audience.ts";
import { toSaltedTerm } from "#core/guard/saltedTerm.ts";
import { withSystem } from "#store/database.ts";
import { allRows } from "../../testing/allRows.ts";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import type { TestPerson } from "../../testing/desk.ts";
import { eraseSubject, readErased } from "./eraseSubject.ts";
import { keepDecision } from "./keepDecision.ts";
import { addTerms, endOneTerm, readTerms } from "./keepTerms.ts";
import { plantCanary, readCanaries } from "./plantCanary.ts";
import { pseudonymise } from "./pseudonymise.ts";
import { readLeaving } from "./readLeaving.ts";
import { revealPseudonyms } from "./revealPseudonyms.ts";

let world: TestCoordination;
let officer: TestPerson;
let privacy: TestPerson;
beforeAll(async () => {
  world = await testCoordination();
  officer = await world.desk.person(world.lab, ["lab-officer"], "L. Officer");
  privacy = await world.desk.person(world.office, ["privacy-officer"], "P. Rivacy");
});
afterAll(() => world.desk.close());

const PUBLIC: Audience = { kind: "public" };
const read = (body: string, audience = PUBLIC, caseId: string | null = null) =>
  withSystem(world.desk.db, world.desk.id, (tx) =>
    readLeaving(tx, world.desk.deps, world.desk.id, {
      channel: "mail",
      audience,
      parts: { body },
      within: caseId === null ? null : { caseId, partyId: null },
      tlp: null,
    }),
  );
const rulesIn = async (...args: Parameters<typeof read>) =>
  (await read(...args)).findings.map(({ ruleId }) => ruleId);
const stored = async () =>
  Object.values(await allRows(world.desk.owner))
    .flat()
    .join("\n");

describe("a trade secret", () => {
  test("is looked for from the moment it is registered until it is ended, and stands nowhere in the database", async () => {
    const { deps } = world.desk;
    const { salt } = done(await readTerms(deps, officer));
    const term = toSaltedTerm(salt, "Nightjar Sampler");
    if (!term) throw new Error("There is no word in it.");
    expect(await rulesIn("about the nightjar-sampler")).toEqual([]);
    const [added] = done(await addTerms(deps, officer, [{ label: "The sampler", term }])).items;
    expect(await rulesIn("about the nightjar-sampler")).toEqual(["trade-secret/term"]);
    expect(/nightjar/i.test(await stored())).toBe(false);
    expect((await stored()).includes(salt)).toBe(false);
    expect(
      await endOneTerm(deps, { ...officer, partyId: world.owner.id }, added?.id ?? ""),
    ).toMatchObject({ refusal: { code: "guard/no-term" } });
    done(await endOneTerm(deps, officer, added?.id ?? ""));
    expect(await rulesIn("about the nightjar-sampler")).toEqual([]);
  });

  test("is listed to its own party alone", async () => {
    const other = await world.desk.person(world.owner, ["lab-officer"], "O. Ther");
    const { salt } = done(await readTerms(world.desk.deps, officer));
    const term = toSaltedTerm(salt, "Heron");
    if (term) done(await addTerms(world.desk.deps, officer, [{ label: "Bird", term }]));
    expect(done(await readTerms(world.desk.deps, officer)).items.map(({ label }) => label)).toEqual(
      ["Bird"],
    );
    expect(done(await readTerms(world.desk.deps, other)).items).toEqual([]);
  });
});

describe("people of cases", () => {
  test("are named to those of their own case, and to nobody else", async () => {
    const { id: caseId, ref } = await world.invited();
    const { deps } = world.desk;
    done(await negotiateEmbargo(deps, world.maintainer, ref, { move: "accept" }));
    const text = "Ask M. Tainer or K. Finder.";
    expect((await read(text)).output?.body).toBe("Ask [NAME] or [NAME].");
    const within = { kind: "participants", caseId } as const;
    expect((await read(text, within, caseId)).action).toBe("rewrite"); // the finder's party takes no seat
    expect((await read("Ask M. Tainer.", within, caseId)).action).toBe("pass");
    expect(await rulesIn("R. Teal signs.")).toEqual([]); // the desk's own people sign what it sends
  });
});

describe("a canary", () => {
  test("blocks what carries it, encoded too, outside of its case, and counts where it was met", async () => {
    const { deps, id: deskId } = world.desk;
    const { ref, id: caseId } = await world.invited();
    const { token } = done(await plantCanary(deps, world.analyst, ref, "The draft"));
    const leak = `notes ${Buffer.from(`see ${token} there`).toString("base64")}`;
    expect(await rulesIn(`see ${token}`)).toEqual(["embargo/canary"]);
    expect(await rulesIn(leak)).toEqual(["embargo/canary"]);
    expect(await rulesIn(token, { kind: "participants", caseId })).toEqual([]);
    const met = await read(`see ${token}`);
    await withSystem(deps.db, deskId, (tx) =>
      keepDecision(tx, deps, deskId, met, { outcome: "blocked", output: null }),
    );
    expect(done(await readCanaries(deps, world.analyst, ref)).items).toMatchObject([
      { token, met: 1, place: "The draft" },
    ]);
  });
});

describe("pseudonyms", () => {
  const text =
    "zora.quill@kestrel.org wrote, then Zora.Quill@kestrel.org again; not bob@kestrel.org.";
  const tokensIn = (output: string | null) => output?.match(/\[EMAIL-[0-9A-Z]{4,}\]/g) ?? [];

  test("stand for the same person within a case and not across cases; the vault holds no plain value", async () => {
    const { deps } = world.desk;
    const [one, other] = [await world.reproduced(), await world.reproduced()];
    const made = async (ref: string) =>
      tokensIn(done(await pseudonymise(deps, world.analyst, ref, { text })).output);
    const [a1, a2, b] = await made(one.ref);
    expect(a1).toBe(a2);
    expect(b).not.toBe(a1);
    expect(await made(one.ref)).toEqual([a1, a2, b]);
    expect(await made(other.ref)).not.toContain(a1);
    expect(/quill/i.test(await stored())).toBe(false);
  });

  test("are turned back in their own case, by somebody who sees it, on record", async () => {
    const { deps } = world.desk;
    const [one, other] = [await world.reproduced(), await world.reproduced()];
    const [token = ""] = tokensIn(
      done(await pseudonymise(deps, world.analyst, one.ref, { text })).output,
    );
    const reveal = (ref: string, asker = world.analyst) =>
      revealPseudonyms(deps, asker, ref, {
        pseudonyms: [token, "[EMAIL-ZZZZ]"],
        reason: "To write to her",
      });
    expect(done(await reveal(one.ref)).items).toEqual([
      { pseudonym: token, state: "revealed", value: "zora.quill@kestrel.org" },
      { pseudonym: "[EMAIL-ZZZZ]", state: "unknown", value: null },
    ]);
    expect(done(await reveal(other.ref)).items[0]).toMatchObject({ state: "unknown" });
    expect(await reveal(one.ref, world.maintainer)).toMatchObject({
      refusal: { code: "case/not-found" },
    });
    const { rows } = await sql<{
      body: string;
    }>`select body from ledger_entry where kind = 'guard.revealed' order by id desc limit 1`.execute(
      world.desk.owner,
    );
    expect(rows[0]?.body).toContain("To write to her");
    expect(rows[0]?.body).not.toContain("quill");
  });

  test("of somebody erased are opened by nobody, stay taken, and the name leaves nowhere", async () => {
    const { deps } = world.desk;
    const { ref } = await world.reproduced();
    const said = "Write to grace.hopper@kestrel.org today.";
    const [token = ""] = tokensIn(
      done(await pseudonymise(deps, world.analyst, ref, { text: said })).output,
    );
    const names = ["Grace Hopper", "grace.hopper@kestrel.org"];
    expect(done(await eraseSubject(deps, privacy, { names, reason: "She asked" }))).toMatchObject({
      pseudonyms: 1,
    });
    const wanted = { pseudonyms: [token], reason: "Again" };
    expect(done(await revealPseudonyms(deps, world.analyst, ref, wanted)).items).toEqual([
      { pseudonym: token, state: "erased", value: null },
    ]);
    expect((await read("By GRACE hopper.", { kind: "named" })).output?.body).toBe("By [ERASED].");
    expect(/hopper/i.test(await stored())).toBe(false);
    const named = { names, reason: "GRACE  Hopper asked by letter" };
    expect(await eraseSubject(deps, privacy, named)).toMatchObject({
      refusal: { code: "guard/name-in-reason" },
    });
    const empty = { names: ["… ?!"], reason: "Asked" };
    expect(await eraseSubject(deps, privacy, empty)).toMatchObject({
      refusal: { code: "guard/no-word" },
    });
    expect(done(await readErased(deps, privacy)).items).toMatchObject([
      { erasedBy: "P. Rivacy", reason: "She asked" },
    ]);
  });
});
