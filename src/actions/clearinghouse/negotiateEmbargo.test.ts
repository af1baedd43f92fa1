import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import type { TestPerson } from "../../testing/desk.ts";
import { inviteParticipant } from "./inviteParticipant.ts";
import { type EmbargoMove, negotiateEmbargo } from "./negotiateEmbargo.ts";
import { readCase } from "./readCase.ts";
import { recordExploitation } from "./workCase.ts";

let world: TestCoordination;
beforeAll(async () => {
  world = await testCoordination();
});
afterAll(() => world.desk.close());

const move = (asker: TestPerson, ref: string, wanted: EmbargoMove) =>
  negotiateEmbargo(world.desk.deps, asker, ref, wanted);
const ACCEPT = { move: "accept" } as const;
const longer = {
  move: "propose",
  template: "45-after-patch",
  reason: "We need more time",
} as const;
const shorter = { move: "propose", template: "7+7", reason: "A fix is easy" } as const;
const preferenceOf = (partyId: string) =>
  world.desk.owner
    .selectFrom("preference")
    .select("content")
    .where("party_id", "=", partyId)
    .executeTakeFirst();

describe("an invitation", () => {
  test("proposes the desk's 90+14 where there is no embargo, and puts the owner's defaults on record", async () => {
    const { page } = await world.invited();
    expect(page.embargo).toMatchObject({
      state: "proposed",
      template: "90+14",
      endsAt: "2026-12-21",
      accepted: 0,
      of: 1,
      proposal: { by: "the desk" },
    });
    expect((await preferenceOf(world.owner.id))?.content).toMatchObject({
      mode: "verified-only",
      weeklyBudget: 3,
    });
  });

  test("shows nothing to the invited party before it accepts the terms", async () => {
    const { ref } = await world.invited();
    const { deps } = world.desk;
    const closed = { refusal: { code: "case/not-found" } };
    expect(await readCase(deps, world.maintainer, ref)).toMatchObject(closed);
    expect(await move(world.maintainer, ref, longer)).toMatchObject(closed);
    const page = done(await move(world.maintainer, ref, ACCEPT));
    expect(page.embargo).toMatchObject({ state: "active", accepted: 1, of: 1 });
    expect(page.participants).toMatchObject([{ name: "libharbor", acceptedEmbargo: true }]);
    expect(await readCase(deps, world.maintainer, ref)).toMatchObject({ ok: true });
  });

  test("of a party to a flaw that is public lets it in at once: there is nothing to agree to", async () => {
    const { ref } = await world.reproduced();
    const { deps } = world.desk;
    const known = { kind: "public", source: "https://blog.example/flaw" } as const;
    done(await recordExploitation(deps, world.analyst, ref, known));
    const seat = { partyId: world.owner.id, role: "owner" } as const;
    const page = done(await inviteParticipant(deps, world.analyst, ref, seat));
    expect(page.embargo.state).toBe("none");
    expect(await readCase(deps, world.maintainer, ref)).toMatchObject({ ok: true });
    const again = await inviteParticipant(deps, world.analyst, ref, seat);
    expect(again).toMatchObject({ refusal: { code: "participant/known" } });
  });

  test("of a party that nobody knows is refused", async () => {
    const { ref } = await world.reproduced();
    const seat = { partyId: world.analyst.personId, role: "owner" } as const;
    const refused = await inviteParticipant(world.desk.deps, world.analyst, ref, seat);
    expect(refused).toMatchObject({ refusal: { code: "party/not-found" } });
  });

  test("stays unknown to every other party", async () => {
    const { ref } = await world.invited();
    const stranger = await world.desk.person(await world.desk.party("Stranger"), ["owner"]);
    expect(await move(stranger, ref, ACCEPT)).toMatchObject({
      refusal: { code: "case/not-found" },
    });
  });
});

