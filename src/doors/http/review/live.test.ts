import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EventStream, openStream } from "../../../testing/eventStream.ts";
import { listeningApp } from "../../../testing/listening.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { headersOf, type Member, reviewDesk } from "../../../testing/reviewDesk.ts";
import { openBy, sealBy } from "../../../testing/reviewSealing.ts";
import { granted } from "../../../testing/reviewStages.ts";

const world = openForAll(reviewDesk);
let site: Awaited<ReturnType<typeof listeningApp>>;
const opened: EventStream[] = [];
beforeAll(async () => {
  site = await listeningApp(world.desk.deps);
});
afterAll(async () => {
  for (const stream of opened) stream.close();
  await site.close();
});

async function follow(by: Member, ref: string, query = "", headers = {}): Promise<EventStream> {
  const url = `${site.url}/api/reviews/${ref}/live${query}`;
  const stream = await openStream(url, { ...headersOf(by.says), ...headers });
  opened.push(stream);
  return stream;
}

const isAccess =
  (what: string) =>
  ({ event, data }: { event: string; data: unknown }) =>
    event === "access" && (data as { what: string }).what === what;

describe("the lab's live view", () => {
  test("shows within two seconds who read what, from where, under which grant", async () => {
    const { voss, holm } = world.people;
    const { ref, grantId } = await granted(world);
    const { id } = await sealBy(world, voss, ref, { to: [holm] });
    const stream = await follow(voss, ref);
    await stream.until(({ event }) => event === "changed", 2_000);
    expect(stream.events.filter(({ event }) => event === "access")).toEqual([]);
    const start = performance.now();
    await openBy(world, holm, ref, id);
    const seen = await stream.until(isAccess("payload"), 2_000);
    expect(seen.at - start).toBeLessThan(2_000);
    expect(seen.data).toMatchObject({
      name: holm.name,
      personId: holm.personId,
      partyId: holm.partyId,
      materialId: id,
      grantId,
      way: "API token",
      origin: "127.0.0.1",
      at: world.desk.clock.now().toISOString(),
    });
    expect(stream.events.filter(isAccess("envelope")).length).toBe(1);
  });

  test("is of this review alone, and no agency's", async () => {
    const { voss, holm, alder } = world.people;
    const [{ ref }, { ref: other }] = [await granted(world), await granted(world)];
    const streams = [
      await follow(voss, ref),
      await follow(voss, other),
      await follow(holm, ref),
      await follow(alder, ref),
    ];
    await world.page(holm, ref);
    await streams[0]?.until(isAccess("review"), 2_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // one more look of each
    const seen = streams.map(
      ({ events }) => events.filter(({ event }) => event === "access").length,
    );
    expect(seen).toEqual([1, 0, 0, 0]);
  });

  test("goes on where it was, by the number of the last access", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    await world.page(holm, ref);
    await world.page(holm, ref);
    const whole = await follow(voss, ref);
    await whole.until(isAccess("review"), 2_000);
    const ids = whole.events.filter(isAccess("review")).map(({ id }) => id ?? "");
    expect(ids.length).toBe(2);
    const rest = await follow(voss, ref, "", { "last-event-id": ids[0] ?? "" });
    await rest.until(isAccess("review"), 2_000);
    expect(rest.events.filter(isAccess("review")).map(({ id }) => id)).toEqual(ids.slice(1));
    const queried = await follow(voss, ref, `?after=${ids[0]}`);
    await queried.until(isAccess("review"), 2_000);
    expect(queried.events.filter(isAccess("review")).map(({ id }) => id)).toEqual(ids.slice(1));
  });

  test("is the same record that stays: newest first, in pages", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    for (let i = 0; i < 3; i++) await world.page(holm, ref);
    const read = async (query: string) =>
      (await world.ask(voss, "GET", `/api/reviews/${ref}/accesses${query}`)).body as {
        items: { seq: number; what: string; name: string }[];
        next: string | null;
      };
    const all = (await read("")).items;
    expect(all.map(({ name }) => name)).toEqual([holm.name, holm.name, holm.name]);
    const first = await read("?limit=2");
    const second = await read(`?limit=2&after=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(all);
  });
});

describe("whoever follows a review", () => {
  test("is told within two seconds that it has changed, on both sides", async () => {
    const { voss, holm } = world.people;
    const { ref } = await granted(world);
    const streams = [await follow(voss, ref), await follow(holm, ref)];
    for (const stream of streams) await stream.until(({ event }) => event === "changed", 2_000);
    const { edition } = await world.act(voss, ref, "date-release", {
      release: "public",
      date: "2027-01-15",
      note: "",
    });
    for (const stream of streams)
      await stream.until(
        ({ event, data }) =>
          event === "changed" && (data as { edition: number }).edition === edition,
        2_000,
      );
  });

  test("is followed no longer when the token is revoked", async () => {
    const { voss } = world.people;
    const { ref } = await granted(world);
    const url = `${site.url}/api/reviews/${ref}/live`;
    const as = `Bearer ${await world.desk.token(voss)}`;
    const stream = await openStream(url, headersOf({ as }));
    opened.push(stream);
    await stream.until(({ event }) => event === "changed", 2_000);
    await world.desk.owner
      .updateTable("person")
      .set({ disabled_at: world.desk.clock.now() })
      .where("id", "=", voss.personId)
      .execute();
    await expect.poll(() => stream.isOver(), { timeout: 3_000 }).toBe(true);
    await world.desk.owner
      .updateTable("person")
      .set({ disabled_at: null })
      .where("id", "=", voss.personId)
      .execute();
  });

  test("who takes no part is told what they are told of one that is not there", async () => {
    const { port } = world.people;
    const { ref } = await granted(world);
    for (const one of [ref, "RV-2026-999999"]) {
      const reply = await fetch(`${site.url}/api/reviews/${one}/live`, {
        headers: headersOf(port.says),
      });
      expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([
        404,
        "review/not-found",
      ]);
    }
  });

  test("does not keep a server from stopping", async () => {
    const { voss } = world.people;
    const { ref } = await granted(world);
    const other = await listeningApp(world.desk.deps);
    const headers = headersOf(voss.says);
    const stream = await openStream(`${other.url}/api/reviews/${ref}/live`, headers);
    opened.push(stream);
    await stream.until(({ event }) => event === "changed", 2_000);
    const start = performance.now();
    await other.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    await expect.poll(() => stream.isOver(), { timeout: 1_000 }).toBe(true);
  });
});
