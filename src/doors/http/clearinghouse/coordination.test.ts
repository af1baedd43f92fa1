import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inviteParticipant } from "#actions/clearinghouse/inviteParticipant.ts";
import { mergeCase, undoMerge } from "#actions/clearinghouse/joinCases.ts";
import { negotiateEmbargo } from "#actions/clearinghouse/negotiateEmbargo.ts";
import { readCase } from "#actions/clearinghouse/readCase.ts";
import { takeReports } from "#actions/clearinghouse/takeReports.ts";
import { markCase } from "#actions/clearinghouse/workCase.ts";
import { OwnerView } from "#contract/clearinghouse/coordination.ts";
import { testApp } from "../../../testing/app.ts";
import {
  done,
  OWNER_ADDRESS,
  type TestCoordination,
  testCoordination,
} from "../../../testing/coordination.ts";
import { someFinding } from "../../../testing/desk.ts";

let world: TestCoordination;
let door: Awaited<ReturnType<typeof testApp>>;
beforeAll(async () => {
  world = await testCoordination();
  door = await testApp(world.desk.deps);
});
afterAll(async () => {
  await door.close();
  await world.desk.close();
});

const DAY = 86_400_000;
const today = "2026-09-22T09:40:00.000Z";

/** The link out of the mail, as its reader would copy it. */
async function linkIn(messageId: string): Promise<string> {
  const { payload } = await world.desk.owner
    .selectFrom("outbox")
    .select("payload")
    .where("message_id", "=", messageId)
    .executeTakeFirstOrThrow();
  const [, token = ""] = /\/o\/#(\S+)$/m.exec((payload as { body: string }).body) ?? [];
  return `Link ${token}`;
}

async function linked(finding = {}) {
  const one = await world.invited(finding);
  await world.desk.owner
    .updateTable("preference")
    .set({ content: '{"weeklyBudget":null}' })
    .execute();
  const { id } = await world.sent(one.ref);
  return { ...one, link: await linkIn(id) };
}

const viewBy = (link: string) => door.call("GET", "/api/owner/case", { as: link });
const answerBy = (link: string, body: object) =>
  door.call("POST", "/api/owner/answer", { as: link, body });
const pageOf = async (ref: string) => done(await readCase(world.desk.deps, world.analyst, ref));
const viewed = async (link: string) => {
  const { status, body } = await viewBy(link);
  expect(status).toBe(200);
  return OwnerView.parse(body);
};

