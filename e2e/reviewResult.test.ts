import { rmSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeFolder } from "../src/testing/folder.ts";
import { openBrowser, overhang, type Visitor, visit } from "./support/browser.ts";
import { movableClock, moveClockIn } from "./support/movableClock.ts";
import { type OpenWindow, openWindow } from "./support/openWindow.ts";
import { expectNoBarrier, look as lookAt, part } from "./support/reviewLook.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { signInAgain } from "./support/walk.ts";

const folder = makeFolder("assay-results-");
const clock = movableClock(folder);
let browser: Browser;
let server: RunningServer;
let review: OpenWindow;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ env: clock.env });
  review = await openWindow(browser, server, folder);
  await sealText();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  const all = [...Object.values(review.visitors), review.sand];
  expect(all.flatMap(({ complaints }) => complaints)).toEqual([]);
});

/** The review as somebody sees it now, or another page. */
const look = (by: Visitor, path = `/reviews/${review.ref}`) => lookAt(by, path);

const DAY = 86_400_000;
const KIND = /^System prompt/;

/** A text of the lab's for V. Holm. */
async function sealText(): Promise<void> {
  const page = await look(review.visitors.voss);
  await page.getByRole("button", { name: "Seal a file or a text…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("No, nothing in it is classified").check();
  await dialog.getByLabel("Kind").selectOption("system-prompt");
  await dialog.getByLabel("A text, written here").check();
  await dialog.getByRole("textbox", { name: "Name" }).fill("prompt");
  await dialog.getByRole("textbox", { name: "Text" }).fill("You are Meridian.");
  await dialog.getByLabel(/^V\. Holm/).check();
  await dialog.getByLabel("No protection is claimed").check();
  await dialog.getByRole("button", { name: "Seal it to V. Holm" }).click();
  await part(page, "Sealed material").getByRole("row", { name: KIND }).waitFor();
}

const FLAW = "Report a flaw in software";

describe("a result", () => {
  const give = async (page: Page, integrity: string) => {
    await part(page, "Results").getByRole("button", { name: "Give a result" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Claim").fill(`Finds 7 of 40 planted flaws (${integrity}).`);
    await dialog.getByLabel("Method").fill("Forty programs, five runs each.");
    await dialog.getByLabel("repeated", { exact: true }).check();
    await dialog.getByLabel(integrity, { exact: true }).check();
    return dialog;
  };

  test("is rated on the published scale, whose text stands beside it", async () => {
    const page = await look(review.visitors.holm);
    const dialog = await give(page, "clean");
    await dialog.getByText("No more than what public models and ordinary search give").waitFor();
    await dialog.getByLabel("moderate", { exact: true }).check();
    await dialog.getByRole("group", { name: "Confidence" }).getByLabel("high").check();
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: "Give it to Halden Models" }).click();
    await dialog.waitFor({ state: "detached" });
    await part(page, "Results").getByText("severity moderate").waitFor();
    const share = part(page, "Results").getByRole("button", { name: "Share it" });
    expect(await share.isDisabled()).toBe(true);
    expect(await share.getAttribute("title")).toBe("First the lab’s reply is attached.");
  });

  test("is shared with another agency once the lab's reply is attached, and with it", async () => {
    const { voss, holm, alder } = review.visitors;
    const lab = await look(voss);
    await lab.getByLabel("Your reply").fill("With the shipped safeguards we count 1 of 40.");
    await expectNoBarrier(lab);
    await lab.getByRole("button", { name: "Attach reply" }).click();
    await lab.getByText("reply of Halden Models").waitFor();
    const before = await look(alder);
    await before.getByText("None given yet.").waitFor();
    const page = await look(holm);
    await page.getByRole("button", { name: "Share it" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Energy Systems Laboratory").check();
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: "Share with Energy Systems Laboratory" }).click();
    await page.getByText("shared with Energy Systems Laboratory").waitFor();
    const after = await look(alder);
    await after.getByText("With the shipped safeguards we count 1 of 40.").waitFor();
    await expectNoBarrier(after);
  });

  test("that is unreliable takes no severity", async () => {
    const page = await look(review.visitors.holm);
    const dialog = await give(page, "unreliable");
    expect(await dialog.getByText("Severity, on the published scale").count()).toBe(0);
    await dialog.getByRole("group", { name: "Confidence" }).getByLabel("low").check();
    await dialog.getByRole("button", { name: "Give it to Halden Models" }).click();
    await dialog.waitFor({ state: "detached" });
    await part(page, "Results").getByText("feeds no severity").waitFor();
    await expectNoBarrier(page);
  });

  test("leads to a report of a flaw in real software, whose reference stays with it", async () => {
    const reviewer = await look(review.visitors.holm);
    await part(reviewer, "Results").getByRole("button", { name: FLAW }).last().click();
    await reviewer.getByLabel("has been sent already").check();
    await reviewer.getByLabel("Reference of the report").waitFor();
    await expectNoBarrier(reviewer);
    const page = await look(review.sand);
    await part(page, "Results").getByRole("button", { name: FLAW }).last().click();
    const dialog = page.getByRole("dialog");
    await expectNoBarrier(page);
    await dialog
      .getByLabel("Title")
      .fill("A crafted index makes libharbor write past a heap block");
    await dialog.getByLabel("Component").fill("libharbor");
    await dialog.getByRole("button", { name: /^Report it to/ }).click();
    await dialog.getByText("is not a package URL").waitFor();
    await dialog.getByLabel("Component").fill("pkg:generic/libharbor");
    await dialog.getByRole("button", { name: /^Report it to/ }).click();
    await dialog.waitFor({ state: "detached" });
    await part(page, "Results")
      .getByText(/RP-\d{4}-\d{4}/)
      .waitFor();
  });

  test("of a containment event opens an incident: access is paused until the lab ends it", async () => {
    const { voss, holm } = review.visitors;
    const page = await look(holm);
    const dialog = await give(page, "containment event");
    await dialog.getByText("An incident opens with it.").waitFor();
    await dialog.getByLabel("not rated", { exact: true }).check();
    await dialog.getByRole("group", { name: "Confidence" }).getByLabel("high").check();
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: "Give it, and open an incident" }).click();
    await page.getByText("All access is paused until this incident ends.").waitFor();
    await page.getByText("An incident is open: nothing is accessed until it ends.").waitFor();
    await expectNoBarrier(page);
    const lab = await look(voss);
    await lab.getByRole("button", { name: "End the incident" }).click();
    const ending = lab.getByRole("dialog");
    await ending.getByLabel("Outcome").fill("A proxy was left open; it is shut.");
    await expectNoBarrier(lab);
    await ending.getByRole("button", { name: "End it, and let access go on" }).click();
    await lab.getByText("A proxy was left open; it is shut.").waitFor();
    await look(holm);
    await page.getByRole("button", { name: "Open", exact: true }).waitFor();
  });
});

