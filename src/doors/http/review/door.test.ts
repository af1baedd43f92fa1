import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ReviewDesk, reviewDesk, told } from "../../../testing/reviewDesk.ts";
import { accessOpen, agreed, drafted, expire, submitted } from "../../../testing/reviewStages.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";

let world: ReviewDesk;
beforeAll(async () => {
  world = await reviewDesk();
});
afterAll(() => world.close());

const OPENING = {
  increment: { kind: "new-base", reuses: null, note: "" },
  acts: ["access-window"],
  openWeight: false,
  zone: "Europe/Oslo",
  policyDays: 30,
};
const open = (by: "voss" | "brandt" | "crake", model: string, version = "1") =>
  world.ask(world.people[by], "POST", "/api/reviews", { body: { ...OPENING, model, version } });

describe("one front door", () => {
  test("two labs may review what they call by the same name, one lab not twice", async () => {
    expect((await open("voss", "Heron")).status).toBe(201);
    expect((await open("crake", "Heron")).status).toBe(201);
    for (const spelt of ["Heron", "HERON"])
      expect(await open("brandt", spelt)).toMatchObject({
        status: 409,
        body: { code: "review/opened-before" },
      });
    expect((await open("voss", "Heron", "2")).status).toBe(201);
  });

  test("of several openings of one version at the same moment one is taken", async () => {
    const replies = await Promise.all(
      ["voss", "brandt", "voss", "brandt"].map((by) => open(by as "voss", "Bittern")),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  test("a version can be reviewed again when its review has ended, recorded or not", async () => {
    const withdrawn = told<ReviewPage>(await open("voss", "Dipper"), 201);
    await world.act(world.people.voss, withdrawn.ref, "withdraw");
    expect((await open("voss", "Dipper")).status).toBe(201);

    const ref = await accessOpen(world, { model: "Siskin", version: "1" });
    expect((await open("voss", "Siskin")).status).toBe(409);
    expire(world);
    expect((await open("voss", "Siskin")).status).toBe(201);
    expect(await world.page(world.people.voss, ref)).toMatchObject({ ending: "expired" });
  });
});
