import type { Browser, BrowserContext, Route } from "playwright-core";
import { expect } from "vitest";
import { type Mailbox, openMailbox } from "../../src/testing/mailbox.ts";
import {
  findBarriers,
  findBarriersInTheDark,
  openBrowser,
  openContext,
  type Visitor,
  visit,
} from "./browser.ts";
import { type PagePerson, type PageWorld, setUpPages } from "./pageWorld.ts";
import { type RunningServer, startServer } from "./server.ts";

/** An installation whose pages are looked at, one after the other. */
export type PageVisits = {
  readonly mailbox: Mailbox;
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly world: PageWorld;
  /** Opens a page as somebody, does something with it, and looks at what its console said. */
  readonly within: (
    as: PagePerson | "guest",
    width: number,
    work: (visitor: Visitor) => Promise<void>,
  ) => Promise<void>;
  readonly end: () => Promise<void>;
};

export async function openPageVisits(): Promise<PageVisits> {
  const mailbox = await openMailbox();
  const browser = await openBrowser();
  const server = await startServer({
    env: { ASSAY_MAIL_URL: mailbox.url, ASSAY_MAIL_FROM: "desk@lakeside.example" },
  });
  const world = await setUpPages(browser, server);
  // One browser for each person and width: the pages in it are many, and what they have in common is read once.
  const contexts = new Map<string, Promise<BrowserContext>>();
  const contextOf = (as: PagePerson | "guest", width: number): Promise<BrowserContext> => {
    const key = `${as} ${width}`;
    const session = as === "guest" ? {} : { session: world.sessions[as] };
    const look = { site: server.url, width, height: width < 700 ? 640 : 900, ...session };
    const context = contexts.get(key) ?? openContext(browser, look);
    contexts.set(key, context);
    return context;
  };
  return {
    mailbox,
    server,
    browser,
    world,
    within: async (as, width, work) => {
      const visitor = await visit(browser, { context: await contextOf(as, width) });
      try {
        await work(visitor);
        expect(visitor.complaints).toEqual([]);
      } finally {
        await visitor.leave();
      }
    },
    end: async () => {
      await browser.close();
      await server.stop();
      await mailbox.close();
    },
  };
}

/** In both schemes: pages that are full, and those of guests. What waits, fails or is empty is made of parts that these have, too. */
export const expectNoBarrier = async ({ page }: Visitor): Promise<void> => {
  expect(await findBarriers(page)).toEqual([]);
  expect(await findBarriersInTheDark(page)).toEqual([]);
};

/** Answers every question of the page that is not `kept` in another way. */
export const intercept = (
  { page }: Visitor,
  kept: readonly string[],
  answer: (route: Route) => Promise<void>,
) =>
  page.route("**/api/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    await (kept.includes(pathname) ? route.continue() : answer(route));
  });

export const broken = (route: Route) =>
  route.fulfill({
    status: 500,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "about:blank", title: "Internal Server Error", status: 500 }),
  });

/** Lets a question wait until it is released, and then fails. */
export const hold = (held: (() => void)[]) => async (route: Route) => {
  await new Promise<void>((resolve) => held.push(resolve));
  await broken(route);
};
