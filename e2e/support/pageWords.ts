import type { Page } from "playwright-core";

/** Everything that a page says, a line for each text: what is read on it, heard of it, and shown on hover. */
export const wordsOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const said = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, nodeValue } = texts.currentNode;
      if (!parentElement?.closest("script,style")) said.push(nodeValue ?? "");
    }
    for (const element of document.querySelectorAll("*"))
      for (const name of ["aria-label", "title", "placeholder", "alt", "value"])
        said.push(element.getAttribute(name) ?? "");
    return said.filter((one) => one.trim() !== "").join("\n");
  });
