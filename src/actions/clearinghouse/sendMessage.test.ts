import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withAsker } from "#store/database.ts";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import { discardMessage, draftMessage, editMessage } from "./draftMessage.ts";
import { inviteParticipant } from "./inviteParticipant.ts";
import { negotiateEmbargo } from "./negotiateEmbargo.ts";
import { readCase } from "./readCase.ts";
import { recordVerdict } from "./recordVerdict.ts";
import { sendMessage } from "./sendMessage.ts";
import { markCase } from "./workCase.ts";

const NOW = { beyondBudget: false };
let world: TestCoordination;
beforeAll(async () => {
  world = await testCoordination();
});
afterAll(() => world.desk.close());

const outboxOf = (messageId: string) =>
  world.desk.owner
    .selectFrom("outbox")
    .select(["payload", "not_before", "audience", "state"])
    .where("message_id", "=", messageId)
    .executeTakeFirst();

const messageOf = async (ref: string, id: string) =>
  done(await readCase(world.desk.deps, world.analyst, ref)).messages.find((one) => one.id === id);

/** An owner of its own, so that budgets do not meet. */
async function freshOwner(name: string, contact: string | null = `security@${name}.example`) {
  const { desk, analyst } = world;
  const party = await desk.party(name, "vendor", contact);
  const report = async (change: { asserted?: boolean } = {}) => {
    const one = change.asserted ? await desk.submit(world.finder) : await world.reproduced();
    done(
      await inviteParticipant(desk.deps, analyst, one.ref, { partyId: party.id, role: "owner" }),
    );
    const page = done(await draftMessage(desk.deps, analyst, one.ref, { partyId: party.id }));
    return { ref: one.ref, draft: page.messages[0]?.id ?? "" };
  };
  return { party, report };
}

describe("a draft", () => {
  test("is written from the record, reproducer first, and sends nothing", async () => {
    const { ref } = await world.invited();
    const draft = await world.drafted(ref);
    expect(draft).toMatchObject({ to: "security@libharbor.example", state: "draft", sentBy: null });
    expect(draft.body.indexOf("Reproduce it:")).toBeLessThan(draft.body.indexOf("Expected:"));
    expect(draft.guard).toEqual({ verdict: "pass", findings: [] });
    expect(await outboxOf(draft.id)).toBeUndefined();
  });

  test("to a party that takes no part is refused", async () => {
    const { ref } = await world.reproduced();
    const wanted = { partyId: world.owner.id };
    const refused = await draftMessage(world.desk.deps, world.analyst, ref, wanted);
    expect(refused).toMatchObject({ refusal: { code: "participant/unknown" } });
  });

  test("is seen by the desk alone until it has been sent", async () => {
    const { ref } = await world.invited();
    const { deps } = world.desk;
    done(await negotiateEmbargo(deps, world.maintainer, ref, { move: "accept" }));
    await world.drafted(ref);
    expect(done(await readCase(deps, world.maintainer, ref)).messages).toEqual([]);
  });
});

describe("sending", () => {
  test("takes a named person", async () => {
    const { ref } = await world.invited();
    const draft = await world.drafted(ref);
    const nobody = { ...world.analyst, personId: null };
    const refused = await sendMessage(world.desk.deps, nobody, ref, draft.id, NOW);
    expect(refused).toMatchObject({ refusal: { code: "message/not-a-person" } });
    expect(await messageOf(ref, draft.id)).toMatchObject({ state: "draft" });
  });

  test("puts a mail in that person's name into the outbox, and wakes the job", async () => {
    const { report } = await freshOwner("libquay");
    const { ref, draft } = await report();
    world.desk.woken.length = 0;
    const page = done(await sendMessage(world.desk.deps, world.analyst, ref, draft, NOW));
    expect(page.messages[0]).toMatchObject({ state: "queued", sentBy: "R. Teal", leavesOn: null });
    expect(world.desk.woken).toEqual(["deliver-outbox"]);
    expect(await outboxOf(draft)).toMatchObject({
      state: "pending",
      audience: { kind: "participants" },
      payload: { to: ["security@libquay.example"], fromName: "R. Teal, Lakeside Coordination" },
    });
    const again = await sendMessage(world.desk.deps, world.analyst, ref, draft, NOW);
    expect(again).toMatchObject({ refusal: { code: "message/state" } });
  });

  test("leaves the secret of the link in the mail alone, where no person of the desk can read it", async () => {
    const { report } = await freshOwner("libpier");
    const { ref, draft } = await report();
    const page = done(await sendMessage(world.desk.deps, world.analyst, ref, draft, NOW));
    const mail = (await outboxOf(draft))?.payload as { body: string };
    const secret = /\/o\/#lakeside\.([\w-]{43})$/m.exec(mail.body)?.[1] ?? "no link";
    expect(JSON.stringify(page)).not.toContain(secret);
    const seen = await withAsker(world.desk.db, world.analyst, (tx) =>
      tx.selectFrom("outbox").selectAll().execute(),
    );
    expect(seen).toEqual([]);
    for (const table of ["message", "signed_link", "case_event", "ledger_entry"] as const) {
      const rows = await world.desk.owner.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(secret);
    }
  });

  test("gives a link to owners only", async () => {
    const { ref } = await world.reproduced();
    const { desk, analyst } = world;
    const lab = await desk.party("Second Lab", "lab", "runs@second.example");
    done(await inviteParticipant(desk.deps, analyst, ref, { partyId: lab.id, role: "verifier" }));
    const text = { partyId: lab.id, subject: "A second run", body: "Could you run this again?" };
    const [draft] = done(await draftMessage(desk.deps, analyst, ref, text)).messages;
    done(await sendMessage(desk.deps, analyst, ref, draft?.id ?? "", NOW));
    const mail = (await outboxOf(draft?.id ?? ""))?.payload as { body: string };
    expect(mail.body).toBe(
      "TLP:AMBER\n\nCould you run this again?\n\nR. Teal, Lakeside Coordination\n",
    );
  });

  test("is refused without an address, and for a report that is too long", async () => {
    const { report } = await freshOwner("libnowhere", null);
    const { ref, draft } = await report();
    const { deps } = world.desk;
    expect(await sendMessage(deps, world.analyst, ref, draft, NOW)).toMatchObject({
      refusal: { code: "message/no-address" },
    });
    const long = await (await freshOwner("liblong")).report();
    const text = { subject: "Long", body: "word ".repeat(301) };
    done(await editMessage(deps, world.analyst, long.ref, long.draft, text));
    expect(await sendMessage(deps, world.analyst, long.ref, long.draft, NOW)).toMatchObject({
      refusal: { code: "message/too-long" },
    });
  });
});

