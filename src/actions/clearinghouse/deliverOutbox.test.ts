import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openMailer } from "#outside/mail/mailer.ts";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import { type Mailbox, openMailbox } from "../../testing/mailbox.ts";
import { deliverOutbox, type MailDeps } from "./deliverOutbox.ts";
import { editMessage } from "./draftMessage.ts";
import { mergeCase } from "./joinCases.ts";
import { negotiateEmbargo } from "./negotiateEmbargo.ts";
import { readCase } from "./readCase.ts";
import { sendMessage } from "./sendMessage.ts";

let world: TestCoordination;
let mailbox: Mailbox;
let deps: MailDeps;
beforeAll(async () => {
  [world, mailbox] = await Promise.all([testCoordination(), openMailbox()]);
  const mailer = openMailer(mailbox.url);
  deps = { ...world.desk.deps, mailer, mailFrom: "Lakeside <desk@lakeside.example>" };
});
afterAll(async () => {
  deps.mailer.close();
  await Promise.all([world.desk.close(), mailbox.close()]);
});
beforeEach(async () => {
  await sql`update preference set content = content || '{"weeklyBudget": null}'`.execute(
    world.desk.owner,
  );
});

const deliver = () => deliverOutbox(deps, world.desk.id);
const minutesLater = (minutes: number) =>
  world.desk.clock.set(new Date(deps.now().getTime() + minutes * 60_000).toISOString());
const pageOf = async (ref: string) => done(await readCase(deps, world.analyst, ref));
const messageOf = async (ref: string, id: string) =>
  (await pageOf(ref)).messages.find((message) => message.id === id);

/** Invited, written to, queued; not delivered yet. */
async function queued(body?: string) {
  const one = await world.invited();
  await sql`update preference set content = content || '{"weeklyBudget": null}'`.execute(
    world.desk.owner,
  );
  return { ...one, message: (await world.sent(one.ref, body)).id };
}

const outboxRow = (message: string) =>
  world.desk.owner
    .selectFrom("outbox")
    .selectAll()
    .where("message_id", "=", message)
    .executeTakeFirstOrThrow();

/** What the ledger has of one mail, in order. */
async function ledgerOf(message: string) {
  const { id } = await outboxRow(message);
  const { rows } = await sql<{ kind: string; attempt: number }>`
    select kind, (body::jsonb #>> '{detail,attempt}')::int as attempt from ledger_entry
    where body::jsonb #>> '{subject,outboxId}' = ${id} order by id`.execute(world.desk.owner);
  return rows.map(({ kind, attempt }) => [kind, attempt]);
}

