import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverOutbox, type MailDeps } from "#actions/clearinghouse/deliverOutbox.ts";
import { editMessage } from "#actions/clearinghouse/draftMessage.ts";
import { negotiateEmbargo } from "#actions/clearinghouse/negotiateEmbargo.ts";
import { readCase } from "#actions/clearinghouse/readCase.ts";
import { sendMessage } from "#actions/clearinghouse/sendMessage.ts";
import { markCase } from "#actions/clearinghouse/workCase.ts";
import { openMailer } from "#outside/mail/mailer.ts";
import { done, type TestCoordination, testCoordination } from "../../testing/coordination.ts";
import type { TestPerson } from "../../testing/desk.ts";
import { SAMPLE_FINDING, SAMPLE_PACK } from "../../testing/guardSamples.ts";
import { type Mailbox, openMailbox } from "../../testing/mailbox.ts";
import { askEscalation, readAnswer } from "./askEscalation.ts";
import { decideEscalation } from "./decideEscalation.ts";
import { expireEscalations } from "./expireEscalations.ts";
import { changePolicy, uploadPack } from "./keepPackFiles.ts";
import { readEscalation, readEscalations } from "./readEscalations.ts";

let world: TestCoordination;
let mailbox: Mailbox;
let deps: MailDeps;
let chief: TestPerson;
let second: TestPerson;
beforeAll(async () => {
  [world, mailbox] = await Promise.all([testCoordination(), openMailbox()]);
  const mailer = openMailer(mailbox.url);
  deps = { ...world.desk.deps, mailer, mailFrom: "Lakeside <desk@lakeside.example>" };
  chief = await world.desk.person(world.office, ["coordinator"], "C. Hief");
  second = await world.desk.person(world.office, ["coordinator"], "S. Econd");
  const text = SAMPLE_PACK.replace("action: rewrite", "action: escalate");
  done((await uploadPack(deps, chief, { format: "yaml", text })).result);
  const chosen = { packs: ["personal", "house"], reason: "Names of our own" };
  done(await changePolicy(deps, chief, "mail", chosen));
});
afterAll(async () => {
  deps.mailer.close();
  await Promise.all([world.desk.close(), mailbox.close()]);
});

const because = (answer: "as-is" | "rewrite" | "block") => ({
  answer,
  reason: "We talked about it",
});
const deliver = () => deliverOutbox(deps, world.desk.id);
const waiting = async () =>
  done(await readEscalations(deps, chief, { state: "waiting", limit: 50 })).items;

/** A mail that began to be held after it was sent: its words are changed behind the sender's back. */
async function held(body: string, by: TestPerson = world.analyst) {
  const { ref } = await world.invited();
  await sql`update preference set content = content || '{"weeklyBudget": null}'`.execute(
    world.desk.owner,
  );
  const draft = await world.drafted(ref, "A question about the index.");
  done(await sendMessage(deps, by, ref, draft.id, { beyondBudget: true }));
  await sql`update outbox set payload = payload || jsonb_build_object('body', ${body}::text)
    where message_id = ${draft.id}`.execute(world.desk.owner);
  expect(await deliver()).toBe(0);
  const { rows } = await sql<{ id: string }>`
    select e.id from guard_escalation e join outbox o on o.id = e.outbox_id
    where o.message_id = ${draft.id} and e.state = 'waiting'`.execute(world.desk.owner);
  const question = (await waiting()).find(({ id }) => id === rows[0]?.id);
  return { ref, message: draft.id, id: question?.id ?? "", question };
}

const messageOf = async (ref: string, id: string) =>
  done(await readCase(deps, world.analyst, ref)).messages.find((one) => one.id === id);
const lastMail = () => [...mailbox.mails.values()].at(-1);
const ESCALATED = "We call it Operation Heron among ourselves.";

