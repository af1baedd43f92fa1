import { expect, test } from "vitest";
import { readFile } from "../../sealed/readFile.ts";
import { asksForReason, toReading } from "./sealedReading.ts";

test("a file is read in the page, and what is found is told by rule and place", async () => {
  const { reading, seen } = await readFile(new Blob(["Mail ada@example.org"]));
  expect(reading).toMatchObject({ as: "text", highest: "rewrite" });
  expect(seen).toMatchObject([{ ruleId: "personal/email", start: 5 }]);
  expect(asksForReason(reading)).toBe(false);
  expect(toReading(reading, "because").reason).toBeNull();
});

test("a reason is kept where something escalates or blocks", async () => {
  const { reading } = await readFile(new Blob([new Uint8Array(100)]));
  expect(reading.as).toBe("not-text");
  for (const highest of ["escalate", "block"] as const)
    expect(toReading({ ...reading, highest }, " agreed ")).toMatchObject({
      highest,
      reason: "agreed",
    });
});
