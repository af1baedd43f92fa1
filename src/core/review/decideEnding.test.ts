import { describe, expect, test } from "vitest";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import {
  accessIn,
  agree,
  clockIn,
  declare,
  give,
  newWorld,
  openWorld,
  readerOf,
  sealing,
  signatureOf,
  signedWorld,
  TERMS,
  type World,
} from "../../testing/reviewWorld.ts";
import type { ReviewActs } from "./act.ts";
import { decideLapse } from "./decideLapse.ts";
import type { ReviewActor } from "./side.ts";
import { stageOf } from "./stage.ts";

const { voss, holm, sand, alder } = CAST;

/** A card at two readers of the bureau and a colleague of the sender's, and prompts at another agency. */
function heldWorld(): World {
  const world = openWorld();
  world.act(voss, "seal-material", sealing("card", [voss, holm, sand]));
  world.act(holm, "seal-material", sealing("prompts", [sand, alder], "evaluator-prompt"));
  declare(world, holm);
  give(world, holm);
  return world;
}

const asked = ({ state }: World) => state.destructions.map((one) => [one.materialId, one.name]);
const CERTIFICATES = [
  ["card", "V. Holm"],
  ["card", "P. Sand"],
  ["prompts", "M. Alder"],
];
const grants = ({ state }: World) => state.grants.map((grant) => grant.state);

describe("every end", () => {
  test.each([
    ["withdraw", {}, "withdrawn", null],
    ["complete", {}, "completed", null],
    ["find-not-applicable", { reason: "Weights are out." }, "not-applicable", "Weights are out."],
    ["release", { release: "limited" }, "completed", "The lab made a limited release."],
  ] as const)("%s ends grants and asks for certificates, each once", (move, input, how, reason) => {
    const world = heldWorld().wait(3);
    world.act(voss, move, input as ReviewActs[typeof move]);
    expect(world.state.ended).toEqual({ how, at: world.now, reason });
    expect([asked(world), grants(world)]).toEqual([CERTIFICATES, ["ended"]]);
    expect(clockIn(world).isOpen).toBe(false);
    expect(world.settle()).toEqual([]);
    expect(world.wait(40).settle()).toHaveLength(CERTIFICATES.length);
    expect(world.settle()).toEqual([]);
    expect(asked(world)).toEqual(CERTIFICATES);
  });

  test("comes by itself at the end of day 30, in one record of the system's", () => {
    const world = heldWorld();
    expect(world.wait(29).settle()).toEqual([]);
    const events = world.wait(1).settle();
    expect(events.map(({ type }) => type)).toEqual([
      "expired",
      ...CERTIFICATES.map(() => "destruction-asked"),
    ]);
    expect(new Set(events.map(({ by }) => by.side))).toEqual(new Set(["system"]));
    expect([world.state.ended?.how, grants(world)]).toEqual(["expired", ["ended"]]);
    const again = { ...accessIn(world), now: world.now, newId: () => "again" };
    expect(decideLapse(again)).toEqual([]);
  });

  test("of a window that nobody looked after is recorded before the next act, which finds it closed", () => {
    const world = heldWorld().wait(45);
    const give = { release: "public", date: "2027-01-01", note: "" } as const;
    expect(world.tried(holm, "report-outage", { from: world.now, until: null, note: "" })).toBe(
      "review/closed",
    );
    expect(world.state.ended?.how).toBe("expired");
    expect(world.tried(voss, "date-release", give)).toBeNull();
    expect(world.state.releases.public).toBe("2027-01-01");
  });

  test("by a trusted-partner date that the lab brings to today is recorded with it", () => {
    const world = heldWorld().wait(5);
    const events = world.act(voss, "date-release", {
      release: "trusted-partner",
      date: "2026-09-06",
      note: "Earlier.",
    });
    expect(events.slice(0, 2).map(({ type, by }) => [type, by.side])).toEqual([
      ["release-dated", "lab"],
      ["expired", "system"],
    ]);
    expect(asked(world)).toEqual(CERTIFICATES);
    expect(
      world.act(voss, "date-release", {
        release: "trusted-partner",
        date: "2026-12-01",
        note: "Later after all: it opens nothing again.",
      }),
    ).toHaveLength(1);
    expect(clockIn(world).isOpen).toBe(false);
  });

  test("asks also of who was a recipient once, and once of who has two keys", () => {
    const world = openWorld();
    const second = { ...readerOf(holm), key: readerOf(alder).key };
    const both = { ...sealing("card", []), recipients: [readerOf(holm), second] };
    world.act(voss, "seal-material", both);
    const recipients = [readerOf(sand)];
    world.act(voss, "rewrap-material", { materialId: "card", recipients });
    world.act(voss, "withdraw", {});
    expect(asked(world)).toEqual(CERTIFICATES.slice(0, 2));
  });

  test("leaves a record: the first end stays the end", () => {
    const world = heldWorld();
    world.act(voss, "withdraw", {});
    for (const move of ["complete", "withdraw"] as const)
      expect(world.tried(voss, move, {})).toBe("review/closed");
    expect(world.act(voss, "release", { release: "public" })).toHaveLength(1);
    expect(world.tried(voss, "release", { release: "public" })).toBe("review/already");
    expect([world.state.ended?.how, world.state.released]).toMatchObject([
      "withdrawn",
      [{ release: "public" }],
    ]);
  });

  test("withdrawn has no reason, though one were given", () => {
    const world = newWorld();
    world.act(voss, "withdraw", { reason: "ours" } as unknown as ReviewActs["withdraw"]);
    expect(JSON.stringify(world.events.at(-1))).not.toContain("ours");
    expect(stageOf(world.state, false)).toBe("closed");
  });
});

