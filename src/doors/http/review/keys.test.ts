import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { toIdentity, toRecipientKey } from "#core/sealed/identity.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, reviewDesk } from "../../../testing/reviewDesk.ts";
import { openBy, sealBy } from "../../../testing/reviewSealing.ts";
import { granted, grantTo } from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

type Key = {
  readonly id: string;
  readonly purpose: string;
  readonly publicKey: string;
  readonly endedAt: string | null;
};
const keysOf = async (by: Member) =>
  told<{ items: Key[] }>(await world.ask(by, "GET", "/api/my/keys")).items;
const add = (by: Member, body: object) => world.ask(by, "POST", "/api/my/keys", { body });
const end = (by: Member, id: string) => world.ask(by, "DELETE", `/api/my/keys/${id}`);

const newKey = () => {
  const identity = toIdentity(systemChance.random(32));
  return { identity, publicKey: toRecipientKey(identity) ?? "" };
};
const SEAL = { purpose: "seal", name: "Laptop", holder: "file" };

describe("keys of one's own", () => {
  test("are public parts; whoever sends a private one is refused, and nothing of it is kept", async () => {
    const { holm } = world.people;
    const { identity } = newKey();
    const reply = await add(holm, { ...SEAL, publicKey: identity });
    expect(reply).toMatchObject({ status: 422, body: { code: "key/malformed" } });
    expect(reply.text).not.toContain(identity);
    const { rows } = await sql`select 1 from person_key where public_key like '%SECRET%'`.execute(
      world.desk.owner,
    );
    expect(rows).toEqual([]);
  });

  test.each([
    ["age1nothing", "seal"],
    ["", "seal"],
    ["00".repeat(32), "sign"],
    [`01${"00".repeat(31)}`, "sign"],
    ["not hexadecimal", "sign"],
  ])("%j is none to %s with", async (publicKey, purpose) => {
    const reply = await add(world.people.holm, { ...SEAL, purpose, publicKey });
    expect([400, 422]).toContain(reply.status);
  });

  test("are added once, by one person", async () => {
    const { holm, sand } = world.people;
    const { publicKey } = newKey();
    told(await add(holm, { ...SEAL, publicKey }), 201);
    for (const by of [holm, sand])
      expect(await add(by, { ...SEAL, publicKey })).toMatchObject({
        status: 409,
        body: { code: "key/known" },
      });
  });

  test("are listed and ended by their owner alone", async () => {
    const { holm, sand } = world.people;
    const { publicKey } = newKey();
    const { id } = told<Key>(await add(holm, { ...SEAL, publicKey }), 201);
    expect((await keysOf(sand)).map((key) => key.id)).not.toContain(id);
    expect((await end(sand, id)).status).toBe(404);
    told(await end(holm, id), 204);
    expect((await end(holm, id)).status).toBe(404);
    expect((await keysOf(holm)).find((key) => key.id === id)?.endedAt).not.toBeNull();
  });

  test("that are in use are shown to who seals to them, with whose they are; those that ended are not", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    const { publicKey } = newKey();
    const { id } = told<Key>(await add(holm, { ...SEAL, publicKey }), 201);
    const shown = async () =>
      (await world.page(voss, ref)).people
        .find(({ personId }) => personId === holm.personId)
        ?.keys.map(({ key }) => key);
    expect(await shown()).toEqual(expect.arrayContaining([publicKey, holm.sealKey]));
    told(await end(holm, id), 204);
    expect(await shown()).not.toContain(publicKey);
  });

  test("that ended still open what was sealed to them before", async () => {
    const { voss, sand } = world.people;
    const { ref } = await granted(world);
    await grantTo(world, sand, ref);
    const { id } = await sealBy(world, voss, ref, { to: [sand] });
    const mine = (await keysOf(sand)).find(({ publicKey }) => publicKey === sand.sealKey);
    told(await end(sand, mine?.id ?? ""), 204);
    expect((await openBy(world, sand, ref, id)).name).toBe("card.md");
  });

  test("added and ended stand in the ledger with their fingerprint, for everybody who audits it", async () => {
    const { holm, overseer } = world.people;
    const { publicKey } = newKey();
    told(await add(holm, { ...SEAL, publicKey }), 201);
    const { text } = await world.ask(overseer, "GET", "/api/ledger/entries");
    expect(text).toContain("key.added");
    expect(text).not.toContain(publicKey);
    expect(text).toMatch(/"fingerprint":"[0-9a-f]{4}( [0-9a-f]{4}){4}"/);
  });

  test("are no affair of who takes part in no reviews", async () => {
    for (const by of [world.people.administrator, world.people.overseer, world.people.analyst])
      expect((await world.ask(by, "GET", "/api/my/keys")).status).toBe(403);
  });
});
