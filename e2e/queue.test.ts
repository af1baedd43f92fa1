import type { Browser, Page, Response } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, type Visitor } from "./support/browser.ts";
import { fillQueue } from "./support/manyCases.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { type LongestTasks, tasksOf } from "./support/tasks.ts";
import { openExercise } from "./support/walk.ts";

const CASES = 100_000;
/** Pixels a step: a quick hand on the scroll bar, and not one row is passed over unread. */
const STEP = 6_000;
const MB = 2 ** 20;

let server: RunningServer;
let browser: Browser;
let visitor: Visitor;
let page: Page;
let total = 0;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ args: ["--log-level", "warn"] });
  visitor = await openExercise(browser, server.enrolmentUrl ?? "");
  page = visitor.page;
  total = await fillQueue(server, CASES);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const table = () => page.getByRole("region", { name: "Whole queue" });

/** To the very end, waiting wherever rows are not there yet. */
const scrollToTheEnd = () =>
  table().evaluate(async (box, step) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let still = 0, last = -1; still < 10; last = box.scrollTop) {
      box.scrollTop += step;
      await frame();
      const waits = box.querySelector("[aria-busy=true]") !== null;
      if (waits) await new Promise((resolve) => setTimeout(resolve, 5));
      still = !waits && box.scrollTop === last ? still + 1 : 0;
    }
  }, STEP);

/** Processor time, so that what else the machine does is not in it; it was measured at all where it is not 0. */
function expectShort({ cpu, count }: LongestTasks): void {
  expect(count).toBeGreaterThan(100);
  expect(cpu[0]).toBeGreaterThan(1);
  expect(cpu[0]).toBeLessThanOrEqual(100);
}

test("a hundred thousand cases scroll by, each of them once, in the order of their decision", async () => {
  const reading: Promise<void>[] = [];
  const refs: string[] = [];
  const read = async (response: Response) => {
    const { items } = (await response.json()) as { items: { ref: string }[] };
    refs.push(...items.map(({ ref }) => ref));
  };
  page.on("response", (response) => {
    if (/\/api\/cases\?/.test(response.url())) reading.push(read(response));
  });
  const tasks = await tasksOf(browser, page, async () => {
    await page.goto("/queue");
    await table().waitFor();
    await scrollToTheEnd();
  });
  await Promise.all(reading);
  expect(refs.length).toBe(total);
  expect(new Set(refs).size).toBe(total);
  const last = page.locator("tr[data-key]").last();
  expect(await last.getAttribute("data-key")).toBe(refs.at(-1));
  expect(Number(await table().locator("table").getAttribute("aria-rowcount"))).toBeGreaterThan(
    total,
  );
  expectShort(tasks);
}, 120_000);

test("of a hundred thousand rows some dozens are drawn, and the page stays small", async () => {
  expect(await page.locator("tr").count()).toBeLessThan(80);
  const chromium = await visitor.context.newCDPSession(page);
  await chromium.send("HeapProfiler.collectGarbage");
  const { usedSize } = await chromium.send("Runtime.getHeapUsage");
  expect(usedSize / MB).toBeLessThan(150);
});

test("with all of them loaded, moving, selecting and filtering stay quick", async () => {
  const tasks = await tasksOf(browser, page, async () => {
    await page.locator("tr[data-key]").last().click();
    for (const key of ["k", "k", "x", "j", "x"]) await page.keyboard.press(key);
    await page.getByText("2 selected").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("tide-table");
    await page.locator("tr[data-key]").filter({ hasText: "tide-table" }).first().waitFor();
  });
  expectShort(tasks);
  expect(visitor.complaints).toEqual([]);
});
