import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBarriers } from "./support/browser.ts";
import { DESK_PAGES, type DeskPage, KEPT } from "./support/pageList.ts";
import {
  broken,
  expectNoBarrier,
  hold,
  intercept,
  openPageVisits,
  type PageVisits,
} from "./support/pageVisits.ts";

let visits: PageVisits;
beforeAll(async () => {
  visits = await openPageVisits();
});
afterAll(async () => {
  await visits?.end();
});
const within: PageVisits["within"] = (as, width, work) => visits.within(as, width, work);

const address = ({ path }: Pick<DeskPage, "path">) => path(visits.world);
const named = DESK_PAGES.map((page) => [page.route, page] as const);

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
        expect(await findBarriers(visitor.page)).toEqual([]);
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
      answer = broken;
      for (const release of held) release();
      const alert = visitor.page.getByRole("alert").first();
      await alert.waitFor();
      expect(await findBarriers(visitor.page)).toEqual([]);
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
      await expectNoBarrier(visitor);
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
