import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { toContentDigest } from "#core/sealed/contentDigest.ts";
import { toHex } from "#core/sealed/manifest.ts";
import { newEnvelope } from "#core/sealed/newEnvelope.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import type { Reply } from "../../../testing/app.ts";
import { listeningApp } from "../../../testing/listening.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { headersOf, type Member, reviewDesk } from "../../../testing/reviewDesk.ts";
import { openBy, rewrapBy, sealBy } from "../../../testing/reviewSealing.ts";
import { accessOpen, granted, grantTo, submitted } from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

const PART = 65_552;
type Have = { readonly part: number; readonly sha256: string };
type Begun = { readonly id: string; readonly have: readonly Have[] };

const beginning = (to: readonly Member[], change: object = {}) => {
  const recipients = to.map(({ name, sealKey }) => ({ name, key: sealKey }));
  const { envelope } = newEnvelope(systemChance.random, recipients);
  return {
    kind: "other",
    envelope: Buffer.from(envelope).toString("base64"),
    recipients,
    partSize: PART,
    size: null,
    unclassified: true,
    ...change,
  };
};

const begin = (by: Member, ref: string, body: object, key?: string): Promise<Reply> =>
  world.ask(by, "POST", `/api/reviews/${ref}/sealed`, {
    body,
    headers: { "idempotency-key": key },
  });

function putPart(by: Member, at: string, index: number, bytes: Buffer, said = sha256(bytes)) {
  const headers = {
    "content-type": "application/octet-stream",
    "content-digest": toContentDigest(said),
  };
  return world.ask(by, "PUT", `${at}/parts/${index}`, { body: bytes, headers });
}

/** Ciphertext of two parts; what it means is nobody's affair here. */
const [FIRST, SECOND] = [Buffer.alloc(PART, 7), Buffer.alloc(1_000, 8)];
const WHOLE = Buffer.concat([FIRST, SECOND]);
const said = {
  size: WHOLE.length,
  parts: [FIRST, SECOND].map((bytes) => toHex(sha256(bytes))),
};

async function uploaded(by: Member, ref: string, to: readonly Member[]): Promise<string> {
  const { id } = told<Begun>(await begin(by, ref, beginning(to)), 201);
  const at = `/api/reviews/${ref}/sealed/${id}`;
  told(await putPart(by, at, 0, FIRST));
  told(await putPart(by, at, 1, SECOND));
  told(await world.ask(by, "POST", `${at}/finish`, { body: said }));
  return id;
}

