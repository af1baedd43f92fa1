import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { makeFolder } from "../src/testing/folder.ts";
import { wordsAgainst } from "../src/testing/wording.ts";
import { findBarriers, wordsOf } from "./support/browser.ts";
import { tryDialogs, tryMenu } from "./support/dialogFocus.ts";
import { assayVerify, unpackLog, withFlippedByte } from "./support/logCopy.ts";
import * as act from "./support/reviewActs.ts";
import type { ReviewPerson } from "./support/reviewDesk.ts";
import { BUREAU, DIALOGS, ENERGY, LAB, SECRET, STAYING, TOLD } from "./support/reviewScript.ts";
import { openStage, type Stage } from "./support/reviewStage.ts";
import * as sealed from "./support/sealedActs.ts";
import { toldByMail } from "./support/toldByMail.ts";

const expectNoSecret = (text: string) => {
  for (const secret of Object.values(SECRET)) expect(text).not.toContain(secret);
};

const folder = makeFolder("assay-review-");
const card = randomBytes(300_000);
let stage: Stage;
let ref = "";
let keyFile = "";
const at = (more = "") => `/reviews/${ref}${more}`;

beforeAll(async () => {
  writeFileSync(join(folder, SECRET.file), card);
  stage = await openStage(folder);
});
afterAll(async () => {
  await stage?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** It is one story: after a step that went wrong, the rest of it ends at once. */
let isBroken = false;
beforeEach(() => {
  if (isBroken) throw new Error("An earlier step of this walk went wrong.");
});
afterEach(({ task }) => {
  if (task.result?.state === "fail") isBroken = true;
});

test("before the first review, those who look on are told what will stand there", async () => {
  for (const [name, path, says] of [
    ["overseer", "/oversight", "There is no review."],
    ["recorder", "/coverage", "No lab has asked."],
    ["voss", "/reviews", "No review yet."],
  ] as const) {
    const page = await stage.open(name, path);
    await page.getByText(says).first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await stage.look(name, "nothing yet");
  }
});

test("keys are made in the page: one in a file, one in a passkey", async () => {
  keyFile = await sealed.makeKeyFile(stage.at("holm"), "office laptop");
  expect(readFileSync(keyFile, "utf8")).toMatch(/^AGE-SECRET-KEY-1/m);
  await sealed.makePasskeyKey(stage.at("alder"), "my passkey");
  await stage.look("holm", "with a key");
});

test("the lab opens a review, names an agency, and asks whether the model is covered", async () => {
  ref = await act.openReview(stage.at("voss"), { ...SECRET, zone: stage.zone });
  const page = stage.pageOf("voss");
  await act.askWhetherCovered(page, SECRET.question);
  await act.nameAgency(page, BUREAU);
  await stage.look("voss", "drafted");
  await act.byDialog(page, "Hand it in…", "Hand it in");
  await page.getByText("submitted", { exact: true }).waitFor();
});

test("the designated role records coverage, and the lab reads it", async () => {
  const page = await stage.open("recorder", "/coverage");
  await page.getByText(SECRET.question).waitFor();
  const until = stage.day(180);
  await act.recordCoverage(page, until, SECRET.basis);
  await page.getByRole("cell", { name: `covered, until ${until}` }).waitFor();
  await stage.look("recorder", "recorded");
  const lab = await stage.open("voss", at());
  await lab.getByText(/Recorded .* by K. Recorder: covered/).waitFor();
});

test("a second agency asks to join, sees nothing, and is attached by the lab’s yes", async () => {
  const page = await stage.open("alder", "/reviews");
  await act.askToJoin(page, { lab: LAB, ...SECRET }, SECRET.joining);
  await page.getByText("Asked. If there is such a review, its lab sees it.").waitFor();
  const hidden = await stage.ask("alder", "GET", `/api${at()}`);
  const none = await stage.ask("alder", "GET", "/api/reviews/RV-2026-9999");
  const said = ({ text }: typeof none) => ({ ...(JSON.parse(text) as object), instance: "" });
  expect(hidden.status).toBe(404);
  expect(said(hidden)).toEqual(said(none));
  const lab = stage.pageOf("voss");
  await lab.getByText(`asks: ${SECRET.joining}`).waitFor();
  await act.byDialog(lab, "Attach", `Attach ${ENERGY}`);
  for (const name of ["voss", "alder"] as const) {
    const shown = name === "voss" ? lab : await stage.open(name, at());
    await shown.getByText(`attached: ${BUREAU} and ${ENERGY}`).waitFor();
  }
});

test("terms are proposed, and every side signs them with a passkey", async () => {
  const lab = stage.pageOf("voss");
  const destructionDate = stage.day(36);
  await act.proposeTerms(lab, { uses: SECRET.use, retentionDays: 14, destructionDate });
  await act.signTerms(lab, "E. Voss");
  await act.signTerms(await stage.open("holm", at()), "V. Holm");
  await act.signTerms(await stage.open("alder", at()), "M. Alder");
  await lab.getByText("version 1, signed by all").waitFor();
  await lab.getByText("terms agreed", { exact: true }).waitFor();
});

test("the lab confirms that access works, and all read the same line: day 1 of 30", async () => {
  const lab = stage.pageOf("voss");
  await act.byDialog(lab, "Confirm that access works…", "Confirm: today is day 1");
  const line = `Day 1 of 30, window closes ${stage.day(29)} 24:00 ${stage.zone}`;
  for (const name of ["voss", "holm", "alder"] as const)
    await stage.pageOf(name).getByText(line).first().waitFor();
});

test("a file and a text are sealed in the page, to people by name", async () => {
  const lab = stage.pageOf("voss");
  const file = join(folder, SECRET.file);
  await sealed.seal(lab, { kind: "Model material", readers: ["V. Holm"], what: { file } });
  const text = {
    kind: "System prompt",
    readers: ["V. Holm", "M. Alder"],
    what: { name: SECRET.textName, text: SECRET.text },
    statute: {
      name: "18 U.S.C. 1905",
      from: stage.day(0),
      until: stage.day(20),
      source: "uscode.house.gov",
      claimedBy: LAB,
    },
  };
  await sealed.seal(lab, text, async (dialog) => {
    // From the top: what has been scrolled under the dialog's head is too small to be hit.
    await dialog.getByRole("radio").first().scrollIntoViewIfNeeded();
    expect(await findBarriers(lab, "[role=dialog]")).toEqual([]);
    await stage.look("voss", "sealing");
  });
  const row = act.tableOf(lab, "Sealed material").getByRole("row", { name: /System prompt/ });
  await row.getByText("M. Alder").waitFor();
});

test("without a grant and a word on conflicts nothing opens; with both it does", async () => {
  const lab = stage.pageOf("voss");
  for (const name of ["holm", "alder"] as const) {
    const page = await stage.open(name, at());
    const prompt = act.tableOf(page, "Sealed material").getByRole("row", { name: /System prompt/ });
    const opens = prompt.getByRole("button", { name: "Open", exact: true });
    await prompt.waitFor();
    expect(await opens.count()).toBe(0);
    await act.declareNoConflict(page);
    await act.askForAccess(page, "Safeguards off", SECRET.grant);
    await act.byDialog(lab, /^Give….*Safeguards off/, /^Give it to/);
    await page.getByText(/^given, AL2/).waitFor();
    await opens.waitFor();
  }
});

test("its reader opens it in the page, to the byte, and the lab sees that as it happens", async () => {
  const lab = stage.pageOf("voss");
  const begun = await lab.evaluate(() => performance.timeOrigin);
  const log = lab.getByRole("list", { name: "Accesses, newest first" });
  expect(await log.getByText("read model material").count()).toBe(0);
  await sealed.withoutPicker(stage.at("holm"));
  const page = await stage.open("holm", at());
  const saved = await sealed.openAndSave(page, "Model material", keyFile);
  expect(saved.name).toBe(SECRET.file);
  expect(readFileSync(saved.path).equals(card)).toBe(true);
  const line = log.getByRole("listitem").filter({ hasText: "V. Holm read model material" }).first();
  await line.waitFor();
  expect(await wordsOf(line)).toMatch(/safeguards off.*from /);
  const shown = await sealed.openAndRead(stage.pageOf("alder"), "System prompt", SECRET.textName);
  expect(shown).toBe(SECRET.text);
  const other = log
    .getByRole("listitem")
    .filter({ hasText: "M. Alder read system prompt" })
    .first();
  await other.waitFor();
  await stage.look("voss", "accesses");
  expect(await lab.evaluate(() => performance.timeOrigin)).toBe(begun);
});

test("every dialog of both sides takes the focus, and gives it back", async () => {
  for (const [name, { buttons, menu }] of Object.entries(DIALOGS)) {
    await tryDialogs(stage.pageOf(name as ReviewPerson), buttons);
    await tryMenu(stage.pageOf(name as ReviewPerson), "Review ▾", menu);
  }
});

test("a result goes to the lab alone, gets its reply, and is shared together with it", async () => {
  const [lab, bureau] = [stage.pageOf("voss"), stage.pageOf("holm")];
  const { claim, method } = SECRET;
  await act.giveResult(bureau, LAB, { claim, method, run: "as agreed" });
  await bureau.getByText(`No reply of ${LAB} yet`).waitFor();
  expect(await bureau.getByRole("button", { name: "Share it" }).isDisabled()).toBe(true);
  await lab.getByText(claim).waitFor();
  expect((await stage.ask("alder", "GET", `/api${at()}`)).text).not.toContain(claim);
  await stage.look("voss", "result without reply");
  await act.reply(lab, SECRET.reply);
  await bureau.getByText(SECRET.reply).waitFor();
  await act.shareWith(bureau, ENERGY);
  const shared = stage.pageOf("alder").getByRole("article").filter({ hasText: claim });
  await shared.getByText(SECRET.reply).waitFor();
  await stage.look("alder", "result shared");
});

/** Ids of what was sealed, and whether it is theirs to read now. */
async function materialsOf(name: ReviewPerson) {
  const { text } = await stage.ask(name, "GET", `/api${at()}`);
  return (JSON.parse(text) as { materials: readonly { id: string; mayRead: boolean }[] }).materials;
}

test("on day 30 it is open; after midnight it has closed by itself, and nothing opens", async () => {
  await stage.moveDays(29);
  const lab = await stage.signIn("voss", at());
  const begun = await lab.evaluate(() => performance.timeOrigin);
  const page = await stage.signIn("holm", at());
  await page.getByText("Last day", { exact: true }).waitFor();
  await sealed.openAndSave(page, "Model material", keyFile);
  await stage.look("holm", "day 30");
  await stage.moveOverMidnight();
  const said = await sealed.openInVain(page, "Model material");
  expect(said).toContain("It is no longer yours to open: the window has closed");
  await lab.getByText("ended, expired").waitFor();
  expect(await lab.evaluate(() => performance.timeOrigin)).toBe(begun);
  await page.getByText("ended, expired").waitFor();
  expect(await page.getByRole("button", { name: "Open", exact: true }).count()).toBe(0);
  await stage.look("holm", "ended");
});

test("every way to what was sealed is shut to who read it before", async () => {
  const materials = await materialsOf("holm");
  expect(materials.map(({ mayRead }) => mayRead)).toEqual([false, false]);
  const answers = await Promise.all(
    materials.flatMap(({ id }) =>
      ["", "/envelope", "/manifest", "/payload"].map(
        async (part) =>
          (await stage.ask("holm", "GET", `/api${at(`/sealed/${id}${part}`)}`)).status,
      ),
    ),
  );
  expect(answers).toEqual(Array(8).fill(404));
  const grant = { axis: "time", level: null, variant: null, reason: "More." };
  const persons = [{ personId: stage.cast.personIds.holm, name: "V. Holm" }];
  const asked = await stage.ask("holm", "POST", `/api${at("/ask-grant")}`, { ...grant, persons });
  expect(asked.text).toContain("review/closed");
});

test("who held something states its destruction; what is not stated by its day stands out", async () => {
  const page = stage.pageOf("holm");
  for (const left of [1, 0]) {
    await act.stateDestruction(page, SECRET.destroyed, stage.day(30));
    const asked = page.getByRole("button", { name: "State it" });
    await expect.poll(() => asked.count(), { timeout: 20_000 }).toBe(left);
  }
  await stage.moveDays(7);
  const overseer = await stage.signIn("overseer", "/oversight");
  const missing = act.tableOf(overseer, "Missing destruction certificates").locator("tbody tr");
  expect(await missing.allTextContents()).toEqual([`${ref}M. Alder${stage.day(36)}`]);
  const line = overseer.getByRole("row", { name: new RegExp(`${LAB}.*expired`) });
  await line.getByText("2 of 3, 1 missing").waitFor();
  expect(await wordsOf(line)).toContain("30 / 30");
  expect(await findBarriers(overseer)).toEqual([]);
  expectNoSecret(await stage.look("overseer", "one missing"));
});

/** What the lab could press on the page, in alphabetical order. */
const openActs = async () => {
  const buttons = stage.pageOf("voss").getByRole("main").getByRole("button", { disabled: false });
  return [...new Set(await buttons.allTextContents())].sort();
};

test("what is left is a record: nothing in it moves", async () => {
  const page = await stage.signIn("voss", at());
  await page.getByText("missing; the overseer is told").waitFor();
  await page.getByText(`Waiting on ${ENERGY}: a destruction to state`).waitFor();
  expect(await openActs()).toEqual(STAYING);
  expect(await findBarriers(page)).toEqual([]);
  await stage.look("voss", "record");
  const partyId = stage.cast.partyIds.energy;
  for (const [move, body] of [
    ["name-agency", { partyId, name: ENERGY }],
    ["confirm-access", {}],
    ["withdraw", {}],
    ["complete", {}],
    ["leave-days-uncounted/begin", { days: [stage.day(3)], reason: "An outage." }],
    ["open-incident", { what: "Something.", thirdParties: [], hours: 24 }],
  ] as const)
    expect((await stage.ask("voss", "POST", `/api${at(`/${move}`)}`, body)).text).toContain(
      "review/closed",
    );
  const events = await stage.open("voss", at("/record"));
  await events.getByText("destruction overdue").waitFor();
  expect(await events.getByRole("main").getByRole("button").count()).toBe(0);
  await stage.look("voss", "events");
});

type Verdict = {
  readonly status: number | null;
  readonly said: {
    readonly review: Readonly<Record<"held" | "seen" | "destroyed" | "missing", readonly object[]>>;
  };
};

/** By the link of the page, into a folder, and what `assay verify` says of it. */
async function exportOf(name: ReviewPerson, key: string) {
  const page = await stage.open(name, at());
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export", exact: true }).click(),
  ]);
  const copy = unpackLog(readFileSync(await download.path()));
  return { copy, verdict: assayVerify(copy.folder, key) as Verdict };
}

