import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { deliverOutbox } from "#actions/clearinghouse/deliverOutbox.ts";
import { lapseWindows } from "#actions/review/lapse.ts";
import { openMailer } from "#outside/mail/mailer.ts";
import { openMailbox } from "../../../testing/mailbox.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Name, reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import { sealBy } from "../../../testing/reviewSealing.ts";
import {
  accessOpen,
  drafted,
  expire,
  granted,
  grantTo,
  named,
  resultShared,
  submitted,
} from "../../../testing/reviewStages.ts";

const world = openForAll(reviewDesk);

type Mail = { readonly to: readonly string[]; readonly subject: string; readonly body: string };

/** Mails put into the outbox by what is done here: of this review, oldest first. */
async function mailsOf(ref: string): Promise<Mail[]> {
  const { rows } = await sql<{ payload: Mail }>`
    select payload from outbox where payload::text like ${`%${ref}%`} order by id`.execute(
    world.desk.owner,
  );
  return rows.map(({ payload }) => payload);
}

/** Who gets a mail about what, by what is done: `subject → names`. */
async function toldBy(ref: string, work: () => Promise<unknown>): Promise<Record<string, Name[]>> {
  const before = (await mailsOf(ref)).length;
  await work();
  const told: Record<string, Name[]> = {};
  for (const { to, subject } of (await mailsOf(ref)).slice(before)) {
    const [name] = Object.entries(world.people).find(([, { email }]) => email === to[0]) ?? [];
    const about = subject.replace(`${ref}: `, "");
    told[about] = [...(told[about] ?? []), name as Name].sort();
  }
  return told;
}