describe("an upload of sealed material", () => {
  test("goes on where it was under the same key, and can be read when it is finished and not before", async () => {
    const { voss, brandt, holm } = world.people;
    const { ref } = await granted(world);
    const [body, key] = [beginning([holm]), randomUUID()];
    const { id, have } = told<Begun>(await begin(voss, ref, body, key), 201);
    expect(have).toEqual([]);
    const at = `/api/reviews/${ref}/sealed/${id}`;
    expect((await putPart(voss, at, 1, SECOND)).body).toEqual({ status: "stored" });
    expect((await putPart(voss, at, 1, SECOND)).body).toEqual({ status: "known" });

    const again = told<Begun>(await begin(voss, ref, body, key), 200);
    expect(again).toEqual({ id, partSize: PART, have: [{ part: 1, sha256: said.parts[1] }] });
    expect((await world.ask(holm, "GET", at)).status).toBe(404);
    expect((await world.ask(holm, "GET", `${at}/envelope`)).status).toBe(404);
    const early = await world.ask(voss, "POST", `${at}/finish`, { body: said });
    expect(early).toMatchObject({ status: 409, body: { code: "sealed/parts-differ" } });
    expect((await putPart(brandt, at, 0, FIRST)).status).toBe(404); // a colleague adds nothing to it

    told(await putPart(voss, at, 0, FIRST));
    const done = told<{ digest: string }>(
      await world.ask(voss, "POST", `${at}/finish`, { body: said }),
    );
    expect(told(await world.ask(voss, "POST", `${at}/finish`, { body: said }))).toEqual(done);
    expect(await world.ask(holm, "GET", `${at}/payload`)).toMatchObject({ status: 200 });
    const { materials } = await world.page(holm, ref);
    expect(materials).toMatchObject([
      { id, size: WHOLE.length, digest: done.digest, mayRead: true },
    ]);
  });

  test("of a part that is not what was announced, or another in its place, is refused", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    const { id } = told<Begun>(await begin(voss, ref, beginning([holm])), 201);
    const at = `/api/reviews/${ref}/sealed/${id}`;
    expect(await putPart(voss, at, 0, FIRST, sha256(SECOND))).toMatchObject({
      status: 422,
      body: { code: "sealed/digest-differs" },
    });
    told(await putPart(voss, at, 0, FIRST));
    expect(await putPart(voss, at, 0, Buffer.alloc(PART, 9))).toMatchObject({
      status: 409,
      body: { code: "sealed/part-differs" },
    });
    expect(await putPart(voss, at, 1, Buffer.alloc(PART + 1))).toMatchObject({
      status: 413,
      body: { code: "sealed/part-too-large" },
    });
    const bare = await world.ask(voss, "PUT", `${at}/parts/1`, {
      body: SECOND,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(bare).toMatchObject({ status: 422, body: { code: "sealed/digest-differs" } });
  });

  test("under a key that stands for another upload is refused", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    const key = randomUUID();
    told(await begin(voss, ref, beginning([holm]), key), 201);
    const other = await begin(voss, ref, beginning([holm]), key);
    expect(other).toMatchObject({ status: 422, body: { code: "sealed/key-reused" } });
    const { ref: elsewhere } = await granted(world);
    const moved = await begin(voss, elsewhere, beginning([holm]), key);
    expect(moved).toMatchObject({ status: 422, body: { code: "sealed/key-reused" } });
  });

  test("begun several times at the same moment under one key is one upload", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    const [body, key] = [beginning([holm]), randomUUID()];
    const replies = await Promise.all([1, 2, 3, 4].map(() => begin(voss, ref, body, key)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(replies.map((reply) => (reply.body as Begun).id)).size).toBe(1);
  });

  test("needs the sender's word that nothing is classified, and says what to give in its place", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    for (const unclassified of [false, undefined]) {
      const reply = await begin(voss, ref, beginning([holm], { unclassified }));
      expect(reply.status).toBe(400);
      expect(reply.text).toContain("give a pointer and outcomes only");
    }
  });

  test("of what is no envelope, or not for these recipients, is refused before anything is sent", async () => {
    const { voss, holm, sand } = world.people;
    const { ref } = await granted(world);
    const { envelope } = beginning([holm, sand]);
    for (const change of [
      { envelope: Buffer.from("not an envelope").toString("base64") },
      { envelope },
      { recipients: [{ name: "V. Holm", key: "age1nothing" }] },
    ])
      expect(await begin(voss, ref, beginning([holm], change))).toMatchObject({
        status: 422,
        body: { code: "sealed/envelope" },
      });
  });

  test("of a draft, or in a review that has ended, is not taken", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    await world.act(voss, ref, "withdraw");
    expect(await begin(voss, ref, beginning([holm]))).toMatchObject({
      status: 409,
      body: { code: "review/closed" },
    });
  });

  test("takes no part, and is not finished, when the review has ended meanwhile", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    const { id } = told<Begun>(await begin(voss, ref, beginning([holm])), 201);
    const at = `/api/reviews/${ref}/sealed/${id}`;
    told(await putPart(voss, at, 0, FIRST));
    await world.act(voss, ref, "withdraw");
    const closed = { status: 409, body: { code: "review/closed" } };
    expect(await putPart(voss, at, 1, SECOND)).toMatchObject(closed);
    const one = { size: PART, parts: said.parts.slice(0, 1) };
    expect(await world.ask(voss, "POST", `${at}/finish`, { body: one })).toMatchObject(closed);
    expect((await world.page(voss, ref)).materials).toEqual([]);
  });

  test("is told to the lab as ciphertext: a size, recipients, no name", async () => {
    const { voss, holm } = world.people;
    const ref = await submitted(world);
    const { id } = await sealBy(world, voss, ref, { to: [holm], name: "osprey-plan.md" });
    for (const path of ["", "/manifest", "/envelope"]) {
      const { text } = await world.ask(voss, "GET", `/api/reviews/${ref}/sealed/${id}${path}`);
      expect([path, text.includes("osprey-plan")]).toEqual([path, false]);
    }
    expect((await world.page(voss, ref)).materials).toMatchObject([
      { id, recipients: [{ name: holm.name, personId: holm.personId, partyId: holm.partyId }] },
    ]);
  });
});

