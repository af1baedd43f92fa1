import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page, Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeFolder } from "../src/testing/folder.ts";
import { openBrowser, type Visitor } from "./support/browser.ts";
import { type OpenWindow, openWindow } from "./support/openWindow.ts";
import { expectNoBarrier, look as lookAt, part } from "./support/reviewLook.ts";
import { type RunningServer, startServer } from "./support/server.ts";

const NAME = "system prompt, final.txt";
const TEXT = "You are Meridian. The launch word is turnstone.";

const folder = makeFolder("assay-sealing-");
let browser: Browser;
let server: RunningServer;
let review: OpenWindow;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
  review = await openWindow(browser, server, folder);
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

const promptRow = (page: Page): Locator =>
  part(page, "Sealed material").getByRole("row", { name: /^System prompt/ });

/** Everything that a page sends from now on. */
function watchSent(page: Page): Buffer[] {
  const sent: Buffer[] = [];
  page.on("request", (request: Request) => {
    sent.push(Buffer.from(request.url()));
    const body = request.postDataBuffer();
    if (body) sent.push(body);
  });
  return sent;
}

describe("something sealed", () => {
  test("is refused when anything in it is classified, and nothing more is asked", async () => {
    const page = await look(review.visitors.voss);
    await page.getByRole("button", { name: "Seal a file or a text…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Yes, or I am not sure").check();
    await dialog.getByText("Classified material is refused.").waitFor();
    expect(await dialog.getByLabel("Kind").count()).toBe(0);
    expect(await dialog.getByRole("button", { name: "Seal it" }).isDisabled()).toBe(true);
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  test("goes to named readers, with its protection asked for and none chosen beforehand", async () => {
    const page = await look(review.visitors.voss);
    const sent = watchSent(page);
    await page.getByRole("button", { name: "Seal a file or a text…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("No, nothing in it is classified").check();
    await dialog.getByLabel("Kind").selectOption("system-prompt");
    await dialog.getByLabel("A text, written here").check();
    await dialog.getByLabel("Name").fill(NAME);
    await dialog.getByRole("textbox", { name: "Text" }).fill(TEXT);
    expect(await dialog.getByRole("checkbox", { checked: true }).count()).toBe(0);
    await dialog.getByLabel(/^E\. Voss/).check();
    await dialog.getByLabel(/^V\. Holm/).check();
    await dialog.getByText("Still to be said: whether a protection is claimed.").waitFor();
    const button = dialog.getByRole("button", { name: "Seal it to E. Voss, V. Holm" });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel("A statute protects it").check();
    await dialog.getByRole("textbox", { name: "Statute" }).fill("18 U.S.C. 1905");
    await dialog.getByLabel("From").fill("2026-01-01");
    await dialog.getByLabel("Last day, if it has one").fill("2026-01-31");
    await dialog.getByLabel("Where it can be read").fill("uscode.house.gov");
    await dialog.getByLabel("Claimed by").fill("Halden Models");
    await expectNoBarrier(page);
    await button.click();
    await page.getByText("Only its readers can open it.").waitFor();
    await promptRow(page).getByText("lapsed after").waitFor();
    await expectNoBarrier(page);
    const all = Buffer.concat(sent).toString("latin1");
    for (const secret of [NAME, "system prompt, final", TEXT, "turnstone"])
      expect(all).not.toContain(secret);
  });

  test("is opened by a reader's key file, and the lab sees that at once", async () => {
    const { voss, holm } = review.visitors;
    const lab = await look(voss);
    const page = await look(holm);
    await page.getByRole("button", { name: "Open", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("input[type=file]").setInputFiles(review.files.alder);
    await dialog.getByText("it was not sealed to this key").waitFor();
    await dialog.locator("input[type=file]").setInputFiles(review.files.holm);
    await dialog.getByRole("button", { name: "Open it" }).click();
    await dialog.getByText(NAME).waitFor();
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: "Read it here" }).click();
    await dialog.getByText(TEXT).waitFor();
    await expectNoBarrier(page);
    const saved = page.waitForEvent("download");
    await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
    await dialog.getByRole("button", { name: "Save it" }).click();
    expect(readFileSync(await (await saved).path(), "utf8")).toBe(TEXT);
    await part(lab, "Access, live").getByText("V. Holm").first().waitFor();
  });

  test("goes on where it was when it was stopped, and comes out as it went in", async () => {
    const { voss, holm } = review.visitors;
    const page = await look(voss);
    const path = join(folder, "scores.bin");
    const content = randomBytes(11_000_000);
    writeFileSync(path, content);
    const put: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "PUT")
        put.push(new URL(request.url()).pathname.split("/").at(-1) ?? "");
    });
    let isHeld = true;
    await page.route("**/sealed/*/parts/1", async (route) => {
      if (isHeld)
        await new Promise(() => undefined); // until it is stopped
      else await route.continue();
    });
    await page.getByRole("button", { name: "Seal a file or a text…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("No, nothing in it is classified").check();
    await dialog.getByLabel("Kind").selectOption("model-material");
    await dialog.locator("input[type=file]").setInputFiles(path);
    await dialog.getByLabel(/^V\. Holm/).check();
    await dialog.getByLabel("No protection is claimed").check();
    await dialog.getByRole("button", { name: "Seal it to V. Holm" }).click();
    const strip = page.getByRole("region", { name: "Sealing scores.bin" });
    await expect.poll(() => put, { timeout: 20_000 }).toEqual(["0", "1"]);
    await strip.getByRole("button", { name: "Stop" }).click();
    await strip.getByText("What was sent stays there, unreadable.").waitFor();
    await expectNoBarrier(page);
    isHeld = false;
    await strip.getByRole("button", { name: "Go on" }).click();
    await strip.getByText("Only its readers can open it.").waitFor();
    expect(put).toEqual(["0", "1", "1", "2"]);
    const theirs = await look(holm);
    const row = part(theirs, "Sealed material").getByRole("row", { name: /^Model material/ });
    await row.getByText("11 MB").waitFor();
    await row.getByRole("button", { name: "Open", exact: true }).click();
    const opening = theirs.getByRole("dialog");
    await opening.locator("input[type=file]").setInputFiles(review.files.holm);
    await opening.getByRole("button", { name: "Open it" }).click();
    await opening.getByText("scores.bin").waitFor();
    expect(await opening.getByRole("button", { name: "Read it here" }).count()).toBe(0);
    await theirs.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
    const saved = theirs.waitForEvent("download");
    await opening.getByRole("button", { name: "Save it" }).click();
    expect(readFileSync(await (await saved).path()).equals(content)).toBe(true);
  });

  test("does not exist for an agency that is no reader", async () => {
    const page = await look(review.visitors.alder);
    await page.getByText("Nothing is sealed here.").waitFor();
    await expectNoBarrier(page);
  });

  test("is opened to a colleague whom a grant names, with a key that the colleague makes in the page", async () => {
    const keys = await look(review.sand, "/keys");
    await keys.getByText("You have no key.").waitFor();
    await keys.getByRole("button", { name: "Make a key" }).click();
    const making = keys.getByRole("dialog");
    await making.getByLabel("Name").fill("office laptop");
    await making.getByLabel("in a key file").check();
    const made = keys.waitForEvent("download");
    await making.getByRole("button", { name: "Make and download the key file" }).click();
    const path = join(folder, "sand.txt");
    await (await made).saveAs(path);
    expect(await making.getByRole("button", { name: "Add its public half" }).isDisabled()).toBe(
      true,
    );
    await making.getByLabel(/^I have the file/).check();
    await expectNoBarrier(keys);
    await making.getByRole("button", { name: "Add its public half" }).click();
    await keys.getByRole("cell", { name: "key file" }).waitFor();
    await review.act(review.sand, "declare-conflict", { has: false, statement: "" });
    const page = await look(review.visitors.holm);
    await promptRow(page).getByRole("button", { name: "Readers" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^P\. Sand/).check();
    await dialog.locator("input[type=file]").setInputFiles(review.files.holm);
    await expectNoBarrier(page);
    await dialog.getByRole("button", { name: "Let P. Sand read it" }).click();
    await dialog.waitFor({ state: "detached" });
    await part(page, "Sealed material").getByText("P. Sand").waitFor();
    const theirs = await look(review.sand);
    await promptRow(theirs).getByRole("button", { name: "Open", exact: true }).click();
    const opening = theirs.getByRole("dialog");
    await opening.locator("input[type=file]").setInputFiles(path);
    await opening.getByRole("button", { name: "Open it" }).click();
    await opening.getByText(NAME).waitFor();
  });

  test("is taken from a reader by its sender alone", async () => {
    const page = await look(review.visitors.voss);
    await promptRow(page).getByRole("button", { name: "Readers" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^P\. Sand/).uncheck();
    await dialog.locator("input[type=file]").setInputFiles(review.files.voss);
    await dialog.getByRole("button", { name: "Take it from P. Sand" }).click();
    await dialog.waitFor({ state: "detached" });
    const theirs = await look(review.sand);
    await promptRow(theirs).getByText("It was not sealed to you.").waitFor();
    expect(await theirs.getByRole("button", { name: "Open", exact: true }).count()).toBe(0);
  });

  test("of which a page knows the key goes with a passkey as well, where the browser can do it", async () => {
    const keys = await look(review.sand, "/keys");
    await keys.getByRole("button", { name: "Make a key" }).click();
    const making = keys.getByRole("dialog");
    await making.getByLabel("Name").fill("passkey");
    await making.getByLabel("in the passkey that you sign in with").check();
    await making.getByRole("button", { name: "Add its public half" }).click();
    await keys.getByRole("cell", { name: "passkey", exact: true }).waitFor();
    await keys.getByRole("button", { name: "End it" }).last().click();
    await keys.getByRole("dialog").getByRole("button", { name: /^End / }).click();
    await keys.getByText(/^ended/).waitFor();
    await expectNoBarrier(keys);
  });
});
