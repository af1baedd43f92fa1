import { expect, test } from "vitest";
import { toLocalParty } from "./localParty.ts";

test("each side of a case has a party of its own, the desk's people share one", () => {
  expect(toLocalParty(["finder"])).toEqual({ name: "This machine, as finder", kind: "finder" });
  expect(toLocalParty(["lab-officer"])).toEqual({ name: "This machine, as lab", kind: "lab" });
  for (const roles of [["analyst"], ["coordinator", "analyst"], ["administrator"]] as const)
    expect(toLocalParty(roles)).toEqual({ name: "This machine", kind: "desk" });
});

test("who is of several sides belongs to the desk", () => {
  expect(toLocalParty(["finder", "owner"]).name).toBe("This machine");
  expect(toLocalParty(["finder", "analyst"]).name).toBe("This machine");
});