describe("ranges of a payload", () => {
  const read = async (at: string, range: string | undefined) =>
    await world.ask(world.people.holm, "GET", `${at}/payload`, { headers: { range } });

  test("are given from any byte on, across parts, and are refused beyond the end", async () => {
    const { ref } = await granted(world);
    const id = await uploaded(world.people.voss, ref, [world.people.holm]);
    const at = `/api/reviews/${ref}/sealed/${id}`;
    const whole = await read(at, undefined);
    expect(whole.headers).toMatchObject({
      "accept-ranges": "bytes",
      "content-length": String(WHOLE.length),
      "content-type": "application/octet-stream",
    });
    const cases = [
      [`bytes=${PART - 10}-${PART + 9}`, PART - 10, PART + 10],
      ["bytes=66000-", 66_000, WHOLE.length],
      ["bytes=-5", WHOLE.length - 5, WHOLE.length],
      ["bytes=0-0", 0, 1],
      ["bytes=66000-99999999", 66_000, WHOLE.length],
    ] as const;
    for (const [range, start, end] of cases) {
      const reply = await read(at, range);
      expect([range, reply.status]).toEqual([range, 206]);
      expect(reply.headers["content-range"]).toBe(`bytes ${start}-${end - 1}/${WHOLE.length}`);
      expect(reply.text).toBe(WHOLE.subarray(start, end).toString("utf8"));
    }
    const beyond = await read(at, `bytes=${WHOLE.length}-`);
    expect(beyond).toMatchObject({ status: 416, body: { code: "sealed/range" } });
  });
});

describe("who is let at sealed material", () => {
  test("is whom a live grant names, who has declared, and whom it was sealed to", async () => {
    const { people, act } = world;
    const ref = await accessOpen(world);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm] });
    const may = async (by: Member) =>
      (await world.ask(by, "GET", `/api/reviews/${ref}/sealed/${id}/envelope`)).status === 200;
    expect(await may(people.holm)).toBe(false);
    await act(people.holm, ref, "declare-conflict", { has: false, statement: "" });
    expect(await may(people.holm)).toBe(false);
    await grantTo(world, people.holm, ref);
    expect(await may(people.holm)).toBe(true);
    await grantTo(world, people.sand, ref);
    expect(await may(people.sand)).toBe(false); // sealed to the colleague alone
  });

  test("is nobody under a name that terms do not name, whatever the request calls them", async () => {
    const { people, ask } = world;
    const ref = await accessOpen(world);
    const stranger = await world.desk.person(world.parties.bureau, ["reviewer"], "X. Tra");
    const wanted = { axis: "information", level: null, variant: null, reason: "x" };
    const persons = [{ personId: stranger.personId, name: people.holm.name }];
    const asked = await ask(people.holm, "POST", `/api/reviews/${ref}/ask-grant`, {
      body: { ...wanted, persons },
    });
    const { grants } = told<{ grants: { id: string; persons: { name: string }[] }[] }>(asked);
    expect(grants.at(-1)?.persons).toEqual([{ personId: stranger.personId, name: "X. Tra" }]);
    const body = { grantId: grants.at(-1)?.id, given: true, reason: "" };
    const given = await ask(people.voss, "POST", `/api/reviews/${ref}/answer-grant`, { body });
    expect(given).toMatchObject({ status: 409, body: { code: "grant/outside-terms" } });
    const foreign = [{ personId: people.alder.personId, name: people.holm.name }];
    expect(
      await ask(people.holm, "POST", `/api/reviews/${ref}/ask-grant`, {
        body: { ...wanted, persons: foreign },
      }),
    ).toMatchObject({ status: 403, body: { code: "grant/not-named" } });
  });

  test("is not the lab where evaluators keep their prompts from it", async () => {
    const { people, ask } = world;
    const { ref } = await granted(world);
    const sent = { to: [people.holm], kind: "evaluator-prompt" };
    const { id } = await sealBy(world, people.holm, ref, sent);
    const at = `/api/reviews/${ref}/sealed/${id}`;
    for (const path of ["", "/manifest", "/envelope", "/payload"])
      expect([path, (await ask(people.voss, "GET", `${at}${path}`)).status]).toEqual([path, 404]);
    const toLab = { ...sent, to: [people.holm, people.voss] };
    await expect(sealBy(world, people.holm, ref, toLab)).rejects.toThrow(
      "The terms keep evaluator prompts from the lab.",
    );
  });
});