describe("a signed link", () => {
  test("opens one case without an account: reproducer first, one contact, what may be answered", async () => {
    const { ref, link } = await linked();
    const view = await viewed(link);
    expect(view).toMatchObject({
      ref,
      desk: "Lakeside Coordination",
      party: "libharbor",
      contact: "Lakeside Coordination",
      reproducer: { text: "./harbor-ls poc.hbx", note: "failed 5 of 5 here" },
      why: "Line 208 multiplies the entry count in 32 bits, so a large count wraps.",
      publicOn: {
        day: "2026-12-21",
        note: "proposed, not agreed yet; by a person, never by itself",
      },
      terms: { day: "2026-12-21", accepted: false },
      linkExpiresAt: "2026-10-22T09:40:00.000Z",
      conversation: [],
      answer: null,
      allowed: ["acknowledge", "confirm", "need-more", "not-ours", "hardening-only", "fixed"],
      preferences: { mode: "verified-only", weeklyBudget: null },
    });
    expect(Object.fromEntries(view.known.map(({ label, value }) => [label, value]))).toMatchObject({
      Affected: expect.stringMatching(/^pkg:generic\/libharbor-\w+ 3\.2\.1$/),
      Where: "src/index.c:213 in hb_index_read",
      Weakness: "CWE-787, Out-of-bounds Write",
      Shown: "5 of 5 runs on libharbor 3.2.1",
      Severity: "unknown; yours counts",
      Reports: "1",
      "Found by": "Kestrel Lab with kestrel-2",
    });
  });

  test("carries a small proof as a command that writes it", async () => {
    const bytes = new TextEncoder().encode("a'crafted\0file\n");
    const file = {
      kind: "file",
      name: "crafted.hbx",
      sha256: "ab".repeat(32),
      size: bytes.length,
    } as const;
    const finding = someFinding({ reproducer: file });
    const read = {
      ok: true,
      format: "zip",
      findings: [finding],
      attachments: [{ name: file.name, bytes }],
    } as const;
    const [receipt] = await takeReports(
      world.desk.deps,
      { ...world.analyst },
      { tlp: "AMBER", channel: "api", batchId: null },
      [{ bytes: new TextEncoder().encode("zip"), name: null, read }],
    );
    const ref = receipt?.findings[0]?.case ?? "";
    const seat = { partyId: world.owner.id, role: "owner" } as const;
    done(await inviteParticipant(world.desk.deps, world.analyst, ref, seat));
    await world.desk.owner
      .updateTable("preference")
      .set({ content: '{"mode":"everything"}' })
      .execute();
    const { id } = await world.sent(ref);
    const { reproducer } = await viewed(await linkIn(id));
    const [head, base64, end] = reproducer.text?.split("\n") ?? [];
    expect(head).toBe("base64 -d > './crafted.hbx' <<'END'");
    expect(Buffer.from(base64 ?? "", "base64")).toEqual(Buffer.from(bytes));
    expect(end).toBe("END");
    expect(reproducer.note).toContain("not run here yet");
  });

  test("opens nothing else: no other case, no list, no other route", async () => {
    const { link } = await linked();
    const other = await linked();
    expect((await viewed(link)).ref).not.toBe((await viewed(other.link)).ref);
    for (const path of [`/api/cases/${other.ref}`, "/api/cases", "/api/me", "/api/findings"]) {
      expect((await door.call("GET", path, { as: link })).status).toBe(403);
    }
  });

  test("ends after thirty days, and when it is taken back; a newer one does not end it", async () => {
    const { ref, link } = await linked();
    const { id } = await world.sent(ref, "Did you get this?");
    const newer = await linkIn(id);
    world.desk.clock.set(new Date(Date.parse(today) + 30 * DAY - 1000).toISOString());
    expect((await viewBy(link)).status).toBe(200);
    world.desk.clock.set(new Date(Date.parse(today) + 30 * DAY).toISOString());
    expect(await viewBy(link)).toMatchObject({ status: 401 });
    world.desk.clock.set(today);
    expect((await viewBy(newer)).status).toBe(200);
    const token = `Bearer ${await world.desk.token(world.analyst)}`;
    const path = `/api/cases/${ref}/participants/${world.owner.id}/links`;
    expect((await door.call("DELETE", path, { as: token })).status).toBe(200);
    for (const dead of [link, newer]) {
      expect(await viewBy(dead)).toMatchObject({ status: 401, body: { code: "access/sign-in" } });
      expect((await answerBy(dead, { answer: "acknowledge" })).status).toBe(401);
    }
  });

  test.each(["", "Link", "Link x", `Link lakeside.${"A".repeat(43)}`, "Link other.desk"])(
    "made up (%s) opens nothing",
    async (link) => {
      expect((await viewBy(link)).status).toBe(401);
    },
  );

  test("is no key for a session or a token, nor they for it", async () => {
    const { link } = await linked();
    const token = await world.desk.token(world.maintainer);
    expect((await viewBy(`Bearer ${token}`)).status).toBe(403);
    expect((await viewBy(`Link ${token}`)).status).toBe(401);
    expect((await viewBy(link.replace("Link", "Bearer"))).status).toBe(401);
  });

  test("follows a merge to the case where the work goes on, and back when it is undone", async () => {
    const { ref, link } = await linked();
    const into = await world.reproduced();
    const { deps } = world.desk;
    done(await mergeCase(deps, world.analyst, ref, into.ref));
    expect((await viewed(link)).ref).toBe(into.ref);
    expect((await answerBy(link, { answer: "confirm" })).status).toBe(200);
    expect(await pageOf(into.ref)).toMatchObject({ verdict: { verdict: "confirmed" } });
    done(await undoMerge(deps, world.analyst, into.ref, ref));
    expect((await viewed(link)).ref).toBe(ref);
  });

  test("opens no case that has become TLP:RED: a link speaks for a party, not for a person", async () => {
    const { ref, link } = await linked();
    const red = { tlp: "RED", readers: [], reason: "Named persons only" } as const;
    done(await markCase(world.desk.deps, world.analyst, ref, red));
    const refused = { status: 404, body: { code: "case/not-found" } };
    expect(await viewBy(link)).toMatchObject(refused);
    expect(await answerBy(link, { answer: "acknowledge" })).toMatchObject(refused);
  });

  test("leaves an entry in the ledger each time it is read", async () => {
    const { link, id } = await linked();
    const count = async () =>
      (
        await world.desk.owner
          .selectFrom("ledger_entry")
          .select("body")
          .where("kind", "=", "case.read")
          .where("case_id", "=", id)
          .execute()
      ).filter(({ body }) => body.includes("libharbor, by signed link")).length;
    await viewBy(link);
    await viewBy(link);
    expect(await count()).toBe(2);
  });
});

