import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";

type Act = (this: Locator, ...given: unknown[]) => Promise<unknown>;
type Look = (place: Locator, given: unknown) => Promise<boolean>;

const isThere: Look = async (place) => (await place.count()) > 0;
const isInSight: Look = (place) => place.first().isVisible();
const isAsAsked: Look = async (place, given) => {
  const { state = "visible" } = (given ?? {}) as { readonly state?: string };
  if (state === "visible") return await place.isVisible();
  if (state === "hidden") return await place.isHidden();
  return (await isThere(place, undefined)) === (state === "attached");
};

const LOOKS: Readonly<Record<string, Look>> = {
  waitFor: isAsAsked,
  click: isInSight,
  fill: isInSight,
  check: isInSight,
  uncheck: isInSight,
  selectOption: isInSight,
  press: isThere,
  evaluate: isThere,
  textContent: isThere,
  setInputFiles: isThere,
};

const STEP_MS = 30;
const PATIENCE_MS = 5_000;

/** What goes wrong here is left to Playwright, which is called next and says it better. */
async function lookOften(isSo: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until && !(await isSo().catch(() => true))) await sleep(STEP_MS);
}

const quickened = new WeakSet<object>();

/**
 * Playwright looks for an element five times within 300 ms, and from then on each half second: most of a test's time is
 * that half second. Here each wait begins with looks that are nearer to each other; what is waited for stays the same.
 */
export function quickenWaits(page: Page): void {
  const acts = Object.getPrototypeOf(page.locator("html")) as Record<string, Act>;
  if (quickened.has(acts)) return;
  quickened.add(acts);
  for (const [name, look] of Object.entries(LOOKS)) {
    const act = acts[name];
    if (!act) throw new Error(`Playwright's locators have no ${name}().`);
    acts[name] = async function (this: Locator, ...given) {
      await lookOften(() => look(this, given[0]));
      return await act.apply(this, given);
    };
  }
}