describe("certificates of destruction", () => {
  const due = (world: World) => world.state.destructions[0]?.due;

  test("are due on the day that the terms name, or thirty days on where that has come", () => {
    const world = heldWorld().wait(3);
    world.act(voss, "withdraw", {});
    expect(due(world)).toBe(TERMS.destructionDate);
    const late = heldWorld();
    agree(late, { ...TERMS, destructionDate: "2026-09-04" });
    late.wait(3).act(voss, "withdraw", {});
    expect(due(late)).toBe("2026-10-04");
  });

  test("are stated by the party that held the copy, once, with a day since it was sealed", () => {
    const world = heldWorld().wait(3);
    world.act(voss, "withdraw", {});
    const [first] = world.state.destructions;
    const state = (by = holm, on = "2026-09-04") =>
      world.tried(by, "state-destruction", {
        destructionId: first?.id ?? "",
        method: "Key erased.",
        on,
      });
    expect([state(alder), state(voss)]).toEqual(["destruction/unknown", "destruction/unknown"]);
    expect([state(holm, "2026-09-05"), state(holm, "2026-08-31")]).toEqual([
      "clock/day",
      "clock/day",
    ]);
    expect([state(sand), state(holm)]).toEqual([null, "destruction/stated"]);
    expect(
      world
        .wait(60)
        .settle()
        .map(({ type }) => type),
    ).toEqual(["destruction-overdue", "destruction-overdue"]);
  });

  test("are owed by who stepped back, too, and by nobody before the end", () => {
    const world = heldWorld();
    const destructionId = "any";
    const input = { destructionId, method: "Key erased.", on: "2026-09-01" };
    expect(world.tried(holm, "state-destruction", input)).toBe("review/not-yet");
    world.act(sand, "recuse", {});
    world.act(voss, "withdraw", {});
    const [, his] = world.state.destructions;
    expect(
      world.tried(sand, "state-destruction", { ...input, destructionId: his?.id ?? "" }),
    ).toBeNull();
    expect(STORY.bureau).toBe(his?.partyId);
  });
});

describe("the lab's dates", () => {
  test("are its own to set, move and take back at every stage", () => {
    const world = newWorld();
    const date = (day: string | null) =>
      world.tried(voss, "date-release", { release: "public", date: day, note: "" });
    expect([date("2026-10-01"), date("2026-11-01"), date(null)]).toEqual([null, null, null]);
    expect(date("2026-02-30")).toBe("clock/day");
    world.act(voss, "withdraw", {});
    expect([date("2026-12-01"), world.state.releases.public]).toEqual([null, "2026-12-01"]);
  });

  test("that leave no day for a window stop its beginning, and nothing else", () => {
    const world = signedWorld();
    const dated = { release: "trusted-partner", date: "2026-09-01", note: "" } as const;
    world.act(voss, "date-release", dated);
    expect(world.tried(voss, "confirm-access", {})).toBe("clock/release-first");
    world.act(voss, "date-release", { ...dated, date: null });
    expect(world.tried(voss, "confirm-access", {})).toBeNull();
  });

  test("can leave out past days by an act with a reason, which they sign; an outage alone leaves out none", () => {
    const world = openWorld().wait(5);
    const outage = { from: "2026-09-03T00:00:00.000Z", until: world.now, note: "" };
    world.act(voss, "report-outage", outage);
    world.act(holm, "report-outage", outage);
    expect(clockIn(world).window).toMatchObject({ counted: 6, elapsed: 6 });
    const leaveAs = (signed: ReviewActor, ...days: readonly string[]) =>
      world.tried(voss, "leave-days-uncounted", {
        days,
        reason: "Endpoint down.",
        signature: signatureOf(signed, world.now),
      });
    const leave = (...days: readonly string[]) => leaveAs(voss, ...days);
    expect(leaveAs({ ...voss, personId: "another" }, "2026-09-03")).toBe("terms/signature");
    expect([leave("2026-09-06"), leave("2026-09-03"), leave("2026-09-03")]).toEqual([
      "clock/day-not-past",
      null,
      "clock/day-known",
    ]);
    expect(clockIn(world).window).toMatchObject({ counted: 5, elapsed: 6, lastDay: "2026-10-01" });
    expect(world.events.filter(({ type }) => type === "outage-reported")).toMatchObject([
      { side: "lab" },
      { side: "agency" },
    ]);
  });
});
