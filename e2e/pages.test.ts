import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBarriers, overhang } from "./support/browser.ts";
import { tabThrough } from "./support/keyboard.ts";
import { DESK_PAGES, type DeskPage, GUEST_PAGES } from "./support/pageList.ts";
import {
  broken,
  expectNoBarrier,
  intercept,
  openPageVisits,
  type PageVisits,
} from "./support/pageVisits.ts";
import { type PageWorld, writeToOwner } from "./support/pageWorld.ts";

let visits: PageVisits;
let world: PageWorld;
beforeAll(async () => {
  visits = await openPageVisits();
  world = visits.world;
});
afterAll(async () => {
  await visits?.end();
});
const within: PageVisits["within"] = (as, width, work) => visits.within(as, width, work);

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

const GUESTS = GUEST_PAGES.flatMap((page) =>
  page.states.map((state) => [page.route, state] as const),
);

describe.each([320, 1440])("pages for those without an account, %i px wide", (width) => {
  beforeAll(async () => {
    if (world.ownerPath !== "") return;
    const ownerPath = await writeToOwner(
      visits.browser,
      visits.server,
      visits.mailbox,
      world.sessions,
    );
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
