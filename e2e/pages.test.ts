import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mailbox, openMailbox } from "../src/testing/mailbox.ts";
import {
  findBarriers,
  findBarriersInTheDark,
  openBrowser,
  openContext,
  overhang,
  type Visitor,
  visit,
} from "./support/browser.ts";
import { tabThrough } from "./support/keyboard.ts";
import { DESK_PAGES, type DeskPage, GUEST_PAGES, KEPT } from "./support/pageList.ts";
import { type PagePerson, type PageWorld, setUpPages, writeToOwner } from "./support/pageWorld.ts";
import { type RunningServer, startServer } from "./support/server.ts";

let mailbox: Mailbox;
let server: RunningServer;
let browser: Browser;
let world: PageWorld;

beforeAll(async () => {
  mailbox = await openMailbox();
  browser = await openBrowser();
  server = await startServer({
    env: { ASSAY_MAIL_URL: mailbox.url, ASSAY_MAIL_FROM: "desk@lakeside.example" },
  });
  world = await setUpPages(browser, server);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await mailbox?.close();
});

/** One browser for each person and width: the pages in it are many, and what they have in common is read once. */
const contexts = new Map<string, Promise<BrowserContext>>();
function contextOf(as: PagePerson | "guest", width: number): Promise<BrowserContext> {
  const key = `${as} ${width}`;
  const session = as === "guest" ? {} : { session: world.sessions[as] };
  const look = { site: server.url, width, height: width < 700 ? 640 : 900, ...session };
  const context = contexts.get(key) ?? openContext(browser, look);
  contexts.set(key, context);
  return context;
}

/** Opens a page as somebody, does something with it, and looks at what its console said. */
async function within(
  as: PagePerson | "guest",
  width: number,
  work: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await visit(browser, { context: await contextOf(as, width) });
  try {
    await work(visitor);
    expect(visitor.complaints).toEqual([]);
  } finally {
    await visitor.leave();
  }
}

const expectNoBarrier = async ({ page }: Visitor): Promise<void> => {
  expect(await findBarriers(page)).toEqual([]);
  expect(await findBarriersInTheDark(page)).toEqual([]);
};

/** Answers every question of the page that is not `kept` in another way. */
const intercept = (
  { page }: Visitor,
  kept: readonly string[],
  answer: (route: Route) => Promise<void>,
) =>
  page.route("**/api/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    await (kept.includes(pathname) ? route.continue() : answer(route));
  });

const broken = (route: Route) =>
  route.fulfill({
    status: 500,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "about:blank", title: "Internal Server Error", status: 500 }),
  });

/** Lets a question wait until it is released, and then fails. */
const hold = (held: (() => void)[]) => async (route: Route) => {
  await new Promise<void>((resolve) => held.push(resolve));
  await broken(route);
};

const address = ({ path }: Pick<DeskPage, "path">) => path(world);
const named = DESK_PAGES.map((page) => [page.route, page] as const);