describe("a trusted partner", () => {
  test("is selected when both sides have said yes, and an objection stands with its reasons", async () => {
    const { voss, holm } = review.visitors;
    for (const name of ["Harbour Bank", "Lakeside Hospital"])
      await review.act(voss, "propose-partner", { name, reason: `${name} patches within a day.` });
    const page = await look(holm);
    const partners = part(page, "Trusted partners");
    await partners.getByRole("button", { name: "Agree…" }).last().click();
    await page.getByRole("dialog").getByLabel("Reasons").fill("We know their team.");
    await expectNoBarrier(page);
    await page.getByRole("dialog").getByRole("button", { name: "Agree to Harbour Bank" }).click();
    await partners.getByText("selected: both sides have said yes").waitFor();
    await partners.getByRole("button", { name: "Object…" }).click();
    await page.getByRole("dialog").getByLabel("Reasons").fill("Their systems are old.");
    await page.getByRole("dialog").getByRole("button", { name: "Object to" }).click();
    await partners.getByText("1 selected by both sides, 1 objection").waitFor();
    await expectNoBarrier(page);
  });
});

describe("coverage", () => {
  test("is recorded by the designated role, with its last day and its basis", async () => {
    const page = await look(review.visitors.recorder, "/coverage");
    await page.getByRole("button", { name: "Record" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("covered", { exact: true }).check();
    await dialog.getByLabel("Basis").fill("Section 3(b): trained with 4e26 operations.");
    const button = dialog.getByRole("button", { name: "Record: covered" });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel("Last day for which it holds").fill("2099-02-28");
    await expectNoBarrier(page);
    await button.click();
    await page.getByText("Section 3(b): trained with 4e26 operations.").waitFor();
    await expectNoBarrier(page);
  });
});

describe("an outage at the lab's side", () => {
  test("gives a day back when the lab signs for it with a passkey, and all read the same line", async () => {
    const visitors = [...Object.values(review.visitors), review.sand];
    clock.move(DAY);
    for (const { context } of visitors) await moveClockIn(context, DAY);
    for (const visitor of visitors) await signInAgain(visitor, "/keys"); // a session does not last a day
    const page = await look(review.visitors.voss);
    await page.getByText("Day 2 of 30").first().waitFor();
    await page.getByRole("button", { name: "Review ▾" }).click();
    await page.getByRole("menuitem", { name: "Leave days uncounted…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByLabel("What was down").fill("The endpoint.");
    await dialog.getByLabel("An Ed25519 key that I hold elsewhere").check();
    await dialog.getByText("assay uncounted days v1").waitFor();
    await dialog.getByLabel("A passkey of mine").check();
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: /^Leave 1 day uncounted/ }).click();
    await dialog.waitFor({ state: "detached" });
    for (const by of [review.visitors.voss, review.visitors.holm]) {
      const seen = await look(by);
      await seen.getByText("Day 1 of 30 (2 elapsed, 1 left uncounted)").first().waitFor();
    }
  });
});

describe("the end", () => {
  test("asks each reader for a destruction certificate, and shows what is stated and what is not", async () => {
    const { voss, holm, overseer } = review.visitors;
    await review.act(voss, "withdraw");
    const page = await look(holm);
    await page.getByText("closed, withdrawn; nothing in it is taken back or changed").waitFor();
    await page.getByRole("button", { name: "State it" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("How it was destroyed").fill("Erased, with its backup.");
    await dialog.getByLabel(/^On\b/).fill(new Date(clock.now()).toISOString().slice(0, 10));
    await dialog.getByLabel("No copy is left").check();
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: /^State that/ }).click();
    await part(page, "Destruction certificates").getByText("Erased, with its backup.").waitFor();
    await expectNoBarrier(page);
    const overseen = await look(overseer, "/oversight");
    await overseen.getByText("windows over the limit").waitFor();
    await overseen.getByText("1 of 1").waitFor();
    await expectNoBarrier(overseen);
  });
});

test.each(["/keys", "review"])(
  "on a phone, %s is read without scrolling sideways",
  async (path) => {
    const { context } = review.visitors.holm;
    const phone = await visit(browser, {
      site: server.url,
      width: 320,
      height: 640,
      session: await context.storageState(),
    });
    const page = await look(phone, path === "review" ? `/reviews/${review.ref}` : path);
    expect(await overhang(page)).toBe(0);
    expect(phone.complaints).toEqual([]);
    await phone.leave();
  },
);
