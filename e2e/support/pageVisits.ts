import type { Browser, Route } from "playwright-core";
import { expect } from "vitest";
import { type Mailbox, openMailbox } from "../../src/testing/mailbox.ts";
import {
  findBarriers,
  findBarriersInTheDark,
  openBrowser,
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
  /** At the browser of somebody, on the page that the last work left there: does something, and looks at what its console said. */
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
  // One browser for each person and width: a new one costs as much as opening a page in it, and the pages are many.
  const open = new Map<string, Visitor>();
  const visitorAt = (as: PagePerson | "guest", width: number): Promise<Visitor> => {
    const session = as === "guest" ? {} : { session: world.sessions[as] };
    return visit(browser, {
      site: server.url,
      width,
      height: width < 700 ? 640 : 900,
      ...session,
    });
  };
  return {
    mailbox,
    server,
    browser,
    world,
    within: async (as, width, work) => {
      const key = `${as} ${width}`;
      const visitor = open.get(key) ?? (await visitorAt(as, width));
      open.delete(key);
      await work(visitor);
      expect(visitor.complaints).toEqual([]);
      await visitor.page.unrouteAll({ behavior: "ignoreErrors" });
      // Only who came through unharmed is met again.
      open.set(key, visitor);
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
