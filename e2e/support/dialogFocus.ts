import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { findBarriers } from "./browser.ts";

const PATIENCE = { timeout: 10_000 };

const isFocused = (place: Locator) => place.evaluate((box) => box === document.activeElement);

/** A dialog that is open: the focus is inside of it, axe finds nothing, and Escape gives the focus back to `opener`. */
async function expectGoodDialog(page: Page, opener: Locator): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  const isInside = () => dialog.evaluate((box) => box.contains(document.activeElement));
  await expect.poll(isInside, PATIENCE).toBe(true);
  expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(() => isFocused(opener), PATIENCE).toBe(true);
}

/** Opens each dialog by keyboard, from the first button of that name. */
export async function tryDialogs(page: Page, buttons: readonly string[]): Promise<void> {
  for (const name of buttons) {
    const opener = page.getByRole("button", { name, exact: true }).first();
    await opener.press("Enter");
    await expectGoodDialog(page, opener);
  }
}

/** The same for the items of a menu. */
export async function tryMenu(page: Page, menu: string, items: readonly string[]): Promise<void> {
  const opener = page.getByRole("button", { name: menu });
  for (const name of items) {
    await opener.press("Enter");
    await page.getByRole("menuitem", { name }).press("Enter");
    await expectGoodDialog(page, opener);
  }
}