describe("delivery", () => {
  test("a mail that can be read on a phone: label, reproducer, facts, date, person, link", async () => {
    const { ref, page, message } = await queued();
    expect(await deliver()).toBe(1);
    const { id } = await outboxRow(message);
    const mail = mailbox.mails.get(`<${id}@lakeside.example>`);
    expect(mail?.from?.text).toBe('"R. Teal, Lakeside Coordination" <desk@lakeside.example>');
    expect(mail?.replyTo?.text).toBe("desk@lakeside.example");
    expect(mail?.subject).toBe(
      `[TLP:AMBER] ${ref}: A crafted index makes the reader write past a heap block`,
    );
    expect(mail?.text?.replace(/#lakeside\.[\w-]{43}/, "#lakeside.SECRET")).toBe(`TLP:AMBER

A crafted index makes the reader write past a heap block

Reproduce it:
./harbor-ls poc.hbx

Expected: The file is refused.

Instead: AddressSanitizer: heap-buffer-overflow, WRITE of size 8.

Component: ${page.component} 3.2.1
Where: src/index.c:213 in hb_index_read
Weakness: CWE-787
Seen: 5 of 5 runs on libharbor 3.2.1

Public on 2026-12-21 (as we propose).
Answer this mail.
R. Teal, Lakeside Coordination, ${ref}

The case and your answer, without an account, until 2026-10-22:
http://localhost:4180/o/#lakeside.SECRET
`);
  });

  test("the party counts as told when the next server has the mail, and not before", async () => {
    const { ref, message } = await queued();
    const before = await pageOf(ref);
    expect(before.participants).toMatchObject([{ rm: "start", vfd: "vfd" }]);
    await deliver();
    const after = await pageOf(ref);
    expect(after.participants).toMatchObject([{ rm: "received", vfd: "Vfd" }]);
    expect(after.messages[0]).toMatchObject({ state: "sent", sentBy: "R. Teal" });
    expect(after.clocks.find(({ name }) => name === "Owner’s answer")).toMatchObject({
      state: "conditional",
      until: "2026-10-22",
    });
    expect(await outboxRow(message)).toMatchObject({ state: "sent", attempts: 1 });
    expect(await ledgerOf(message)).toEqual([
      ["mail.attempted", 1],
      ["mail.sent", 1],
    ]);
  });

  test("what has left keeps no secret behind", async () => {
    const { message } = await queued();
    await deliver();
    expect((await outboxRow(message)).payload).not.toHaveProperty("body");
  });

  test("nothing leaves before its day", async () => {
    const { message } = await queued();
    await sql`update outbox set not_before = '2026-09-28' where message_id = ${message}`.execute(
      world.desk.owner,
    );
    expect(await deliver()).toBe(0);
    const today = deps.now().toISOString();
    world.desk.clock.set("2026-09-28T00:00:01Z");
    expect(await deliver()).toBe(1);
    world.desk.clock.set(today);
  });

  test("two workers at once send one mail once", async () => {
    await queued();
    const accepted = mailbox.accepted.length;
    const counts = await Promise.all([deliver(), deliver(), deliver()]);
    expect(counts.sort()).toEqual([0, 0, 1]);
    expect(mailbox.accepted.length).toBe(accepted + 1);
  });

  test("a case merged meanwhile is told where it went", async () => {
    const { ref, message } = await queued();
    const into = await world.reproduced();
    done(await mergeCase(deps, world.analyst, ref, into.ref));
    expect(await deliver()).toBe(1);
    const page = await pageOf(into.ref);
    expect(page.participants).toMatchObject([{ name: "libharbor", rm: "received" }]);
    expect(page.messages).toMatchObject([{ id: message, state: "sent" }]);
  });
});

describe("an embargo that began between sending and leaving", () => {
  test("holds the mail, visibly, until it is edited back into a draft", async () => {
    const other = await world.reproduced();
    const { ref, message } = await queued(`Perhaps the same as ${other.ref}.`);
    const terms = { move: "propose", template: "90+14", reason: "Just agreed" } as const;
    done(await negotiateEmbargo(deps, world.analyst, other.ref, terms));
    const before = mailbox.accepted.length;
    expect(await deliver()).toBe(0);
    expect(mailbox.accepted.length).toBe(before);
    expect(await messageOf(ref, message)).toMatchObject({
      state: "held",
      guard: { verdict: "block", findings: [{ rule: "embargo/key" }] },
    });
    expect(await ledgerOf(message)).toEqual([["mail.held", 1]]);
    expect((await pageOf(ref)).participants).toMatchObject([{ rm: "start" }]);

    const text = { subject: "A question", body: "Is the index parsed anywhere else?" };
    done(await editMessage(deps, world.analyst, ref, message, text));
    expect(await messageOf(ref, message)).toMatchObject({
      state: "draft",
      guard: { verdict: "pass", findings: [] },
    });
    done(await sendMessage(deps, world.analyst, ref, message, { beyondBudget: false }));
    expect(await deliver()).toBe(1);
    expect(await messageOf(ref, message)).toMatchObject({ state: "sent" });
  });
});

describe("a mail whose acceptance was cut off", () => {
  test("is repeated under the same Message-ID; the mailbox holds it once, the ledger every attempt", async () => {
    const { ref, message } = await queued();
    const { id } = await outboxRow(message);
    const messageId = `<${id}@lakeside.example>`;
    mailbox.cutNext();
    expect(await deliver()).toBe(0);
    expect(mailbox.mails.has(messageId)).toBe(true);
    expect(await messageOf(ref, message)).toMatchObject({ state: "queued" });
    expect(await deliver()).toBe(0); // not at once
    minutesLater(1);
    expect(await deliver()).toBe(1);
    expect(mailbox.accepted.filter((one) => one === messageId)).toHaveLength(2);
    expect([...mailbox.mails.keys()].filter((one) => one === messageId)).toHaveLength(1);
    expect(await messageOf(ref, message)).toMatchObject({ state: "sent" });
    expect(await ledgerOf(message)).toEqual([
      ["mail.attempted", 1],
      ["mail.attempted", 2],
      ["mail.sent", 2],
    ]);
  });

  test("a worker that died after the acceptance leaves it to be repeated", async () => {
    const { message } = await queued();
    const { id } = await outboxRow(message);
    await new Promise<void>((died) => {
      const send: MailDeps["mailer"]["send"] = async (mail) => {
        await deps.mailer.send(mail);
        died();
        await new Promise(() => {}); // writes nothing down any more
      };
      void deliverOutbox({ ...deps, mailer: { ...deps.mailer, send } }, world.desk.id);
    });
    expect(await outboxRow(message)).toMatchObject({ state: "pending", attempts: 1 });
    expect(await deliver()).toBe(0);
    minutesLater(2);
    expect(await deliver()).toBe(1);
    expect(mailbox.accepted.filter((one) => one.includes(id))).toHaveLength(2);
  });
});

describe("a mail that is refused", () => {
  test("for good comes back as failed, with a task, and asks nothing of the owner", async () => {
    const { ref, message } = await queued();
    mailbox.refuseNext(550);
    expect(await deliver()).toBe(0);
    const page = await pageOf(ref);
    expect(page.messages[0]).toMatchObject({ id: message, state: "failed" });
    expect(page.tasks).toMatchObject([{ text: expect.stringContaining("could not be delivered") }]);
    expect(page.participants).toMatchObject([{ rm: "start" }]);
    expect((await ledgerOf(message)).at(-1)).toEqual(["mail.failed", 1]);
    done(await sendMessage(deps, world.analyst, ref, message, { beyondBudget: false }));
    expect(await deliver()).toBe(1);
    expect(await messageOf(ref, message)).toMatchObject({ state: "sent" });
  });

  test("for now is tried again, later each time, and given up after twelve attempts", async () => {
    const { ref, message } = await queued();
    for (let attempt = 1; attempt <= 12; attempt++) {
      expect(await messageOf(ref, message)).toMatchObject({ state: "queued" });
      mailbox.refuseNext(451);
      expect(await deliver()).toBe(0);
      minutesLater(240);
    }
    expect(await messageOf(ref, message)).toMatchObject({ state: "failed" });
    expect((await outboxRow(message)).attempts).toBe(12);
  });
});
