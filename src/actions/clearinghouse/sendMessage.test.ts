import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  done,
  OWNER_ADDRESS,
  type TestCoordination,
  testCoordination,
} from "../../testing/coordination.ts";
import { draftMessage, editMessage } from "./draftMessage.ts";
import { inviteParticipant } from "./inviteParticipant.ts";
import { readCase } from "./readCase.ts";
import { sendMessage } from "./sendMessage.ts";

let world: TestCoordination;
beforeAll(async () => {
  world = await testCoordination();
});
afterAll(() => world.desk.close());

const outbox = () =>
  world.desk.owner
    .selectFrom("outbox")
    .select(["payload", "not_before", "message_id"])
    .orderBy("created_at")
    .execute();

describe("sending", () => {
  test("x", async () => {
    const { ref } = await world.invited();
    const { page } = await world.sent(ref);
    console.log(JSON.stringify(page.messages, null, 1));
    console.log((await outbox())[0]?.payload);
    console.log(page.embargo, page.participants, page.delivery);
  });
});
