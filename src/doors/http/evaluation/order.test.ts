import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { EvaluationOrder } from "#contract/evaluation/order.ts";
import type { ReviewAccess } from "#contract/review/reviewPage.ts";
import type { ResultContent } from "#contract/review/shapes.ts";
import {
  askOrder,
  endpointGranted,
  orderBy,
  ordered,
  orderRun,
} from "../../../testing/evaluationOrders.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { reviewDesk } from "../../../testing/reviewDesk.ts";
import { sealBy } from "../../../testing/reviewSealing.ts";
import { told } from "../../../testing/told.ts";
import { wordsAgainst } from "../../../testing/wording.ts";

const world = openForAll(reviewDesk);

const orderOf = async (ref: string, id: string): Promise<EvaluationOrder> => {
  const reply = await world.ask(world.people.holm, "GET", `/api/reviews/${ref}/evaluations`);
  const found = told<{ items: EvaluationOrder[] }>(reply).items.find((one) => one.id === id);
  if (!found) throw new Error("The order is not listed.");
  return found;
};
const begin = (ref: string, id: string, trials = 10) =>
  world.ask(world.people.holm, "POST", `/api/reviews/${ref}/evaluations/${id}/batches`, {
    body: { trials, run: null },
  });

describe("an order", () => {
  test("names a grant of model access and credentials that the lab sealed to who orders", async () => {
    const { holm, voss, sand } = world.people;
    const granted = await endpointGranted(world);
    const order = await orderBy(world, holm, granted);
    expect(order).toMatchObject({ state: "ordered", why: null, batches: 0, runs: [] });
    const { id } = await sealBy(world, voss, granted.ref, { to: [holm] });
    await expect(orderBy(world, holm, { ...granted, materialId: id })).rejects.toThrow("404");
    await expect(orderBy(world, holm, { ...granted, grantId: "none" })).rejects.toThrow("403");
    await expect(orderBy(world, sand, granted)).rejects.toThrow("403");
  });

  test("is its agency's: the lab and another agency learn nothing of it", async () => {
    const { ref } = await ordered(world);
    const { voss, alder } = world.people;
    expect((await world.ask(voss, "GET", `/api/reviews/${ref}/evaluations`)).status).toBe(403);
    const others = told<{ items: unknown[] }>(
      await world.ask(alder, "GET", `/api/reviews/${ref}/evaluations`),
    );
    expect(others.items).toEqual([]);
    const told403 = await world.ask(voss, "GET", `/api/reviews/${ref}`);
    expect(told403.text).not.toContain("Does it keep an embargo?");
  });

  test("says nothing that no review says", async () => {
    const { ref, order } = await ordered(world);
    const { text } = await world.ask(world.people.holm, "GET", `/api/reviews/${ref}/evaluations`);
    expect(wordsAgainst("orders", text)).toEqual([]);
    const { text: refused } = await begin(ref, order.id.replace(/.$/, "0"));
    expect(wordsAgainst("refusals", refused)).toEqual([]);
  });
});

describe("each batch", () => {
  test("stands in the log that the lab reads live, with the grant it is run under", async () => {
    const { ref, order, grantId, materialId } = await ordered(world);
    expect(told(await begin(ref, order.id, 25))).toMatchObject({ batch: 1 });
    expect(told(await begin(ref, order.id))).toMatchObject({ batch: 2 });
    const url = `/api/reviews/${ref}/accesses?limit=2`;
    const { items } = told<{ items: ReviewAccess[] }>(
      await world.ask(world.people.voss, "GET", url),
    );
    expect(items).toMatchObject([
      { what: "endpoint", name: "V. Holm", grantId, materialId, way: "API token" },
      { what: "endpoint", detail: `Runner, order ${order.id}, batch 1: up to 25 requests` },
    ]);
    expect(await orderOf(ref, order.id)).toMatchObject({ state: "running", batches: 2 });
  });

  test("is refused at once when the grant has ended", async () => {
    const { ref, order, grantId } = await ordered(world);
    await world.act(world.people.voss, ref, "end-grant", { grantId, reason: "Enough" });
    expect((await begin(ref, order.id)).status).toBe(403);
    expect(await orderOf(ref, order.id)).toMatchObject({ state: "paused", batches: 0 });
  });

  test("is refused when the window has run out, though no job has run", async () => {
    const { ref, order } = await ordered(world);
    const before = world.desk.clock.now().toISOString();
    world.desk.wait(31);
    expect((await begin(ref, order.id)).status).toBe(403);
    world.desk.clock.set(before);
  });

  test("is refused of an order that was stopped", async () => {
    const { ref, order } = await ordered(world);
    const { holm } = world.people;
    await askOrder(world, holm, { ref, id: order.id, way: "/stop", body: { reason: "Enough" } });
    expect((await begin(ref, order.id)).body).toMatchObject({ code: "order/ended" });
  });
});

test("a containment event opens an incident and pauses every order of the review, until it ends", async () => {
  const { ref, order, grantId, materialId } = await ordered(world);
  const { holm, voss } = world.people;
  const other = await orderBy(world, holm, { ref, grantId, materialId });
  const body = { what: "It wrote to an address outside of its range.", run: null };
  await askOrder(world, holm, { ref, id: order.id, way: "/containment", body });
  const { incidents, isPaused } = await world.page(voss, ref);
  expect([isPaused, incidents[0]?.what]).toEqual([true, body.what]);
  for (const { id } of [order, other]) {
    expect(await orderOf(ref, id)).toMatchObject({ state: "paused" });
    expect((await begin(ref, id)).status).toBe(409);
  }
  const incidentId = incidents[0]?.id;
  await world.act(voss, ref, "end-incident", { incidentId, outcome: "The route was closed." });
  expect((await begin(ref, order.id)).status).toBe(200);
});

describe("the end of an order", () => {
  const finish = (ref: string, id: string) =>
    askOrder(world, world.people.holm, {
      ref,
      id,
      way: "/finish",
      body: { state: "finished", why: null, destroyed: "Overwritten in memory, never written." },
    });

  test("puts the destruction of the credentials on record", async () => {
    const { ref, order } = await ordered(world);
    expect(await finish(ref, order.id)).toMatchObject({
      state: "finished",
      destroyedAt: world.desk.clock.now().toISOString(),
    });
  });

  test("states the destruction certificate that the review asks for by then", async () => {
    const { ref, order, materialId } = await ordered(world);
    await world.act(world.people.voss, ref, "withdraw");
    await finish(ref, order.id);
    const { destructions } = await world.page(world.people.voss, ref);
    const own = destructions.find((one) => one.materialId === materialId);
    expect(own?.stated).toMatchObject({ method: "Overwritten in memory, never written." });
  });

  test("gives a result to begin from, which the review's own act takes", async () => {
    const { ref, order, run } = await orderRun(world);
    const url = `/api/reviews/${ref}/evaluations/${order.id}/draft-result?run=${run}`;
    const content = told<z.infer<typeof ResultContent>>(
      await world.ask(world.people.holm, "GET", url),
    );
    expect(content).toMatchObject({
      evidence: "demonstrated",
      severity: null,
      confidence: "medium",
      integrity: "clean",
      run: { model: "meridian-4", seeds: "11" },
    });
    expect(content.claim).toMatch(
      /^Teller assistant: 25\.0 % of trials \(10 of 40; 95\.0 % interval/,
    );
    expect(wordsAgainst("draft", content.method)).toEqual([]);
    const { results } = await world.act(world.people.holm, ref, "give-result", { content });
    expect(results.at(-1)?.content).toEqual(content);
    expect((await orderOf(ref, order.id)).runs).toEqual([run]);
  });
});