describe("the guard, before anything is queued", () => {
  test("stops a draft that names another case under embargo, and shows it beforehand", async () => {
    const { deps } = world.desk;
    const other = await world.reproduced({ commit: "9f2ad4e0c1b2a39485766554433221100ffeeddc" });
    const terms = { move: "propose", template: "90+14", reason: "As always" } as const;
    done(await negotiateEmbargo(deps, world.analyst, other.ref, terms));
    const { ref } = await world.invited();
    for (const names of [other.ref.toLowerCase(), "9f2ad4e"]) {
      const draft = await world.drafted(ref, `It looks like (${names}).`);
      expect(draft.guard).toMatchObject({ verdict: "block", findings: [{ rule: "embargo/key" }] });
      const refused = await sendMessage(deps, world.analyst, ref, draft.id, NOW);
      expect(refused).toMatchObject({ refusal: { code: "message/held" } });
      expect(await messageOf(ref, draft.id)).toMatchObject({ state: "draft" });
    }
  });

  test("lets through what the case shares with another one, and what its reader takes part in", async () => {
    const shared = { component: "pkg:generic/shared", version: "1.2.3" };
    const places = [{ file: "src/other.c", line: 1, function: "elsewhere" }];
    const hidden = await world.reproduced({
      ...shared,
      title: "Another flaw",
      locations: places,
      weakness: "CWE-22",
    });
    const terms = { move: "propose", template: "90+14", reason: "As always" } as const;
    done(await negotiateEmbargo(world.desk.deps, world.analyst, hidden.ref, terms));
    const own = await world.invited(shared);
    expect(own.ref).not.toBe(hidden.ref);
    const text = "It is in pkg:generic/shared@1.2.3.";
    expect((await world.drafted(own.ref, text)).guard.verdict).toBe("pass");
    const { ref } = await world.invited();
    expect((await world.drafted(ref, `${text} See ${own.ref}.`)).guard.verdict).toBe("block");
    const also = { partyId: world.owner.id, role: "owner" } as const;
    done(await inviteParticipant(world.desk.deps, world.analyst, hidden.ref, also));
    expect((await world.drafted(ref, `${text} See ${own.ref}.`)).guard.verdict).toBe("pass");
  });

  test("keeps a TLP:RED case out of mail, which names no persons", async () => {
    const { ref } = await world.invited();
    const draft = await world.drafted(ref);
    const red = { tlp: "RED", readers: [], reason: "Named persons only" } as const;
    const page = done(await markCase(world.desk.deps, world.analyst, ref, red));
    expect(page.messages[0]?.guard).toMatchObject({ findings: [{ rule: "tlp/content" }] });
    const refused = await sendMessage(world.desk.deps, world.analyst, ref, draft.id, NOW);
    expect(refused).toMatchObject({ refusal: { code: "message/held" } });
  });
});

