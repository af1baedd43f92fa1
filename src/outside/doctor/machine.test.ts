import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkDisk } from "./machine.ts";

test("the disk is looked at before there is a data folder on it", async () => {
  const there = await checkDisk(tmpdir());
  const notYet = await checkDisk(join(tmpdir(), "not", "made", "yet"));
  expect(notYet.state).toBe(there.state);
  expect(notYet.detail).toMatch(/GB free for .*yet$/);
});