test("the export verifies offline, for the lab and for an agency; one byte changed, and it does not", async () => {
  await stage.signIn("alder", at());
  const ledger = await stage.open("overseer", "/ledger");
  const key = await wordsOf(ledger.locator("dd.mono").first());
  for (const [name, tells] of [
    ["voss", { destroyed: 2, missing: 1 }],
    ["alder", { destroyed: 0, missing: 1 }],
  ] as const) {
    const { copy, verdict } = await exportOf(name, key);
    const { held, seen, destroyed, missing } = verdict.said.review;
    expect(verdict).toMatchObject({ status: 0, said: { sound: true } });
    expect({ destroyed: destroyed.length, missing: missing.length }).toEqual(tells);
    expect([held.length, seen.length > 0]).toEqual([name === "voss" ? 2 : 1, true]);
    for (const file of ["review.jsonl", "review.json"])
      await withFlippedByte(join(copy.folder, file), 300, () =>
        expect(assayVerify(copy.folder, key)).toMatchObject({ status: 1, said: { sound: false } }),
      );
    copy.remove();
  }
});

test("mails have told the right people that something happened, and nothing of what", async () => {
  const told = () => toldByMail([...stage.mailbox.mails.values()], ref);
  await expect.poll(told, { timeout: 20_000 }).toEqual(TOLD);
  for (const { subject, text, html } of stage.mailbox.mails.values()) {
    expectNoSecret(`${subject}\n${text}\n${html}`);
    expect(text).toContain(`${stage.server.url}/`);
  }
});

