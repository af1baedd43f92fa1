import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleAdvisory } from "#core/advisory/exampleAdvisory.ts";
import type { PlannedFile } from "#core/advisory/publication/plan.ts";
import { planPublication } from "#core/advisory/publication.ts";
import { renderAdvisory } from "#core/advisory/renderAdvisory.ts";
import { openOrCreateMinisignKey } from "#outside/keys/minisign.ts";
import { openOrCreateSigningKey } from "#outside/keys/openpgp.ts";
import { planTree, publishTree } from "#outside/publish/tree.ts";
import { cleared } from "../src/testing/cleared.ts";
import { runAxe } from "./support/axe.ts";

const CHROMIUM = process.env.ASSAY_CHROMIUM ?? "/usr/bin/chromium";
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";

const folder = mkdtempSync(join(tmpdir(), "assay-pages-"));
let browser: Browser;
let server: Server;
let address = "";

beforeAll(async () => {
  const files = await publishExample();
  const types = new Map(files.map(({ path, mediaType }) => [path, mediaType]));
  server = createServer(async (request, response) => {
    const asked = (request.url ?? "/").split("?")[0] ?? "/";
    const path = asked.endsWith("/") ? `${asked}index.html` : asked;
    response.setHeader("content-security-policy", POLICY);
    response.setHeader("content-type", types.get(path) ?? "text/plain");
    response.end(await readFile(join(folder, "public", path)).catch(() => ""));
  }).listen(0, "127.0.0.1");
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function publishExample(): Promise<PlannedFile[]> {
  const keys = join(folder, "keys");
  const openpgp = await openOrCreateSigningKey(keys, { name: "Lakeside Coordination" });
  const minisign = await openOrCreateMinisignKey(keys);
  const files = planPublication({
    site: {
      name: "Lakeside Coordination",
      namespace: "https://advisories.lakeside.example",
      contact: "desk@lakeside.example",
      nav: [{ label: "Advisories", href: "/advisories/" }],
      foot: [{ label: "security.txt", href: "/.well-known/security.txt" }],
    },
    keys: {
      openpgp: { fingerprint: openpgp.fingerprint, armored: openpgp.publicKey },
      minisign: minisign.publicKey,
    },
    figures: {
      since: "2026-06-15",
      found: 18_442,
      reproduced: 9870,
      disclosed: 2317,
      patched: 1046,
      daysTo: { reproduce: 0.4, disclose: 6, patch: null },
      notReal: null,
      reviewsOver: 0,
    },
    versions: [{ advisory: exampleAdvisory, renderings: renderAdvisory(exampleAdvisory) }],
    at: "2026-09-22T09:40:00Z",
  });
  const plan = await planTree(join(folder, "public"), files);
  await publishTree(join(folder, "public"), plan, plan.changed.map(cleared), { openpgp, minisign });
  return files;
}

const PAGES = [
  "/",
  "/advisories/",
  "/advisories/AS-2026-0187.html",
  "/advisories/AS-2026-0187/v2/",
];
const VIEWS = [
  ["light", 1200],
  ["dark", 1200],
  ["light", 320],
  ["dark", 320],
] as const;

describe.each(VIEWS)("public pages, %s, %i px wide", (colorScheme, width) => {
  test.each(PAGES)(
    "%s: axe finds nothing, nothing is cut off, the console is silent",
    async (path) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const said: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(error.message));
      await page.goto(`${address}${path}`);
      const violations = await runAxe(page, {});
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      expect(said).toEqual([]);
      await context.close();
    },
  );
});

describe("the switch between light and dark", () => {
  test("works by keyboard and is remembered", async () => {
    const page = await browser.newPage({ colorScheme: "light" });
    const ground = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await page.goto(`${address}/`);
    const light = await ground();
    await page.getByRole("button", { name: "Switch between light and dark" }).press("Enter");
    const dark = await ground();
    await page.goto(`${address}/advisories/`);
    expect(dark).not.toBe(light);
    expect(await ground()).toBe(dark);
    await page.close();
  });

  test("every link on the home page leads to a file that is there", async () => {
    const page = await browser.newPage();
    await page.goto(`${address}/`);
    const links = await page.$$eval("a[href^='/']", (found) =>
      found.map((one) => one.getAttribute("href") ?? ""),
    );
    for (const link of links) {
      const answer = await page.request.get(`${address}${link}`);
      expect([link, (await answer.body()).length > 0]).toEqual([link, true]);
    }
    await page.close();
  });
});