describe("an answer by link", () => {
  test("is the owner's verdict, says how it came, and can be changed", async () => {
    const { ref, link } = await linked();
    await answerBy(link, { answer: "acknowledge" });
    expect(await pageOf(ref)).toMatchObject({
      verdict: { verdict: "acknowledged", by: "libharbor, by signed link" },
      participants: [{ rm: "received" }],
      tasks: [],
    });
    world.desk.clock.set("2026-09-23T08:00:00Z");
    const changed = await answerBy(link, { answer: "fixed", version: "3.2.2" });
    expect(changed).toMatchObject({
      status: 200,
      body: { answer: { answer: "fixed", version: "3.2.2" } },
    });
    expect(await pageOf(ref)).toMatchObject({
      verdict: { verdict: "fixed", version: "3.2.2" },
      evidence: { level: "owner-confirmed" },
      remediation: { kind: "fix", version: "3.2.2" },
      participants: [{ rm: "accepted", vfd: "VFd" }],
      tasks: [{ text: "libharbor has fixed it in 3.2.2" }],
    });
    world.desk.clock.set(today);
  });

  test("that asks for more reaches the one contact as a message and a task", async () => {
    const { ref, link } = await linked();
    const { body } = await answerBy(link, { answer: "need-more", note: "Which compiler?" });
    expect(body).toMatchObject({
      answer: { answer: "need-more" },
      conversation: [{ from: "libharbor, by signed link", text: "Which compiler?" }],
    });
    const page = await pageOf(ref);
    expect(page.messages.find((one) => one.direction === "in")).toMatchObject({
      direction: "in",
      state: "received",
      body: "Which compiler?",
    });
    expect(page.tasks).toMatchObject([{ text: "libharbor asks for more: Which compiler?" }]);
    expect(page.waiting.you).toContain("the owner asked for more");
    await answerBy(link, { answer: "need-more", note: "And which flags?" });
    expect((await pageOf(ref)).tasks).toMatchObject([
      { text: "libharbor asks for more: And which flags?" },
    ]);
  });

  test("that rejects gives a reason from the list, and the version of a fix is one", async () => {
    const { ref, link } = await linked();
    expect((await answerBy(link, { answer: "not-ours" })).status).toBe(400);
    expect((await answerBy(link, { answer: "not-ours", reason: "go away" })).status).toBe(400);
    expect((await answerBy(link, { answer: "fixed", version: "next" })).status).toBe(400);
    const given = { answer: "hardening-only", reason: "out-of-threat-model" };
    expect((await answerBy(link, given)).status).toBe(200);
    expect((await pageOf(ref)).tasks).toMatchObject([
      { text: "libharbor takes it for hardening only (outside our threat model)" },
    ]);
  });

  test("agrees to no embargo by itself; ticking so does, and lets the party in", async () => {
    const { ref, link } = await linked();
    await answerBy(link, { answer: "acknowledge" });
    expect((await pageOf(ref)).embargo).toMatchObject({ state: "proposed", accepted: 0 });
    expect(await readCase(world.desk.deps, world.maintainer, ref)).toMatchObject({ ok: false });
    const agreed = await answerBy(link, { answer: "confirm", acceptsTerms: true });
    expect(agreed.body).toMatchObject({
      publicOn: { day: "2026-12-21", note: "as agreed; by a person, never by itself" },
      terms: { accepted: true },
    });
    expect((await pageOf(ref)).embargo).toMatchObject({ state: "active", accepted: 1, of: 1 });
    expect(await readCase(world.desk.deps, world.maintainer, ref)).toMatchObject({ ok: true });
    expect((await answerBy(link, { answer: "confirm", acceptsTerms: true })).status).toBe(200);
  });
});

