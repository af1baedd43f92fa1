import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { findBarriers, findBarriersInTheDark, type Visitor } from "./browser.ts";

/** A page as somebody sees it now. */
export async function look({ page, settled }: Visitor, path: string): Promise<Page> {
  await page.goto(path);
  await settled();
  return page;
}

/** A part of a page by its heading. */
export const part = (page: Page, title: string): Locator =>
  page.locator("section", { has: page.getByRole("heading", { name: title, exact: true }) }).last();

/** Axe, in both schemes. */
export async function expectNoBarrier(page: Page): Promise<void> {
  expect(await findBarriers(page)).toEqual([]);
  expect(await findBarriersInTheDark(page)).toEqual([]);
}