test("every page of the router is looked at here", () => {
  const source = readFileSync("src/web/router.tsx", "utf8");
  const routes = [...source.matchAll(/(?:path: |page\(\s*)"(\/[^"]*)"/g)].map(([, path]) => path);
  const looked = [...DESK_PAGES, ...GUEST_PAGES].map(({ route }) => route);
  expect(new Set(looked)).toEqual(new Set(routes.filter((path) => path !== "/")));
});

describe("a page with something on it", () => {
  test.each(named)(
    "%s: axe finds nothing, and Tab reaches everything in order, in sight",
    async (_, page) => {
      await within(page.as, 1440, async (visitor) => {
        await visitor.page.goto(address(page));
        await visitor.settled();
        await visitor.page.getByText(page.shows).first().waitFor();
        await expectNoBarrier(visitor);
        const { stops, ...wrong } = await tabThrough(visitor.page);
        expect(wrong).toEqual({ missed: [], unseen: [], backward: [] });
        expect(stops).toBeGreaterThan(8);
      });
    },
  );
});

describe("a page with nothing on it", () => {
  test.each(named.filter(([, { empty }]) => empty))(
    "%s: teaches the next step",
    async (_, page) => {
      await within(page.empty?.as ?? "newcomer", 1440, async (visitor) => {
        await visitor.page.goto(page.empty?.path ?? page.route);
        await visitor.settled();
        await visitor.page
          .getByText(page.empty?.says ?? "")
          .first()
          .waitFor();
        await expectNoBarrier(visitor);
      });
    },
  );
});

describe("a page whose server lets it wait, and then fails", () => {
  const asking = named.filter(([, { asksNothing }]) => !asksNothing);
  test.each(asking)("%s: keeps its layout, says what failed, and comes back", async (_, page) => {
    await within(page.as, 1440, async (visitor) => {
      const held: (() => void)[] = [];
      let answer = hold(held);
      await intercept(visitor, page.kept, (route) => answer(route));
      await visitor.page.goto(address(page));
      await visitor.page.locator("[aria-busy=true]").first().waitFor();
      expect(await findBarriers(visitor.page)).toEqual([]);
      answer = broken;
      for (const release of held) release();
      const alert = visitor.page.getByRole("alert").first();
      await alert.waitFor();
      await expectNoBarrier(visitor);
      answer = (route) => route.continue();
      await alert.getByRole("button", { name: "Try again" }).click();
      const back = page.returns ?? page.shows;
      await visitor.page.getByRole("main").getByText(back).first().waitFor();
    });
  });

  test("after two seconds it says what it waits for", async () => {
    await within("R. Teal", 1440, async (visitor) => {
      await intercept(visitor, KEPT, () => new Promise(() => {}));
      await visitor.page.goto("/proposals");
      await visitor.page.getByText("Waiting for the merge proposals…").waitFor();
    });
  });
});

test("where not even the visitor can be told, the page says so and offers a way out", async () => {
  await within("R. Teal", 1440, async (visitor) => {
    await intercept(visitor, [], broken);
    await visitor.page.goto("/work");
    await visitor.page.getByRole("alert").first().waitFor();
    await expectNoBarrier(visitor);
  });
});

const GUESTS = GUEST_PAGES.flatMap((page) =>
  page.states.map((state) => [page.route, state] as const),
);

describe.each([320, 1440])("pages for those without an account, %i px wide", (width) => {
  beforeAll(async () => {
    if (world.ownerPath !== "") return;
    const ownerPath = await writeToOwner(browser, server, mailbox, world.sessions);
    world = { ...world, ownerPath };
  });

  test.each(GUESTS)("%s, $says", async (_, state) => {
    await within("guest", width, async (visitor) => {
      await visitor.page.goto(state.path(world));
      await visitor.settled();
      await visitor.page.getByText(state.says).first().waitFor();
      expect(await overhang(visitor.page)).toBe(0);
      await expectNoBarrier(visitor);
      const { stops: _, ...wrong } = await tabThrough(visitor.page);
      expect(wrong).toEqual({ missed: [], unseen: [], backward: [] });
    });
  });

  test("where the server fails, they say so", async () => {
    for (const path of ["/sign-in", world.ownerPath]) {
      await within("guest", width, async (visitor) => {
        await intercept(visitor, [], broken);
        await visitor.page.goto(path);
        await visitor.page.getByRole("alert").first().waitFor();
        expect(await overhang(visitor.page)).toBe(0);
        await expectNoBarrier(visitor);
      });
    }
  });
});

describe("pages that a lab opens on a phone", () => {
  test.each(["/findings", "/intake", "/tokens"])("%s fits 320 px", async (path) => {
    await within("N. Osei", 320, async (visitor) => {
      await visitor.page.goto(path);
      await visitor.settled();
      expect(await overhang(visitor.page)).toBe(0);
      expect(await findBarriers(visitor.page)).toEqual([]);
    });
  });
});

describe("a review that its lab opens on a phone", () => {
  test.each(["", "/terms", "/record", "/accesses"])("%s fits 320 px", async (more) => {
    await within("voss", 320, async (visitor) => {
      await visitor.page.goto(`/reviews/${world.reviewRef}${more}`);
      await visitor.settled();
      expect(await overhang(visitor.page)).toBe(0);
      expect(await findBarriers(visitor.page)).toEqual([]);
    });
  });
});

describe("evaluations that a lab opens on a phone", () => {
  test.each(["", "/trials", "/labels", "compare"])("%s fits 320 px", async (more) => {
    await within("R. Teal", 320, async (visitor) => {
      const { before, after } = world.runs;
      const compare = `/evaluations/compare?a=${before}&b=${after}`;
      await visitor.page.goto(more === "compare" ? compare : `/evaluations/${after}${more}`);
      await visitor.settled();
      expect(await overhang(visitor.page)).toBe(0);
      expect(await findBarriers(visitor.page)).toEqual([]);
    });
  });
});

describe("pages of the guard on a phone", () => {
  test.each(["/guard", "/guard/try", "/guard/held", "/guard/records", "/guard/figures"])(
    "%s fits 320 px",
    async (path) => {
      await within("I. Marsh", 320, async (visitor) => {
        await visitor.page.goto(path);
        await visitor.settled();
        expect(await overhang(visitor.page)).toBe(0);
        expect(await findBarriers(visitor.page)).toEqual([]);
      });
    },
  );
});

describe("what an owner is asked for its preferences", () => {
  test("it opens from the case, fits a phone and keeps what is chosen", async () => {
    await within("guest", 320, async (visitor) => {
      const { page } = visitor;
      await page.goto(world.ownerPath);
      await page.getByRole("button", { name: "Change what reaches you" }).click();
      await page
        .getByLabel(/a week/)
        .first()
        .fill("7");
      expect(await overhang(page)).toBe(0);
      await expectNoBarrier(visitor);
      await page.getByRole("button", { name: /Keep|Save/ }).click();
      await page.getByText("7 a week").waitFor();
    });
  });
});
