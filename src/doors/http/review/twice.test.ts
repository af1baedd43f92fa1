import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { lapseWindows } from "#actions/review/lapse.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, reviewDesk } from "../../../testing/reviewDesk.ts";
import { openBy, sealBy } from "../../../testing/reviewSealing.ts";
import {
  expire,
  granted,
  resultShared,
  signBy,
  submitted,
  termsFor,
} from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const content = {
  ...{ claim: "Once", method: "By hand", evidence: "asserted", severity: null },
  ...{ confidence: "low", integrity: "clean", run: null },
};
const move = (by: Member, ref: string, name: string, body: object, key?: string) =>
  world.ask(by, "POST", `/api/reviews/${ref}/${name}`, {
    body,
    ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
  });
const give = (by: Member, ref: string, key?: string, claim = "Once") =>
  move(by, ref, "give-result", { content: { ...content, claim } }, key);

/** Types of the stored events, in their order; no number is missing, and none stands twice. */
async function storedTypes(ref: string): Promise<string[]> {
  const { rows } = await sql<{ seq: number; type: string }>`
    select e.seq, e.type from review_event e
    join review r on r.desk_id = e.desk_id and r.id = e.review_id
    where r.ref = ${ref} order by e.seq`.execute(world.desk.owner);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1));
  return rows.map(({ type }) => type);
}

describe("an act that is sent again under its Idempotency-Key", () => {
  test("is done once, one after the other and at the same moment", async () => {
    const { holm } = world.people;
    const { ref } = await granted(world);
    const [one, two] = [randomUUID(), randomUUID()];
    for (const key of [one, one]) told(await give(holm, ref, key));
    const replies = await Promise.all([two, two, two].map((key) => give(holm, ref, key, "Twice")));
    for (const reply of replies) told(reply);
    const { results } = await world.page(holm, ref);
    expect(results.map((result) => result.content.claim)).toEqual(["Once", "Twice"]);
  });

  test("is answered with the review as it is, though it was sent for an edition that is no more", async () => {
    const { holm } = world.people;
    const { ref } = await granted(world);
    const { edition } = await world.page(holm, ref);
    const headers = { "idempotency-key": randomUUID(), "if-match": `"${edition}"` };
    const send = () =>
      world.ask(holm, "POST", `/api/reviews/${ref}/give-result`, { body: { content }, headers });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
  });

  test("is another one under another key, from another person, and without a key", async () => {
    const { holm, sand } = world.people;
    const { ref } = await granted(world);
    const key = randomUUID();
    for (const [by, under] of [[holm, key], [sand, key], [holm, randomUUID()], [holm]] as const)
      told(await give(by, ref, under));
    expect((await world.page(holm, ref)).results.length).toBe(4);
  });

  test("is refused when the key stands for something else, and a refused act leaves its key free", async () => {
    const { holm } = world.people;
    const { ref } = await granted(world);
    const key = randomUUID();
    expect((await move(holm, ref, "recuse", { a: 1 }, key)).status).toBe(400);
    const unknown = { resultId: "r", with: [randomUUID()] };
    expect((await move(holm, ref, "share-result", unknown, key)).status).toBe(404);
    told(await give(holm, ref, key));
    const other = { status: 422, body: { code: "review/key-reused" } };
    expect(await give(holm, ref, key, "Else")).toMatchObject(other);
    const { ref: elsewhere } = await granted(world);
    expect(await give(holm, elsewhere, key)).toMatchObject(other);
  });
});

describe("two acts at the same moment", () => {
  test("a result and a withdrawal leave the result before the end, or none", async () => {
    const { voss, holm, alder } = world.people;
    const { ref } = await granted(world);
    const replies = await Promise.all([
      give(holm, ref),
      move(voss, ref, "withdraw", {}),
      give(alder, ref),
      give(holm, ref),
    ]);
    for (const { status } of replies) expect([200, 409]).toContain(status);
    const types = await storedTypes(ref);
    expect(types.filter((type) => type === "withdrawn").length).toBe(1);
    expect(types.lastIndexOf("result-given")).toBeLessThan(types.indexOf("withdrawn"));
    const given = [replies[0], replies[2], replies[3]].filter((reply) => reply?.status === 200);
    expect(types.filter((type) => type === "result-given").length).toBe(given.length);
  });

  test("an answer to a request and a withdrawal leave no grant alive", async () => {
    const { voss, brandt, sand } = world.people;
    const { ref } = await granted(world);
    const persons = [{ personId: sand.personId, name: sand.name }];
    const wanted = { axis: "information", level: null, variant: null, persons, reason: "x" };
    const { grants } = await world.act(sand, ref, "ask-grant", wanted);
    const grantId = grants.at(-1)?.id;
    await Promise.all([
      move(voss, ref, "answer-grant", { grantId, given: true, reason: "" }),
      move(brandt, ref, "withdraw", {}),
    ]);
    const page = await world.page(voss, ref);
    expect(page.stage).toBe("closed");
    expect(page.grants.map(({ state }) => state)).toEqual(["ended", "ended"]);
  });

  test("two of one side sign once, the other side's signature stands beside it", async () => {
    const { voss, brandt, holm } = world.people;
    const ref = await submitted(world);
    await world.act(voss, ref, "propose-terms", { terms: termsFor(world) });
    const replies = await Promise.all([voss, brandt, holm].map((by) => signBy(world, by, ref, 1)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    const { terms, stage } = await world.page(voss, ref);
    const sides = terms[0]?.signatures.map(({ side }) => side).sort();
    expect([sides, stage]).toEqual([["agency", "lab"], "terms-agreed"]);
  });

  test("acts, reads and the job, all of them over the end of the window, record one end, and open nothing", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    const { id } = await sealBy(world, voss, ref, { to: [holm] });
    expire(world);
    const late = await Promise.allSettled([
      give(holm, ref),
      lapseWindows(world.desk.deps, world.desk.id),
      openBy(world, holm, ref, id),
      move(voss, ref, "withdraw", {}),
      world.page(holm, ref),
      give(holm, ref),
    ]);
    const [given, , opened, withdrawn] = late;
    expect(given).toMatchObject({ value: { status: 409, body: { code: "review/closed" } } });
    expect(withdrawn).toMatchObject({ value: { status: 409 } });
    expect(opened?.status).toBe("rejected");
    const types = await storedTypes(ref);
    expect(types.filter((type) => type === "expired").length).toBe(1);
    expect(types.filter((type) => type === "destruction-asked").length).toBe(1);
    expect(types).not.toContain("withdrawn");
  });

  test("a result that is shared twice over is shared once with each", async () => {
    const { holm } = world.people;
    const { ref } = await granted(world);
    const resultId = await resultShared(world, ref);
    const body = { resultId, with: [world.parties.energy.id] };
    const again = await Promise.all([1, 2].map(() => move(holm, ref, "share-result", body)));
    for (const reply of again) expect(reply.body).toMatchObject({ code: "result/shared" });
  });
});