describe("a mail of a review", () => {
  test("goes to the other side, and never to who did it", async () => {
    const { people, act } = world;
    const ref = await named(world);
    expect(await toldBy(ref, () => act(people.voss, ref, "submit"))).toEqual({
      "The lab handed the review in": ["alder", "holm", "sand"],
    });
    const body = { labPartyId: world.parties.lab.id, reason: SECRETS.reason };
    const { model, version } = await world.page(people.voss, ref);
    const join = () =>
      world.ask(people.port, "POST", "/api/review-requests", { body: { ...body, model, version } });
    expect(await toldBy(ref, join)).toEqual({
      "An agency asks to be attached": ["brandt", "voss"],
    });
    const answer = (attached: boolean) => () =>
      act(people.voss, ref, "answer-agency", { partyId: world.parties.unrelated.id, attached });
    expect(await toldBy(ref, answer(false))).toEqual({});
    await join();
    expect(await toldBy(ref, answer(true))).toEqual({
      "Your agency was attached to a review": ["port"],
    });
  });

  test("that an agency was attached goes to that agency, and to no other", async () => {
    const { people, parties, act } = world;
    const ref = await drafted(world);
    const name = (party: { readonly id: string; readonly name: string }) => () =>
      act(people.voss, ref, "name-agency", { partyId: party.id, name: party.name });
    const subject = "Your agency was attached to a review";
    expect(await toldBy(ref, name(parties.bureau))).toEqual({ [subject]: ["holm", "sand"] });
    expect(await toldBy(ref, name(parties.energy))).toEqual({ [subject]: ["alder"] });
  });

  test("of a coverage enquiry goes to those who record coverage, and names no model", async () => {
    const { people, act } = world;
    const ref = await submitted(world);
    const question = { question: SECRETS.question };
    expect(await toldBy(ref, () => act(people.voss, ref, "ask-coverage", question))).toEqual({
      "A lab asks whether a model is covered": ["recorder"],
    });
    const mail = (await mailsOf(ref)).at(-1);
    expect(mail?.body).toContain("/coverage");
    for (const word of Object.values(SECRETS)) expect(JSON.stringify(mail)).not.toContain(word);
  });

  test("of destruction certificates goes to those who owe them, the lab too, once for all of them", async () => {
    const { people, act } = world;
    const { ref } = await granted(world);
    await sealBy(world, people.voss, ref, { to: [people.holm] });
    await sealBy(world, people.voss, ref, { to: [people.holm, people.sand] });
    await sealBy(world, people.alder, ref, { to: [people.brandt], kind: "other" });
    expect(await toldBy(ref, () => act(people.brandt, ref, "withdraw"))).toEqual({
      "The lab withdrew the review": ["alder", "holm", "sand", "voss"],
      "A destruction certificate is asked for": ["holm", "sand", "voss"],
    });
  });

  test("about what is between the lab and one agency goes to no other agency", async () => {
    const { people, act } = world;
    const ref = await accessOpen(world);
    expect(await toldBy(ref, () => grantTo(world, people.holm, ref))).toEqual({
      "An agency asks for access": ["brandt", "voss"],
      "The lab answered a request for access": ["holm", "sand"],
    });
    const { grants } = await world.page(people.holm, ref);
    const ended = { grantId: grants[0]?.id, reason: SECRETS.reason };
    expect(await toldBy(ref, () => act(people.voss, ref, "end-grant", ended))).toEqual({
      "A grant ended": ["holm", "sand"],
    });
    expect(await toldBy(ref, () => sealBy(world, people.voss, ref, { to: [people.holm] }))).toEqual(
      {
        "Something was sealed into the review": ["brandt", "holm", "sand"],
      },
    );
  });

  test("about a result goes to the other agency when it is shared, and not before", async () => {
    const { ref } = await granted(world);
    expect(await toldBy(ref, () => resultShared(world, ref))).toEqual({
      "A result was given to you in writing": ["brandt", "voss"],
      "The lab replied to a result": ["holm", "sand"],
      "A result was shared, with the lab's reply": ["alder", "brandt", "sand", "voss"],
    });
  });

  test("about the end of the window goes to everybody once, by whatever it was noticed", async () => {
    const { people } = world;
    const { ref } = await granted(world);
    await sealBy(world, people.voss, ref, { to: [people.holm] });
    expire(world);
    const told = await toldBy(ref, async () => {
      await lapseWindows(world.desk.deps, world.desk.id);
      await world.page(people.holm, ref);
      await lapseWindows(world.desk.deps, world.desk.id);
    });
    expect(told).toEqual({
      "The window closed by itself": ["alder", "brandt", "holm", "sand", "voss"],
      "A destruction certificate is asked for": ["holm", "sand"],
    });
  });

  test("of an incident goes to all, and to the third parties that were named by an address", async () => {
    const { people, act } = world;
    const { ref } = await granted(world);
    const incident = {
      what: SECRETS.claim,
      thirdParties: ["soc@host.example", "Host Ltd"],
      hours: 24,
    };
    const told = await toldBy(ref, () => act(people.holm, ref, "open-incident", incident));
    expect(told["An incident was opened: access is paused"]).toEqual([
      "alder",
      "brandt",
      "sand",
      "voss",
    ]);
    const { rows } = await sql<{ payload: Mail }>`
      select payload from outbox where payload::text like '%soc@host.example%'`.execute(
      world.desk.owner,
    );
    expect(rows.map(({ payload }) => payload.to)).toEqual([["soc@host.example"]]);
    for (const { payload } of rows)
      for (const word of [...Object.values(SECRETS), ref])
        expect([word, JSON.stringify(payload).includes(word)]).toEqual([word, false]);
  });

  test("says that something happened and where to look, and nothing of what", async () => {
    const { ref } = await granted(world);
    await resultShared(world, ref);
    const mails = await mailsOf(ref);
    expect(mails.length).toBeGreaterThan(10);
    for (const mail of mails) {
      const text = JSON.stringify(mail);
      for (const word of Object.values(SECRETS))
        expect([mail.subject, text.includes(word)]).toEqual([mail.subject, false]);
      expect(mail.body).toContain(`/reviews/${ref}`);
      expect(mail.to.length).toBe(1);
    }
  });

  test("is let out by the guard, and arrives", async () => {
    const [own, mailbox] = await Promise.all([reviewDesk(), openMailbox()]);
    const mailer = openMailer(mailbox.url);
    const deps = { ...own.desk.deps, mailer, mailFrom: "Lakeside <desk@lakeside.example>" };
    const ref = await submitted(own);
    expect(own.desk.woken).toContain("deliver-outbox");
    while ((await deliverOutbox(deps, own.desk.id)) > 0);
    const subjects = [...mailbox.mails.values()].map(({ subject }) => subject ?? "");
    expect(subjects.filter((subject) => subject.includes(`${ref}: The lab handed`)).length).toBe(3);
    const { rows } = await sql<{ state: string }>`select distinct state from outbox`.execute(
      own.desk.owner,
    );
    expect(rows).toEqual([{ state: "sent" }]);
    mailer.close();
    await Promise.all([mailbox.close(), own.close()]);
  });

  test("about a destruction that nobody stated goes to the overseer, too", async () => {
    const { people } = world;
    const { ref } = await granted(world);
    await sealBy(world, people.voss, ref, { to: [people.holm] });
    expire(world);
    await lapseWindows(world.desk.deps, world.desk.id);
    world.desk.wait(1000); // past the terms' date of destruction
    expect(await toldBy(ref, () => lapseWindows(world.desk.deps, world.desk.id))).toEqual({
      "A destruction certificate is overdue": ["brandt", "holm", "overseer", "sand", "voss"],
    });
    const [mail] = (await mailsOf(ref)).filter(({ to }) => to[0] === people.overseer.email);
    expect(mail?.body).toContain("/oversight");
    expect(mail?.body).not.toContain("/reviews/");
  });
});
