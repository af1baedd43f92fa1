import { expect, test } from "vitest";
import { newEnvelope } from "#core/sealed/newEnvelope.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { openForAll } from "../../testing/openForAll.ts";
import { reviewDesk } from "../../testing/reviewDesk.ts";
import { sealBy } from "../../testing/reviewSealing.ts";
import { submitted } from "../../testing/reviewStages.ts";
import { told } from "../../testing/told.ts";
import { sweepUploads } from "./sweepUploads.ts";

const world = openForAll(reviewDesk);

async function begin(ref: string): Promise<string> {
  const { voss, holm } = world.people;
  const recipients = [{ name: holm.name, key: holm.sealKey }];
  const { envelope } = newEnvelope(systemChance.random, recipients);
  const body = {
    kind: "other",
    envelope: Buffer.from(envelope).toString("base64"),
    recipients,
    partSize: 65_552,
    size: null,
    unclassified: true,
  };
  const begun = await world.ask(voss, "POST", `/api/reviews/${ref}/sealed`, { body });
  return told<{ id: string }>(begun, 201).id;
}

test("an upload that nobody finished goes after a week, with its files; what is sealed stays", async () => {
  const { deps, id: deskId, wait } = world.desk;
  const { voss, holm } = world.people;
  const ref = await submitted(world);
  const [left, { id: kept }] = [await begin(ref), await sealBy(world, voss, ref, { to: [holm] })];
  wait(6);
  await sweepUploads(deps, deskId);
  expect(await deps.sealed.have(left)).toBeDefined();
  wait(2);
  await sweepUploads(deps, deskId);
  expect(await deps.sealed.have(left)).toBeUndefined();
  const statusOf = async (id: string) =>
    (await world.ask(voss, "GET", `/api/reviews/${ref}/sealed/${id}`)).status;
  expect([await statusOf(left), await statusOf(kept)]).toEqual([404, 200]);
});