test("nothing in it says whether the model may be released: no page, mail, calendar or paper", async () => {
  const report = await stage.open("alder", `/api${at("/report/html")}`);
  await report.getByText(SECRET.reply).waitFor();
  expect(await findBarriers(report)).toEqual([]);
  await stage.look("alder", "report");
  const dates = (await stage.ask("voss", "GET", `/api${at("/dates.ics")}`)).text;
  expectNoSecret(dates);
  const paths = ["/report/md", "/terms/1/text"];
  const papers = await Promise.all(
    paths.map(async (path) => {
      const { status, text } = await stage.ask("voss", "GET", `/api${at(path)}`);
      expect([path, status]).toEqual([path, 200]);
      return { place: path, text };
    }),
  );
  const mails = [...stage.mailbox.mails.values()].map(({ subject = "", text = "" }) => ({
    place: "mail",
    text: `${subject}\n${text}`,
  }));
  const read = [...stage.readings, ...papers, ...mails, { place: "dates.ics", text: dates }];
  expect(read.filter(({ text }) => text.length < 40)).toEqual([]);
  expect(read.flatMap(({ place, text }) => wordsAgainst(place, text))).toEqual([]);
});

test("nothing of it was said to a console", () => {
  const said = Object.values(stage.cast.visitors).flatMap(({ complaints }) => complaints);
  expect(said).toEqual([]);
});