describe("a mail that the guard held", () => {
  test("is put before those who decide, with its words, and encrypted until then", async () => {
    const { id, question } = await held(ESCALATED);
    expect(question).toMatchObject({
      state: "waiting",
      channel: "mail",
      verdict: "escalate",
      from: "R. Teal, Lakeside Coordination",
    });
    const page = done(await readEscalation(deps, chief, id));
    expect(page.parts.body).toBe(ESCALATED);
    expect(page.answers).toEqual(["as-is", "block"]);
    expect(page.findings[0]).toMatchObject({ ruleId: "house/codename", part: "body" });
    const { rows } = await sql<{ text: string }>`
      select e::text || encode(e.held, 'escape') as text from guard_escalation e where id = ${id}`.execute(
      world.desk.owner,
    );
    expect(rows[0]?.text).not.toContain("Heron");
    done(await decideEscalation(deps, chief, id, because("block")));
  });

  test("goes as it is when a person says so, in that person's name on record, and only those bytes", async () => {
    const { ref, message, id } = await held(ESCALATED);
    done(await decideEscalation(deps, chief, id, because("as-is")));
    expect(await messageOf(ref, message)).toMatchObject({ state: "queued" });
    expect(await deliver()).toBe(1);
    expect(lastMail()?.text).toContain("Operation Heron");
    const { rows } = await sql<{ outcome: string; approver: { name: string } }>`
      select outcome, content -> 'approver' as approver from guard_record order by id desc limit 1`.execute(
      world.desk.owner,
    );
    expect(rows[0]).toMatchObject({ outcome: "released", approver: { name: "C. Hief" } });

    const other = await held(ESCALATED);
    done(await decideEscalation(deps, chief, other.id, because("as-is")));
    await sql`update outbox set payload = payload || '{"body": "Operation Heron, in other words"}'
      where message_id = ${other.message}`.execute(world.desk.owner);
    expect(await deliver()).toBe(0);
  });

  test("goes rewritten when a person says so", async () => {
    const { id } = await held("Ask ada.lovelace@kestrel.org, or me.");
    const page = done(await readEscalation(deps, chief, id));
    expect(page.rewrite?.body).toBe("Ask [EMAIL], or me.");
    done(await decideEscalation(deps, chief, id, because("rewrite")));
    expect(await deliver()).toBe(1);
    expect(lastMail()?.text).toContain("Ask [EMAIL], or me.");
  });

  test("does not go when it is blocked, and its words are gone", async () => {
    const { ref, message, id } = await held(ESCALATED);
    const page = done(await decideEscalation(deps, chief, id, because("block")));
    expect(page).toMatchObject({
      state: "blocked",
      parts: {},
      decidedBy: "C. Hief",
      reason: "We talked about it",
      answers: [],
    });
    expect(await deliver()).toBe(0);
    expect(await messageOf(ref, message)).toMatchObject({ state: "held" });
    expect(await decideEscalation(deps, second, id, because("as-is"))).toMatchObject({
      refusal: { code: "guard/decided" },
    });
  });

  test("is let go by nobody whose own words they are", async () => {
    const { id } = await held(ESCALATED, chief);
    expect(await decideEscalation(deps, chief, id, because("as-is"))).toMatchObject({
      refusal: { code: "guard/own-words" },
    });
    done(await decideEscalation(deps, second, id, because("as-is")));
    expect(await deliver()).toBe(1);
  });

  test("is decided once, by whoever of two people is first", async () => {
    const { id } = await held(ESCALATED);
    const both = await Promise.all([
      decideEscalation(deps, chief, id, because("as-is")),
      decideEscalation(deps, second, id, because("block")),
    ]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: "guard/decided" } });
    expect(await deliver()).toBe(both[0].ok ? 1 : 0);
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from guard_escalation where id = ${id} and decider = ${both[0].ok ? "C. Hief" : "S. Econd"}`.execute(
      world.desk.owner,
    );
    expect(Number(rows[0]?.n)).toBe(1);
  });

  test("is blocked when its time runs out", async () => {
    const { id } = await held(ESCALATED);
    world.desk.wait(3);
    expect(await decideEscalation(deps, chief, id, because("as-is"))).toMatchObject({
      refusal: { code: "guard/expired" },
    });
    expect(await expireEscalations(deps, world.desk.id)).toBeGreaterThan(0);
    expect(await expireEscalations(deps, world.desk.id)).toBe(0);
    expect(done(await readEscalation(deps, chief, id))).toMatchObject({
      state: "expired",
      parts: {},
    });
  });

  test("leaves the queue when its sender edits it", async () => {
    const { ref, message, id } = await held(ESCALATED);
    done(await editMessage(deps, world.analyst, ref, message, { subject: "Again", body: "Hello" }));
    expect(done(await readEscalation(deps, chief, id))).toMatchObject({
      state: "blocked",
      decidedBy: "R. Teal",
    });
  });

  test("is seen by nobody but those who decide: not by analysts, not by who keeps accounts", async () => {
    const { id } = await held(ESCALATED);
    const keeper = await world.desk.person(world.office, ["administrator"], "K. Eeper");
    for (const asker of [world.analyst, keeper, world.maintainer, world.finder])
      expect(await readEscalation(deps, asker, id)).toMatchObject({
        refusal: { code: "guard/not-found" },
      });
    done(await decideEscalation(deps, chief, id, because("block")));
  });
});

describe("what a proxy asks", () => {
  const question = (text: string, change = {}) => ({
    text,
    rewrite: null,
    audience: { kind: "public" as const },
    findings: [SAMPLE_FINDING],
    destination: "gpt-x at models.example",
    seconds: 60,
    ...change,
  });

  test("waits until a person has decided, and is answered with the words that may go out", async () => {
    const asked = done(await askEscalation(deps, world.finder, question("TLP:GREEN notes")));
    expect(asked).toMatchObject({ state: "waiting", output: null });
    done(await decideEscalation(deps, chief, asked.id, because("as-is")));
    expect(done(await readAnswer(deps, world.finder, asked.id))).toMatchObject({
      state: "released",
      output: "TLP:GREEN notes",
      decidedBy: "C. Hief",
      reason: "We talked about it",
    });
  });

  test("offers a rewriting only where the guard here finds nothing in it", async () => {
    const offer = async (rewrite: string) => {
      const asked = done(
        await askEscalation(deps, world.finder, question("TLP:GREEN notes", { rewrite })),
      );
      const { answers } = done(await readEscalation(deps, chief, asked.id));
      done(
        await decideEscalation(
          deps,
          chief,
          asked.id,
          because(answers.includes("rewrite") ? "rewrite" : "block"),
        ),
      );
      return done(await readAnswer(deps, world.finder, asked.id)).output;
    };
    expect(await offer("Notes.")).toBe("Notes.");
    expect(await offer("TLP:RED notes")).toBeNull();
  });

  test("is asked once under one id, and nobody learns of somebody else's", async () => {
    const id = deps.chance.newId();
    const one = done(await askEscalation(deps, world.finder, question("TLP:GREEN", { id })));
    const again = done(await askEscalation(deps, world.finder, question("something else", { id })));
    expect(again).toEqual(one);
    expect(await askEscalation(deps, world.analyst, question("x", { id }))).toMatchObject({
      refusal: { code: "guard/not-found" },
    });
    expect(await readAnswer(deps, world.analyst, id)).toMatchObject({
      refusal: { code: "guard/not-found" },
    });
  });

  test("is blocked when nobody answers in time, whether or not the job has run", async () => {
    const { id } = done(
      await askEscalation(deps, world.finder, question("TLP:GREEN", { seconds: 1 })),
    );
    world.desk.clock.set(new Date(deps.now().getTime() + 1_000).toISOString());
    expect(done(await readAnswer(deps, world.finder, id))).toMatchObject({
      state: "expired",
      output: null,
    });
  });

  test("shows both sides of a near copy to those who see the case, and the passage to no one else", async () => {
    const passage =
      "The decoder keeps a pointer into a table that a later chunk of the same stream frees and fills with numbers of its own choosing";
    const { ref } = await world.reproduced({ description: passage });
    const terms = { move: "propose", template: "90+14", reason: "As always" } as const;
    done(await negotiateEmbargo(deps, world.analyst, ref, terms));
    const copy = `I heard: the decoder keeps a pointer into a table that a later chunk of the same stream frees and fills with numbers.`;
    const asked = done(await askEscalation(deps, world.finder, question(copy)));
    const page = done(await readEscalation(deps, chief, asked.id));
    expect(page.nearCopies).toMatchObject([
      {
        ruleId: "embargo/near-copy",
        caseRef: ref,
        there: expect.stringContaining("later chunk of the same stream"),
      },
    ]);
    expect(page.nearCopies[0]?.here).toContain("pointer into a table that a later chunk");

    const red = { tlp: "RED", readers: [second.personId], reason: "For its readers only" } as const;
    done(await markCase(deps, second, ref, red));
    const gone = { refusal: { code: "guard/not-found" } };
    expect(await readEscalation(deps, chief, asked.id)).toMatchObject(gone);
    for (const answer of ["as-is", "block"] as const)
      expect(await decideEscalation(deps, chief, asked.id, because(answer))).toMatchObject(gone);
    expect(done(await readAnswer(deps, world.finder, asked.id)).state).toBe("waiting");
    done(await decideEscalation(deps, second, asked.id, because("block")));
  });

  test("is decided once, in time, and by those who decide alone: others learn nothing and change nothing", async () => {
    const { id } = done(await askEscalation(deps, world.finder, question("TLP:GREEN notes")));
    const gone = { refusal: { code: "guard/not-found" } };
    for (const asker of [world.analyst, world.maintainer])
      expect(await decideEscalation(deps, asker, id, because("as-is"))).toMatchObject(gone);
    expect(done(await readAnswer(deps, world.finder, id)).state).toBe("waiting");
    done(await decideEscalation(deps, chief, id, because("block")));
    for (const answer of ["as-is", "rewrite", "block"] as const)
      expect(await decideEscalation(deps, second, id, because(answer))).toMatchObject({
        refusal: { code: "guard/decided" },
      });
    expect(done(await readAnswer(deps, world.finder, id))).toMatchObject({
      state: "blocked",
      output: null,
      decidedBy: "C. Hief",
    });
  });

  test("is decided by nobody whose question it is, and by nobody at all once its time is out", async () => {
    const own = done(await askEscalation(deps, chief, question("TLP:GREEN notes")));
    expect(await decideEscalation(deps, chief, own.id, because("as-is"))).toMatchObject({
      refusal: { code: "guard/own-words" },
    });
    const late = done(await askEscalation(deps, world.finder, question("x", { seconds: 1 })));
    world.desk.clock.set(new Date(deps.now().getTime() + 1_000).toISOString());
    for (const answer of ["as-is", "block"] as const)
      expect(await decideEscalation(deps, chief, late.id, because(answer))).toMatchObject({
        refusal: { code: "guard/expired" },
      });
  });
});