describe("an agreement", () => {
  test("has the desk in it: an owner cannot take up its own proposal", async () => {
    const { ref } = await world.invited();
    done(await move(world.maintainer, ref, ACCEPT));
    const asked = done(await move(world.maintainer, ref, longer));
    expect(asked.embargo).toMatchObject({
      state: "revise",
      endsAt: "2026-12-21",
      proposal: { by: "libharbor", endsAt: "2027-03-21" },
    });
    const alone = await move(world.maintainer, ref, ACCEPT);
    expect(alone).toMatchObject({ refusal: { code: "embargo/no-such-proposal" } });
    const agreed = done(await move(world.analyst, ref, ACCEPT));
    expect(agreed.embargo).toMatchObject({
      state: "active",
      template: "45-after-patch",
      accepted: 1,
    });
  });

  test("of one owner binds no other; each is counted when it agrees itself", async () => {
    const { ref } = await world.invited();
    const { desk, analyst } = world;
    const second = await desk.party("libsecond");
    const maintainer = await desk.person(second, ["owner"]);
    done(await inviteParticipant(desk.deps, analyst, ref, { partyId: second.id, role: "vendor" }));
    const first = done(await move(world.maintainer, ref, ACCEPT));
    expect(first.embargo).toMatchObject({ state: "active", accepted: 1, of: 2 });
    expect(await readCase(desk.deps, maintainer, ref)).toMatchObject({ ok: false });
    const both = done(await move(maintainer, ref, ACCEPT));
    expect(both.embargo).toMatchObject({ state: "active", accepted: 2, of: 2 });
    expect(await move(maintainer, ref, ACCEPT)).toMatchObject({
      refusal: { code: "embargo/active" },
    });
  });

  test("new terms are agreed to anew by those who have joined", async () => {
    const { ref } = await world.invited();
    done(await move(world.maintainer, ref, ACCEPT));
    done(await move(world.analyst, ref, shorter));
    const changed = done(await move(world.analyst, ref, ACCEPT));
    expect(changed.embargo).toMatchObject({ state: "active", endsAt: "2026-09-29", accepted: 0 });
    const since = changed.participants[0]?.since;
    const agreed = done(await move(world.maintainer, ref, ACCEPT));
    expect(agreed.embargo).toMatchObject({ state: "active", endsAt: "2026-09-29", accepted: 1 });
    expect(agreed.participants[0]?.since).toBe(since);
  });

  test("is given its fourteen days of grace by a coordinator, once", async () => {
    const { desk, analyst } = world;
    const { ref } = await world.invited();
    done(await move(world.maintainer, ref, ACCEPT));
    const grace = { move: "grace", reason: "The fix is in test" } as const;
    const coordinator = await desk.person(await desk.party("Coordination", "desk"), [
      "coordinator",
    ]);
    for (const other of [analyst, world.maintainer])
      expect(await move(other, ref, grace)).toMatchObject({
        refusal: { code: "access/forbidden" },
      });
    const page = done(await move(coordinator, ref, grace));
    expect(page.embargo).toMatchObject({ state: "active", endsAt: "2027-01-04" });
    expect(await move(coordinator, ref, grace)).toMatchObject({
      refusal: { code: "embargo/no-grace" },
    });
  });

  test("is rejected with a reason, ended by desk or owner, and by no verifier", async () => {
    const { desk, analyst } = world;
    const { ref } = await world.invited();
    const lab = await desk.party("Runs Lab", "lab");
    const verifier = await desk.person(lab, ["verifier"]);
    done(await inviteParticipant(desk.deps, analyst, ref, { partyId: lab.id, role: "verifier" }));
    done(await move(verifier, ref, ACCEPT));
    done(await move(world.maintainer, ref, ACCEPT));
    done(await move(analyst, ref, shorter));
    const no = { move: "reject", reason: "No release before October" } as const;
    const page = done(await move(world.maintainer, ref, no));
    expect(page.embargo).toMatchObject({ state: "active", endsAt: "2026-12-21", proposal: null });
    const exit = { move: "exit", reason: "Released" } as const;
    expect(await move(verifier, ref, exit)).toMatchObject({
      refusal: { code: "access/forbidden" },
    });
    expect(done(await move(world.maintainer, ref, exit)).embargo.state).toBe("exited");
    expect(await move(analyst, ref, shorter)).toMatchObject({
      refusal: { code: "embargo/exited" },
    });
  });
});
