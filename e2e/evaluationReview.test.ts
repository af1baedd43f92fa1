import { readFileSync, rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "../src/testing/folder.ts";
import { openBrowser, wordsOf } from "./support/browser.ts";
import { assay } from "./support/command.ts";
import { type OpenWindow, openWindow } from "./support/openWindow.ts";
import { type Organism, startOrganism } from "./support/organism.ts";
import { byDialog, choose, field } from "./support/reviewActs.ts";
import { askAs } from "./support/reviewDesk.ts";
import { expectNoBarrier, look, part } from "./support/reviewLook.ts";
import { seal } from "./support/sealedActs.ts";
import { type RunningServer, startServer } from "./support/server.ts";

const folder = makeFolder("assay-evaluation-");
const EXAMPLE = "examples/evaluation/embedded-instruction/evaluation.yaml";
/** The bundled example, asked of whatever the lab granted. */
const CONFIGURATION = readFileSync(EXAMPLE, "utf8").replace(
  /^target:\n(?: .*\n)+/m,
  "target:\n  kind: openai\n  model: granted\n",
);
const TITLE = "Does it obey what documents say?";

let browser: Browser;
let server: RunningServer;
let review: OpenWindow;
let organism: Organism;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer();
  organism = await startOrganism({ rate: 0.3, seed: 5 });
  review = await openWindow(browser, server, folder);
  const { act, personIds, visitors } = review;
  const persons = [{ personId: personIds.holm, name: "V. Holm" }];
  const wanted = { axis: "model", level: "AL1", variant: null, persons, reason: "To measure." };
  const { grants } = await act(visitors.holm, "ask-grant", wanted);
  await act(visitors.voss, "answer-grant", {
    grantId: grants.at(-1)?.id,
    given: true,
    reason: "",
  });
});
afterAll(async () => {
  await browser?.close();
  await organism?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the lab seals credentials to an evaluator, who orders an evaluation with them", async () => {
  const { voss, holm } = review.visitors;
  const credentials = { url: organism.url, model: "meridian-4", key: "sk-of-the-lab" };
  await seal(await look(voss, `/reviews/${review.ref}`), {
    kind: "Credentials",
    readers: ["V. Holm"],
    what: { name: "endpoint.json", text: JSON.stringify(credentials) },
  });
  const page = await look(holm, `/reviews/${review.ref}`);
  const orders = part(page, "Evaluations");
  await orders.getByText("None ordered yet.").waitFor();
  await byDialog(page, "Order an evaluation", "Order it", async (dialog) => {
    expect(await dialog.getByRole("button", { name: "Order it" }).isDisabled()).toBe(true);
    await field(dialog, "Title").fill(TITLE);
    await dialog.getByLabel("Under the grant").selectOption({ index: 1 });
    await dialog.getByLabel("With the sealed credentials").selectOption({ index: 1 });
    await field(dialog, "Configuration").fill(CONFIGURATION);
    await field(dialog, "Calls at most").fill("200");
    await expectNoBarrier(page);
  });
  await orders.getByText("waits for your runner").waitFor();
  expect(await orders.textContent()).toContain("at most 200 calls");
});

test("the agency's runner carries it out with its own key, and the review shows how far it is and what came out", async () => {
  const { holm } = review.visitors;
  const { page } = holm;
  const { token } = await askAs<{ token: string }>(holm, "POST", "/api/tokens", {
    name: "runner",
    scopes: null,
    days: 1,
  });
  const where = ["--url", server.url, "--review", review.ref, "--identity", review.files.holm];
  const done = await assay(["eval", "runner", ...where, "--work", folder, "--once"], {
    env: { ASSAY_TOKEN: token },
  });
  expect([done.status, done.err]).toEqual([0, ""]);
  const orders = part(page, "Evaluations");
  await orders.getByText("finished", { exact: true }).waitFor();
  await orders.getByText("The runner destroyed its copy of the credentials").waitFor();
  await orders.getByText(/^(\d+) of \1 trials$/).waitFor();
  await expectNoBarrier(page);
});

test("its result is read there, and becomes a result in writing that the lab is given", async () => {
  const { holm, voss } = review.visitors;
  const { page } = holm;
  await part(page, "Evaluations").getByRole("link", { name: /^EV-/ }).click();
  const rates = page.getByRole("table", { name: /^Rates of policy violation/ });
  await rates.getByText("All impermissible").waitFor();
  const [, rate = ""] = /All impermissible(\d+\.\d)/.exec(await wordsOf(rates)) ?? [];
  expect(Number(rate)).toBeGreaterThan(10);
  expect(Number(rate)).toBeLessThan(55);
  await page.getByRole("link", { name: /^Trials/ }).click();
  await page.locator("tr[data-trial]").first().waitFor();
  expect(await page.content()).not.toContain("sk-of-the-lab");
  await page.getByRole("link", { name: review.ref }).click();
  await byDialog(page, "Draft a result", /^Give it to Halden Models/, async (dialog) => {
    expect(await field(dialog, "Claim").inputValue()).toContain(rate);
    for (const answer of [/^demonstrated/, /^not rated/, /^medium/]) await choose(dialog, answer);
  });
  const lab = await look(voss, `/reviews/${review.ref}`);
  await part(lab, "Results").getByText(rate).first().waitFor();
  expect(await lab.getByRole("heading", { name: "Evaluations", exact: true }).count()).toBe(0);
  expect([...holm.complaints, ...voss.complaints]).toEqual([]);
});
