import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBarriers, openBrowser, type Visitor, wordsOf } from "./support/browser.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { openExercise } from "./support/walk.ts";

let server: RunningServer;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
  visitor = await openExercise(browser, server.enrolmentUrl ?? "");
  page = visitor.page;
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const keys = async (...names: readonly string[]) => {
  for (const name of names) await page.keyboard.press(name);
};
const open = async (path: string) => {
  await page.goto(path);
  await visitor.settled();
};
/** References of the rows of the list, from above. */
const rows = () =>
  page
    .locator("tr[data-key]")
    .evaluateAll((found) => found.map((row) => row.getAttribute("data-key")));
const current = () => page.locator("tr[aria-current]").getAttribute("data-key");
const heading = () => wordsOf(page.getByRole("heading", { level: 1 }));

describe("the list of cases, by keyboard", () => {
  test("j and k move the cursor, x selects, and the address keeps the place", async () => {
    await open("/queue");
    const [first, second, third] = await rows();
    expect(await current()).toBe(first);
    await keys("j", "j");
    await expect.poll(current).toBe(third);
    await keys("k");
    await expect.poll(current).toBe(second);
    await keys("x");
    expect(await page.getByRole("checkbox", { name: `Select ${second}` }).isChecked()).toBe(true);
    await page.getByText("1 selected").waitFor();
    await keys("Escape");
    expect(await page.getByText("1 selected").count()).toBe(0);
    await expect.poll(() => new URL(page.url()).searchParams.get("at")).toBe(second);
    await page.reload();
    await visitor.settled();
    expect(await current()).toBe(second);
  });

  test("Enter opens the row, j goes on to the next case, b back to the list", async () => {
    await open("/queue");
    const [first, second] = await rows();
    await keys("Enter");
    await page.waitForURL(`**/cases/${first}`);
    await page.getByRole("heading", { name: "Evidence" }).waitFor();
    await keys("j");
    await page.waitForURL(`**/cases/${second}`);
    await page.getByRole("heading", { name: "Evidence" }).waitFor();
    await keys("b");
    await page.waitForURL("**/queue*");
  });

  test("the slash leads into the filter, where letters are letters", async () => {
    await open("/queue");
    await keys("/");
    await page.keyboard.type("jkx tide");
    const field = page.getByRole("searchbox");
    expect(await field.inputValue()).toBe("jkx tide");
    await field.fill("tide-table");
    await expect.poll(async () => (await rows()).length).toBe(1);
    await keys("Escape");
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(false);
  });

  test("the question mark tells every key, and letters can be switched off there", async () => {
    await open("/queue");
    const before = await current();
    await keys("?");
    const help = page.getByRole("dialog", { name: "Keys on this page" });
    for (const does of ["next row", "row before", "select the row", "open the row", "filter"])
      await help.getByText(does, { exact: true }).waitFor();
    expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    await help.getByLabel("Single letters act on the page").uncheck();
    await keys("Escape");
    await help.waitFor({ state: "hidden" });
    await keys("j");
    expect(await current()).toBe(before);
    await keys("?");
    await help.getByLabel("Single letters act on the page").check();
    await keys("Escape");
    await help.waitFor({ state: "hidden" });
    await keys("j");
    await expect.poll(current).not.toBe(before);
  });
});

describe("merge proposals, by keyboard", () => {
  const answers = async () => {
    const { items } = await page.evaluate(async () => {
      const answer = await fetch("/api/proposals?state=decided");
      return (await answer.json()) as { items: { id: string; state: string }[] };
    });
    return items.map(({ state }) => state).sort();
  };
  const nothingLeft = () => page.getByText("No pair waits for a decision.").waitFor();
  const pairIsBack = () => page.getByRole("heading", { name: "Same root cause?" }).waitFor();

  test.each([
    ["m", "merged"],
    ["s", "sibling"],
    ["n", "apart"],
  ])("%s answers “%s”, and u takes it back exactly", async (key, state) => {
    await open("/proposals");
    await pairIsBack();
    const before = await answers();
    await keys(key);
    await nothingLeft();
    expect(await answers()).toEqual([...before, state].sort());
    await keys("u");
    await pairIsBack();
    expect(await answers()).toEqual(before);
  });

  test("a merged pair is one case with both credits, and two again after the undo", async () => {
    await open("/proposals");
    const refs = await page.locator("ol[aria-label='Open proposals'] .mono").allTextContents();
    const states = async () => {
      const read = async (ref: string) => {
        const answer = await page.request.get(`/api/cases/${ref}`);
        const { status, findings } = (await answer.json()) as { status: string; findings: [] };
        return `${status} with ${findings.length}`;
      };
      return (await Promise.all(refs.map(read))).sort();
    };
    expect(await states()).toEqual(["open with 1", "open with 1"]);
    await keys("m");
    await nothingLeft();
    expect(await states()).toContain("open with 2");
    await keys("u");
    await pairIsBack();
    expect(await states()).toEqual(["open with 1", "open with 1"]);
  });
});

describe("every dialog of a case", () => {
  const ACTS = [
    "Record a run",
    "Propose a change",
    "End it",
    "State one",
    "State an input",
    "Record",
    "Write a draft",
    "Edit",
    "Invite a party",
    "Link one",
    /^Send to /,
  ] as const;
  const ITEMS = [
    "Assign…",
    "Reword the title…",
    "Change the TLP label…",
    "Record a CVE id…",
    "Close the case…",
  ];

  /** Axe finds nothing, the focus is inside, and Escape gives it back to where it came from. */
  async function expectGood(): Promise<void> {
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    await expect
      .poll(() => dialog.evaluate((box) => box.contains(document.activeElement)))
      .toBe(true);
    await keys("Escape");
    await dialog.waitFor({ state: "hidden" });
  }

  beforeAll(async () => {
    await open("/work");
    await keys("Enter");
    await page.getByText("Draft, not sent").waitFor();
  });

  test.each(ACTS)("%s", async (name) => {
    const button = page.getByRole("button", { name, exact: true }).first();
    await button.press("Enter");
    await expectGood();
    await expect
      .poll(() => button.evaluate((element) => element === document.activeElement))
      .toBe(true);
  });

  test.each(ITEMS)("Case, %s", async (name) => {
    await page.getByRole("button", { name: "Case ▾" }).press("Enter");
    await page.getByRole("menuitem", { name }).press("Enter");
    await expectGood();
  });
});

test("nothing of this was said to the console", async () => {
  expect(await heading()).not.toBe("");
  expect(visitor.complaints).toEqual([]);
});
