import type { Result } from "axe-core";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
  type Request,
} from "playwright-core";
import { runAxe } from "./axe.ts";
import { quickenWaits } from "./quickWaits.ts";

const CHROMIUM = process.env.ASSAY_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

export type Look = {
  /** Address of the server; pages are then opened by their path. */
  readonly site?: string;
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  /** The session of somebody else's `context.storageState()`. */
  readonly session?: Awaited<ReturnType<BrowserContext["storageState"]>>;
  /** A browser of somebody's that is open already; otherwise one that knows nothing yet. */
  readonly context?: BrowserContext;
  /** Device pixels for one of CSS; 1 unless told. */
  readonly density?: number;
};

/** One person at one browser, and everything the console had to say meanwhile. */
export type Visitor = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors, warnings and violations of the content policy, with the address they were said at. */
  readonly complaints: string[];
  /** Resolves once the page shows what it has: nothing is busy, and no request is under way. */
  readonly settled: () => Promise<void>;
  readonly leave: () => Promise<void>;
};

/** Two cores under load; a page that needs longer is broken. */
const PATIENCE_MS = 20_000;
const QUIET_MS = 80;

/** What the console says about an answer that was not 2xx is not our page's own complaint; the page shows it. */
const OF_THE_NETWORK = /^Failed to load resource: (the server responded with a status of|net::)/;

/** A browser with nothing in it but a session, if one is given. */
export async function openContext(browser: Browser, look: Look = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    colorScheme: look.scheme ?? "light",
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    deviceScaleFactor: look.density ?? 1,
    timezoneId: "UTC",
    locale: "en-GB",
    reducedMotion: "reduce",
    ...(look.site ? { baseURL: look.site } : {}),
    ...(look.session ? { storageState: look.session } : {}),
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

export async function visit(browser: Browser, look: Look = {}): Promise<Visitor> {
  const context = look.context ?? (await openContext(browser, look));
  const page = await context.newPage();
  quickenWaits(page);
  const complaints: string[] = [];
  listenTo(page, complaints);
  const settled = watchRequests(page);
  return {
    context,
    page,
    complaints,
    settled,
    leave: () => (look.context ? page.close() : context.close()),
  };
}

/** Requests of a page that are under way; a page is settled once there were none for a moment. */
function watchRequests(page: Page): () => Promise<void> {
  const under = new Set<Request>();
  let last = Date.now();
  const done = (request: Request) => {
    under.delete(request);
    last = Date.now();
  };
  // A line that is held open to tell of what happens is never done.
  page.on("request", (request) => request.resourceType() !== "eventsource" && under.add(request));
  page.on("requestfinished", done);
  page.on("requestfailed", done);
  return async () => {
    await page.locator("h1").first().waitFor();
    const isBusy = () => page.locator("[aria-busy=true]").count();
    const until = Date.now() + PATIENCE_MS;
    while (under.size > 0 || Date.now() - last < QUIET_MS || (await isBusy()) > 0) {
      if (Date.now() > until) throw new Error(`${page.url()} does not settle.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
}

function listenTo(page: Page, complaints: string[]): void {
  const at = () => new URL(page.url(), "http://nowhere").pathname;
  page.on("console", (message) => {
    if (!["error", "warning", "assert"].includes(message.type())) return;
    if (!OF_THE_NETWORK.test(message.text())) complaints.push(`${at()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${at()}: ${error.message}`));
  page.on("crash", () => complaints.push(`${at()}: the page crashed`));
}

/** A device with a passkey chip whose owner always agrees; its passkeys can open sealed material, too. */
export async function addAuthenticator({ context, page }: Visitor): Promise<void> {
  const chromium = await context.newCDPSession(page);
  await chromium.send("WebAuthn.enable");
  await chromium.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** What axe finds: all of its rules, those of WCAG 2.2 AA that it leaves out by itself too. `within` is a selector. */
export async function findBarriers(page: Page, within?: string): Promise<string[]> {
  return toLines(await runAxe(page, { rules: { "target-size": { enabled: true } } }, within));
}

/** The same page in the other scheme differs in its colours and nothing else. */
export async function findBarriersInTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("[data-mantine-color-scheme=dark]").waitFor({ state: "attached" });
  const found = await runAxe(page, {
    runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
  });
  await page.emulateMedia({ colorScheme: "light" });
  return toLines(found);
}

function toLines(violations: readonly Result[]): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => {
      const why = failureSummary?.split("\n").slice(1, 2).join("").trim();
      return `${id}: ${html.slice(0, 160)} (${why})`;
    }),
  );
}

/** How far the page can be pushed sideways, in pixels; what scrolls inside itself does not count. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export const wordsOf = async (place: Locator): Promise<string> => (await place.textContent()) ?? "";