describe("the owner's verdict", () => {
  const verdict = async (ref: string, person: Parameters<typeof world.desk.token>[0]) => {
    const as = `Bearer ${await world.desk.token(person)}`;
    return await door.call("POST", `/api/cases/${ref}/verdict`, {
      as,
      body: { answer: "confirm" },
    });
  };

  test("cannot be given by an analyst, not even by one who is an owner elsewhere", async () => {
    const { ref } = await world.invited();
    expect(await verdict(ref, world.analyst)).toMatchObject({
      status: 403,
      body: { code: "access/forbidden" },
    });
    const both = await world.desk.person(world.office, ["analyst", "owner"]);
    expect(await verdict(ref, both)).toMatchObject({
      status: 403,
      body: { code: "verdict/not-owner" },
    });
    expect((await pageOf(ref)).verdict).toBeNull();
  });

  test("is given by the owner who is signed in, and by no other owner", async () => {
    const { ref } = await world.invited();
    const accept = { move: "accept" } as const;
    done(await negotiateEmbargo(world.desk.deps, world.maintainer, ref, accept));
    const stranger = await world.desk.person(await world.desk.party("Another"), ["owner"]);
    expect(await verdict(ref, stranger)).toMatchObject({
      status: 404,
      body: { code: "case/not-found" },
    });
    expect((await verdict(ref, world.maintainer)).status).toBe(200);
    expect(await pageOf(ref)).toMatchObject({
      verdict: { verdict: "confirmed", by: "M. Tainer" },
      evidence: { level: "owner-confirmed" },
    });
  });
});

describe("preferences", () => {
  const everything = {
    mode: "everything",
    format: "text",
    weeklyBudget: 1,
    batchDay: "any",
    contact: "inbox@libharbor.example",
    language: "en",
    threatModel: "Files from strangers.",
  };
  const change = (link: string, body: object) =>
    door.call("PUT", "/api/owner/preferences", { as: link, body });

  test("are read and changed by link, and lay out anew what waits", async () => {
    const { link } = await linked();
    expect((await change(link, { ...everything, weeklyBudget: 0 })).status).toBe(200);
    expect((await door.call("GET", "/api/owner/preferences", { as: link })).body).toMatchObject({
      weeklyBudget: 0,
    });
    const { ref } = await world.invited();
    await world.sent(ref);
    const waiting = await pageOf(ref);
    expect(waiting.messages[0]).toMatchObject({
      state: "queued",
      leavesOn: "9999-12-31",
      to: everything.contact,
    });

    world.desk.clock.set("2026-09-29T09:00:00Z");
    const other = { ...everything, contact: "new@libharbor.example", batchDay: "thursday" };
    expect((await change(link, other)).status).toBe(200);
    expect((await pageOf(ref)).messages[0]).toMatchObject({
      state: "queued",
      leavesOn: "2026-10-01",
      to: "new@libharbor.example",
    });
    expect((await change(link, { ...other, mode: "none" })).status).toBe(200);
    expect((await pageOf(ref)).messages[0]).toMatchObject({
      state: "held",
      guard: { findings: [{ rule: "preference/owner-wants-none" }] },
    });
    world.desk.clock.set(today);
    await change(link, { ...everything, weeklyBudget: null, contact: OWNER_ADDRESS });
  });

  test("that make no sense are refused with the place of each fault", async () => {
    const { link } = await linked();
    const bad = await change(link, { ...everything, weeklyBudget: -1, contact: "nobody" });
    expect(bad).toMatchObject({ status: 400, body: { code: "request/malformed" } });
    expect(
      (bad.body as { problems: { pointer: string }[] }).problems.map(({ pointer }) => pointer),
    ).toEqual(["/body/weeklyBudget", "/body/contact"]);
  });
});
