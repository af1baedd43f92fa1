import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type Visitor, wordsOf } from "./support/browser.ts";
import { HELD_TEXT, heldQuestion } from "./support/guardDesk.ts";
import { askAs } from "./support/reviewDesk.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { tasksOf } from "./support/tasks.ts";
import { enrol } from "./support/walk.ts";

let server: RunningServer;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ args: ["--log-level", "warn"] });
  const administrator = await enrol(browser, server.enrolmentUrl ?? "");
  const { party } = await askAs<{ party: { id: string } }>(administrator, "GET", "/api/me");
  const marsh = { name: "I. Marsh", partyId: party.id, roles: ["coordinator"] };
  const { enrolmentUrl } = await askAs<{ enrolmentUrl: string }>(
    administrator,
    "POST",
    "/api/persons",
    marsh,
  );
  visitor = await enrol(browser, enrolmentUrl);
  page = visitor.page;
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const field = () => page.getByRole("textbox", { name: "Text to try" });
const out = () => page.getByRole("region", { name: "Text that goes out" });

/** As from a clipboard; typing so much would take a day. */
const paste = (text: { readonly unit: string; readonly times: number }) =>
  field().evaluate((box, { unit, times }) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", unit.repeat(times));
    box.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

test("what is typed is marked and rewritten as one types, and nothing of it leaves the browser", async () => {
  await page.goto("/guard/try");
  await visitor.settled();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await field().pressSequentially("Ask ada.lovelace@example.com, dock 4.");
  await out().getByText("[EMAIL]").waitFor();
  expect(await wordsOf(out())).toBe("Ask [EMAIL], dock 4.");
  expect(await wordsOf(page.locator("[aria-hidden=true] mark").first())).toBe(
    "ada.lovelace@example.com",
  );
  const said = page.getByRole("list", { name: "Findings" });
  await said.getByText("An e-mail address stands in the text.").waitFor();
  await said.getByText("NIST SP 800-122").waitFor();
  await field().fill("TLP:RED, for Ada alone");
  await page.getByText("The text does not go out.").waitFor();
  expect(asked.filter((url) => url.includes("/api/"))).toEqual([]);
});

test("in a text of 100 kB, typing never holds the page up; one of 50 MB is read and not shown", async () => {
  await field().fill("The berth at dock 4 is free. Ask ada.lovelace@example.com.\n".repeat(1_700));
  await page.getByText(/1,700 findings/).waitFor();
  const { cpu, count } = await tasksOf(browser, page, async () => {
    await field().press("Control+End");
    await field().pressSequentially("And tide@example.com.", { delay: 20 });
    await page.getByText(/1,701 findings/).waitFor();
  });
  expect(count).toBeGreaterThan(20);
  expect(cpu[0]).toBeLessThanOrEqual(100);
  await paste({ unit: "0123456789abcde\n", times: 3_125_000 });
  await page.getByText(/50,.* characters, too many to edit here/).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await paste({ unit: "Ask ada.lovelace@example.com.\n", times: 10_000 });
  await page.getByText(/10,000 findings/).waitFor();
  await page.getByRole("button", { name: "Save what goes out" }).waitFor();
});

test("what a client's proxy holds back appears by itself, is decided with a key, and the client has its answer", async () => {
  await page.goto("/guard/held");
  await page.getByText("Nothing is held.").waitFor();
  const token = await server.token("operator");
  const ask = async (path: string, body?: object) => {
    const answer = await fetch(`${server.url}${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await answer.json()) as { id: string; state: string; output: string; reason: string };
  };
  const { id } = await ask("/api/guard/escalations", heldQuestion("harbour-assistant"));
  const waiting = ask(`/api/guard/escalations/${id}/answer?wait=50`);
  const held = page.getByRole("article", { name: "Held, to harbour-assistant" });
  await held.getByText("Classification: Restricted").waitFor();
  expect(HELD_TEXT).toContain(await wordsOf(held.locator("mark").nth(1)));
  await held.getByText("C1.1 Identifies and maintains confidential information").waitFor();
  await page.keyboard.press("w");
  const dialog = page.getByRole("dialog", { name: "Let the rewriting go?" });
  await dialog.getByText("To harbour-assistant, to be read by everybody").waitFor();
  await dialog.getByLabel("Reason").fill("Who to ask is not for everybody.");
  await page.keyboard.press("Enter");
  const answer = await waiting;
  expect(answer).toMatchObject({ state: "rewritten", reason: "Who to ask is not for everybody." });
  expect(answer.output).toContain("[EMAIL]");
  await page.getByText("Nothing is held.").waitFor();
  await page.getByRole("link", { name: "Decided" }).click();
  await page.getByRole("article").getByText("went out rewritten").waitFor();
});

const PACK = `id: berth
version: "1"
citation: { standard: Rules of the berth, clause: "4", url: "https://berth.example/rules" }
rules:
  - id: dock
    type: berth.dock
    action: rewrite
    detector: { pattern: "dock-[0-9]+" }
    examples: ["at dock-117"]
`;

test("a pack with a bad rule is refused with its place; mended, it reads", async () => {
  await page.goto("/guard/add");
  await page.getByRole("textbox", { name: "The pack" }).fill(PACK);
  const says = page.getByRole("region", { name: "What the linter says" });
  await says.getByText("Line 8.").waitFor();
  await says.getByText("a match may have any length").waitFor();
  await says.getByText("/rules/0/detector/pattern").waitFor();
  expect(await says.getByRole("button", { name: "Add it" }).isDisabled()).toBe(true);
  await page.getByRole("textbox", { name: "The pack" }).fill(PACK.replace("+", "{3}"));
  await says.getByRole("button", { name: "Add berth 1" }).click();
  await page.getByRole("article", { name: "berth/dock" }).getByText("found, goes out as").waitFor();
  await page.goto("/guard/try?packs=berth");
  await field().fill("moor at dock-204 tonight");
  await out().getByText("[DOCK]").waitFor();
  expect(visitor.complaints).toEqual([]);
});
