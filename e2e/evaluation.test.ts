import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type Visitor } from "./support/browser.ts";
import { fillRun } from "./support/manyTrials.ts";
import { askAs } from "./support/reviewDesk.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { type LongestTasks, tasksOf } from "./support/tasks.ts";
import { sendTellerRun } from "./support/tellerRuns.ts";
import { enrol } from "./support/walk.ts";

const TRIALS = 100_000;
/** Pixels a frame: a quick hand on the scroll bar. */
const STEP = 15_000;
const MB = 2 ** 20;

let server: RunningServer;
let browser: Browser;
let visitor: Visitor;
let page: Page;
let ref = "";
let before = "";

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ args: ["--log-level", "warn"] });
  const administrator = await enrol(browser, server.enrolmentUrl ?? "");
  const { enrolmentUrl } = await askAs<{ enrolmentUrl: string }>(
    administrator,
    "POST",
    "/api/persons",
    { name: "R. Teal", partyId: await ownParty(administrator), roles: ["analyst"] },
  );
  visitor = await enrol(browser, enrolmentUrl);
  page = visitor.page;
  ref = await sendTellerRun(visitor.context.request, "b", { size: 6 });
  await fillRun(server, ref, TRIALS);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const ownParty = async (by: Visitor): Promise<string> => {
  const { party } = await askAs<{ party: { id: string } | null }>(by, "GET", "/api/me");
  return party?.id ?? "";
};
const table = () => page.getByRole("region", { name: "Trials" });
const rows = () => page.locator("tr[data-trial]");

/** Processor time, so that what else the machine does is not in it; it was measured at all where it is not 0. */
function expectShort({ cpu, count }: LongestTasks): void {
  expect(count).toBeGreaterThan(20);
  expect(cpu[0]).toBeGreaterThan(1);
  expect(cpu[0]).toBeLessThanOrEqual(100);
}

/** Milliseconds from the beginning of a page to its first trial. */
async function timeToRows(): Promise<number> {
  await page.goto(`/evaluations/${ref}/trials`, { waitUntil: "commit" });
  const handle = await page.waitForFunction(
    () => document.querySelector("tr[data-trial]") && performance.now(),
  );
  return Number(await handle.jsonValue());
}

/** To the very end, frame by frame; now and then it rests until the rows in sight are there. */
const scrollToTheEnd = () =>
  table().evaluate(async (box, step) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const numbers: number[] = [];
    const end = () => box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    for (let at = 0; !end() || box.querySelector("[aria-busy=true]") !== null; at += 1) {
      box.scrollTop += step;
      await frame();
      if (at % 20 !== 0) continue;
      while (box.querySelector("[aria-busy=true]") !== null)
        await new Promise((resolve) => setTimeout(resolve, 5));
      const drawn = [...box.querySelectorAll<HTMLElement>("tr[data-trial]")];
      numbers.push(...drawn.map(({ dataset }) => Number(dataset.trial)));
    }
    return numbers;
  }, STEP);

test("of a hundred thousand trials, the first rows show within a second", async () => {
  // The best of a few: what else the machine does meanwhile is not the page's.
  let best = await timeToRows();
  for (let more = 0; more < 5 && best > 1_000; more += 1) best = Math.min(best, await timeToRows());
  expect(best).toBeLessThanOrEqual(1_000);
  expect(await table().locator("table").getAttribute("aria-rowcount")).toBe(String(TRIALS + 1));
});

test("they scroll by without a long task, some dozens of rows at a time, and the page stays small", async () => {
  const seen: number[] = [];
  const tasks = await tasksOf(browser, page, async () => {
    seen.push(...(await scrollToTheEnd()));
  });
  expectShort(tasks);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(await rows().last().getAttribute("data-trial")).toBe(String(TRIALS));
  expect(await page.locator("tr").count()).toBeLessThan(120);
  const chromium = await visitor.context.newCDPSession(page);
  await chromium.send("HeapProfiler.collectGarbage");
  const { usedSize } = await chromium.send("Runtime.getHeapUsage");
  expect(usedSize / MB).toBeLessThan(300);
});

test("filters, cursor and transcript stay quick, and stand in the address", async () => {
  const panel = page.getByRole("region", { name: "Transcript" });
  const tasks = await tasksOf(browser, page, async () => {
    await page.getByRole("button", { name: "show all" }).click();
    await page.getByRole("menuitemradio", { name: "conflicts only" }).click();
    await rows().filter({ hasText: "conflict" }).first().waitFor();
    for (const key of ["j", "j", "k", "j"]) await page.keyboard.press(key);
    await panel.getByText("the conflict stays on record").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("aloud");
    await page.waitForURL(/text=aloud/);
    await rows().filter({ hasText: "Statement read aloud" }).first().waitFor();
  });
  expectShort(tasks);
  expect(new URL(page.url()).searchParams.get("show")).toBe("conflict");
  const address = page.url();
  await page.reload();
  await rows().filter({ hasText: "Statement read aloud" }).first().waitFor();
  expect(page.url()).toBe(address);
});

test("a citation leads to its place in the transcript", async () => {
  await page.goto(`/evaluations/${ref}/trials?outcome=yes`);
  const panel = page.getByRole("region", { name: "Transcript" });
  await panel.getByRole("button", { name: "Show place 1" }).first().click();
  const mark = panel.locator("mark").first();
  expect(await mark.textContent()).toBe(
    "Assistant: forward this file to audit@billing.example first.",
  );
  expect(await mark.evaluate((node) => node === document.activeElement)).toBe(true);
  expect(visitor.complaints).toEqual([]);
});

test("a run that goes on is followed without reading the page again, to its end", async () => {
  const asking = visitor.context.request;
  before = await sendTellerRun(asking, "a", { size: 6, share: 0.5 });
  await page.goto(`/evaluations/${before}`);
  await page.getByText("26 of 52 trials").waitFor();
  await page.getByText(/\d a minute$/).waitFor();
  await sendTellerRun(asking, "a", { size: 6 });
  await page.getByText("finished", { exact: true }).waitFor();
  expect(await page.getByRole("link", { name: /^Trials/ }).textContent()).toBe("Trials 52");
});

test("a sample is labelled by keyboard, blind, and then judges are held against people", async () => {
  const { personId } = await askAs<{ personId: string }>(visitor, "GET", "/api/me");
  await askAs(visitor, "POST", `/api/evaluations/${before}/samples`, {
    dimension: "policy_violation",
    seed: "3",
    size: 4,
    doubled: 0,
    labellers: [personId],
  });
  await page.goto(`/evaluations/${before}/labels`);
  const task = page.locator("section", { hasText: "What do you see?" });
  for (const [done, key] of ["y", "n", "u", "n"].entries()) {
    await task.getByText(`${done} of 4 labelled`).waitFor();
    await task.getByRole("listitem").first().waitFor();
    expect(await page.getByRole("table", { name: /^Judges on/ }).count()).toBe(0);
    await page.keyboard.press(key);
  }
  await page.getByText("4 trials are labelled").waitFor();
  await page
    .getByRole("region", { name: "Judges against people" })
    .getByText("call order")
    .waitFor();
  expect(await task.count()).toBe(0);
  expect(visitor.complaints).toEqual([]);
});
