import type { Page } from "playwright-core";

/** What Tab meets on a page, and what is wrong with it. */
export type TabWalk = {
  readonly stops: number;
  /** Interactive elements in sight that Tab never came to. */
  readonly missed: readonly string[];
  /** Stops whose focus cannot be seen, or that lie wholly under something else (WCAG 2.4.7, 2.4.11). */
  readonly unseen: readonly string[];
  /** Stops that come before one they stand after in the document. */
  readonly backward: readonly string[];
};

type Stop = {
  readonly name: string;
  readonly isEnd: boolean;
  readonly isSeen: boolean;
  readonly isBackward: boolean;
  /** Of the stop before: does it look different, now that the focus has gone on? */
  readonly wasMarked: boolean;
};

declare global {
  var assayTabs: {
    readonly missed: () => string[];
    readonly step: () => Stop;
  };
}

/** Runs in the page: remembers where the focus has been. */
function install(): void {
  const ACTS =
    "a[href],button,input,select,textarea,summary,[tabindex],[contenteditable=true],[role=button]";
  const been = new Set<Element>();
  let last: { element: Element; looks: string } | undefined;
  const nameOf = (element: Element) => {
    const words = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return `${element.tagName.toLowerCase()} “${words.trim().slice(0, 40)}”`;
  };
  /** Its own look and that of the two around it: a field may draw its focus on the box it stands in. */
  const looksOf = (element: Element) => {
    for (const running of document.getAnimations()) running.finish();
    const around = [element, element.parentElement, element.parentElement?.parentElement];
    return around
      .flatMap((one) => {
        if (!one) return [];
        const { outlineStyle, outlineWidth, outlineColor, ...rest } = getComputedStyle(one);
        const outline = outlineStyle === "none" ? "" : outlineStyle + outlineWidth + outlineColor;
        return [outline, rest.boxShadow, rest.borderColor, rest.backgroundColor, rest.clipPath];
      })
      .join();
  };
  const isUncovered = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [0.5, 0.1, 0.9].some((x) =>
      [0.5, 0.1, 0.9].some((y) => {
        const there = document.elementFromPoint(left + width * x, top + height * y);
        return there !== null && (element.contains(there) || there.contains(element));
      }),
    );
  };
  const isInSight = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest("[inert]") &&
    !element.matches("[disabled],[tabindex='-1'],input[type=hidden]") &&
    !element.closest("fieldset[disabled]");
  const step = (): Stop => {
    const element = document.activeElement ?? document.body;
    const name = element === document.body ? "" : nameOf(element);
    const good = { name, isEnd: false, isSeen: true, isBackward: false, wasMarked: true };
    // A field for a date has stops within itself, the last of them with a mark of its own.
    if (element === last?.element) return good;
    const wasMarked = last === undefined || looksOf(last.element) !== last.looks;
    if (element === document.body) {
      // Behind the last stop the focus leaves the page, and comes back to its beginning.
      last = undefined;
      return { ...good, wasMarked };
    }
    const isEnd = been.has(element);
    const isBackward =
      !isEnd &&
      last !== undefined &&
      (last.element.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    been.add(element);
    last = { element, looks: looksOf(element) };
    return { name, isEnd, isSeen: isUncovered(element), isBackward, wasMarked };
  };
  const missed = () => {
    const radios = new Set([...been].map((one) => one.getAttribute("name")));
    return [...document.querySelectorAll(ACTS)]
      .filter((one) => isInSight(one) && !been.has(one))
      .filter((one) => !(one.matches("input[type=radio]") && radios.has(one.getAttribute("name"))))
      .map(nameOf);
  };
  globalThis.assayTabs = { step, missed };
}

/** Presses Tab from the beginning of the page until it has been everywhere. */
export async function tabThrough(page: Page, most = 400): Promise<TabWalk> {
  await page.evaluate(install);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const [unseen, backward]: [string[], string[]] = [[], []];
  let before: string | undefined;
  let stops = 0;
  for (; stops < most; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => globalThis.assayTabs.step());
    if (before !== undefined && !stop.wasMarked) unseen.push(before);
    if (stop.isEnd) break;
    if (!stop.isSeen) unseen.push(`${stop.name} (covered)`);
    if (stop.isBackward) backward.push(stop.name);
    before = stop.name;
  }
  const missed = await page.evaluate(() => globalThis.assayTabs.missed());
  return { stops, missed, unseen, backward };
}