describe("an owner's pace", () => {
  test("three reports a week by default; the fourth waits for Monday, visibly, unless sent beyond", async () => {
    const { report } = await freshOwner("libpace");
    const { deps } = world.desk;
    const sent = [];
    for (let i = 0; i < 5; i++) {
      const { ref, draft } = await report();
      const beyondBudget = i === 4;
      const page = done(await sendMessage(deps, world.analyst, ref, draft, { beyondBudget }));
      sent.push({ leavesOn: page.messages[0]?.leavesOn, at: (await outboxOf(draft))?.not_before });
      if (i === 3) expect(page.delivery).toMatchObject({ weeklyBudget: 3, usedThisWeek: 3 });
    }
    const now = deps.now();
    expect(sent.map(({ leavesOn }) => leavesOn)).toEqual([null, null, null, "2026-09-28", null]);
    expect(sent.map(({ at }) => at)).toEqual([
      now,
      now,
      now,
      new Date("2026-09-28T00:00:00Z"),
      now,
    ]);
  });

  test("a more urgent report takes the place of one that waits", async () => {
    const { report } = await freshOwner("liburgent");
    const { deps } = world.desk;
    const all = [];
    for (let i = 0; i < 7; i++) all.push(await report());
    for (const { ref, draft } of all.slice(0, 6)) {
      done(await sendMessage(deps, world.analyst, ref, draft, NOW));
    }
    const last = all[6] ?? { ref: "", draft: "" };
    await world.desk.owner
      .updateTable("cases")
      .set({ decision_rank: 0 })
      .where("ref", "=", last.ref)
      .execute();
    const page = done(await sendMessage(deps, world.analyst, last.ref, last.draft, NOW));
    expect(page.messages[0]?.leavesOn).toBe("2026-09-28");
    const days = [];
    for (const { ref, draft } of all) days.push((await messageOf(ref, draft))?.leavesOn);
    expect(days.sort()).toEqual([
      "2026-09-28",
      "2026-09-28",
      "2026-09-28",
      "2026-10-05",
      null,
      null,
      null,
    ]);
  });

  test("only what was reproduced is sent to who asked for verified reports", async () => {
    const { report } = await freshOwner("libverified");
    const { ref, draft } = await report({ asserted: true });
    const refused = await sendMessage(world.desk.deps, world.analyst, ref, draft, {
      beyondBudget: true,
    });
    expect(refused).toMatchObject({ refusal: { code: "message/not-wanted" } });
  });

  test("an answer in a conversation neither waits nor counts", async () => {
    const { party, report } = await freshOwner("libtalk");
    const { deps } = world.desk;
    const all = [await report(), await report(), await report(), await report()];
    for (const { ref, draft } of all.slice(0, 3)) {
      done(await sendMessage(deps, world.analyst, ref, draft, NOW));
    }
    const [{ ref } = { ref: "" }] = all;
    const maintainer = await world.desk.person(party, ["owner"]);
    done(await negotiateEmbargo(deps, maintainer, ref, { move: "accept" }));
    const asks = { answer: "need-more", note: "Does 3.0 have it?" } as const;
    done(await recordVerdict(deps, maintainer, ref, asks));
    const reply = { partyId: party.id, body: "Yes, 3.0.0 to 3.0.9." };
    const page = done(await draftMessage(deps, world.analyst, ref, reply));
    const draft = page.messages.find((one) => one.state === "draft")?.id ?? "";
    const after = done(await sendMessage(deps, world.analyst, ref, draft, NOW));
    expect(after.messages.find((one) => one.id === draft)).toMatchObject({ leavesOn: null });
    expect(after.delivery).toMatchObject({ usedThisWeek: 3 });
  });

  test("a report that waits can be called back, edited or discarded, and its place is free again", async () => {
    const { report } = await freshOwner("librecall");
    const { deps } = world.desk;
    const all = [await report(), await report(), await report(), await report(), await report()];
    for (const { ref, draft } of all.slice(0, 4)) {
      done(await sendMessage(deps, world.analyst, ref, draft, NOW));
    }
    const [first, , , waits, last] = all;
    if (!first || !waits || !last) throw new Error("There are five reports.");
    const text = { subject: "Again", body: "In other words." };
    const page = done(await editMessage(deps, world.analyst, waits.ref, waits.draft, text));
    expect(page.messages[0]).toMatchObject({ state: "draft", leavesOn: null, sentBy: null });
    expect(await outboxOf(waits.draft)).toMatchObject({ state: "held" });
    done(await sendMessage(deps, world.analyst, last.ref, last.draft, NOW));
    expect(await messageOf(last.ref, last.draft)).toMatchObject({ leavesOn: "2026-09-28" });
    done(await discardMessage(deps, world.analyst, first.ref, first.draft));
    expect(await messageOf(last.ref, last.draft)).toMatchObject({
      state: "queued",
      leavesOn: null,
    });
  });

  test("a mail that somebody has begun to send cannot be called back", async () => {
    const { report } = await freshOwner("libgone");
    const { deps } = world.desk;
    const { ref, draft } = await report();
    done(await sendMessage(deps, world.analyst, ref, draft, NOW));
    await world.desk.owner
      .updateTable("outbox")
      .set({ attempts: 1 })
      .where("message_id", "=", draft)
      .execute();
    expect(await discardMessage(deps, world.analyst, ref, draft)).toMatchObject({
      refusal: { code: "message/state" },
    });
  });
});
