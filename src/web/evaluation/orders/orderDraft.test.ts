import { expect, test } from "vitest";
import { orderEvaluation } from "#contract/evaluation/order.ts";
import { BLANK_ORDER, credentialsFor, grantsToAsk, missingIn, toOrder } from "./orderDraft.ts";

const draft = {
  ...BLANK_ORDER,
  title: "Hidden instructions",
  grantId: "g1",
  materialId: "0198c1d4-7c1e-7000-8000-000000000001",
  configuration: "suite: hidden\n",
  calls: "400",
  minutes: "30",
};

test("an order that lacks nothing is what the server takes", () => {
  expect(missingIn(draft)).toEqual([]);
  const body = orderEvaluation.body.parse(toOrder(draft));
  expect(body.budget).toEqual({ calls: 400, tokens: null, seconds: 1_800 });
});

test("nothing that has to be chosen is chosen beforehand, and an order without a ceiling is none", () => {
  expect(missingIn(BLANK_ORDER)).toEqual([
    "title",
    "grant",
    "credentials",
    "configuration",
    "a ceiling of one kind at least",
  ]);
  expect(missingIn({ ...draft, tokens: "many" })).toEqual(["a budget in whole numbers"]);
  expect(missingIn({ ...draft, calls: "0" })).toEqual(["a budget in whole numbers"]);
});

test("a model is asked under grants that one's own party has now", () => {
  const grant = (partyId: string, state: string, axis = "model") =>
    ({ id: `${partyId} ${state} ${axis}`, partyId, state, axis }) as unknown as ReturnType<
      typeof grantsToAsk
    >[number];
  const grants = [
    grant("ours", "given"),
    grant("ours", "ended"),
    grant("ours", "given", "time"),
    grant("theirs", "given"),
  ];
  expect(grantsToAsk({ grants }, "ours").map(({ id }) => id)).toEqual(["ours given model"]);
});

test("credentials are those that the lab sealed to who orders", () => {
  const sealed = (kind: string, byPartyId: string, personId: string) =>
    ({
      id: `${kind} ${byPartyId} ${personId}`,
      kind,
      byPartyId,
      recipients: [{ personId }],
    }) as unknown as ReturnType<typeof credentialsFor>[number];
  const materials = [
    sealed("credentials", "lab", "holm"),
    sealed("system-prompt", "lab", "holm"),
    sealed("credentials", "bureau", "holm"),
    sealed("credentials", "lab", "alder"),
  ];
  const page = { materials, lab: { partyId: "lab", name: "Halden Models" } };
  expect(credentialsFor(page, "holm").map(({ id }) => id)).toEqual(["credentials lab holm"]);
});