describe("re-wrapping", () => {
  test("by somebody who can read it opens it to a colleague whom a grant names; the payload stays", async () => {
    const { voss, holm, sand } = world.people;
    const { ref } = await granted(world);
    await grantTo(world, sand, ref);
    const content = Buffer.from("What only two may read");
    const { id } = await sealBy(world, voss, ref, { to: [holm], name: "two.txt", content });
    await expect(openBy(world, sand, ref, id)).rejects.toThrow();
    const { version } = await rewrapBy(world, holm, ref, { id, to: [sand] });
    expect(version).toBe(2);
    expect(await openBy(world, sand, ref, id)).toEqual({ name: "two.txt", content });
    expect(await openBy(world, holm, ref, id)).toEqual({ name: "two.txt", content });
  });

  test("by its sender takes a recipient away, of whom a destruction certificate is asked all the same", async () => {
    const { voss, holm, sand } = world.people;
    const { ref } = await granted(world);
    await grantTo(world, sand, ref);
    const { id } = await sealBy(world, voss, ref, { to: [holm, sand, voss] });
    await rewrapBy(world, voss, ref, { id, to: [holm, voss], isOnly: true });
    await expect(openBy(world, sand, ref, id)).rejects.toThrow("There is no such review");
    expect((await openBy(world, holm, ref, id)).name).toBe("card.md");
    const { destructions } = await world.act(voss, ref, "withdraw");
    expect(destructions.map(({ name }) => name).sort()).toEqual([sand.name, holm.name].sort());
  });

  test("of an envelope that somebody replaced meanwhile is refused, as is one of other ciphertext", async () => {
    const { voss, holm, sand } = world.people;
    const { ref } = await granted(world);
    await grantTo(world, sand, ref);
    const { id } = await sealBy(world, voss, ref, { to: [holm, voss] });
    await rewrapBy(world, holm, ref, { id, to: [sand] });
    const { envelope, recipients } = beginning([holm, sand, voss]);
    const url = `/api/reviews/${ref}/sealed/${id}/envelope`;
    const late = { body: { envelope, recipients }, headers: { "if-match": '"1"' } };
    expect(await world.ask(voss, "PUT", url, late)).toMatchObject({
      status: 412,
      body: { code: "sealed/envelope-changed" },
    });
    const foreign = { body: { envelope, recipients }, headers: { "if-match": '"2"' } };
    expect(await world.ask(voss, "PUT", url, foreign)).toMatchObject({
      status: 422,
      body: { code: "sealed/envelope" },
    });
  });
});

describe("a download", () => {
  test("that is under way when the window ends is cut off there", async () => {
    const { people, desk } = world;
    const { ref } = await granted(world);
    const content = Buffer.alloc(3_000_000, 5);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm], content });
    const before = desk.clock.now().toISOString();
    const store = desk.deps.sealed;
    let pieces = 0;
    const read: typeof store.read = (...asked) =>
      store.read(...asked).on("data", () => {
        pieces += 1;
        if (pieces === 3) desk.wait(31);
      });
    const site = await listeningApp({ ...desk.deps, sealed: { ...store, read } });
    const url = `${site.url}/api/reviews/${ref}/sealed/${id}/payload`;
    const headers = headersOf(people.holm.says);
    let size = 0;
    const download = async () => {
      const { body } = await fetch(url, { headers });
      for await (const piece of body ?? []) size += piece.length;
    };
    await expect(download()).rejects.toThrow();
    expect([size > 0, size < content.length]).toEqual([true, true]);
    desk.clock.set(before);
    await site.close();
  });

  test.each([
    ["the lab withdraws", "withdraw", () => ({})],
    [
      "the lab ends the grant",
      "end-grant",
      (grantId: string) => ({ grantId, reason: "No longer." }),
    ],
    [
      "an incident opens",
      "open-incident",
      () => ({ what: "It got out.", thirdParties: [], hours: 24 }),
    ],
  ])("that is under way when %s is cut off within a second", async (_what, move, body) => {
    const { people, desk, act } = world;
    const { ref, grantId } = await granted(world);
    const content = Buffer.alloc(3_000_000, 5);
    const { id } = await sealBy(world, people.voss, ref, { to: [people.holm], content });
    const store = desk.deps.sealed;
    async function* interrupted(stored: Readable) {
      let pieces = 0;
      for await (const piece of stored) {
        pieces += 1;
        if (pieces === 3) {
          await act(people.voss, ref, move, body(grantId));
          desk.clock.set(new Date(desk.clock.now().getTime() + 1_000).toISOString());
        }
        yield piece as Buffer;
      }
    }
    const read: typeof store.read = (...asked) =>
      Readable.from(interrupted(store.read(...asked)), { objectMode: false });
    const site = await listeningApp({ ...desk.deps, sealed: { ...store, read } });
    const url = `${site.url}/api/reviews/${ref}/sealed/${id}/payload`;
    let size = 0;
    const download = async () => {
      const { body: bytes } = await fetch(url, { headers: headersOf(people.holm.says) });
      for await (const piece of bytes ?? []) size += piece.length;
    };
    await expect(download()).rejects.toThrow();
    expect([size > 0, size < content.length / 2]).toEqual([true, true]);
    await site.close();
  });
});
