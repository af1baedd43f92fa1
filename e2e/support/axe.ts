import axe, { type Result, type RunOptions } from "axe-core";
import type { Frame, Page } from "playwright-core";

type WithAxe = { readonly axe: typeof axe };

/** Half a megabyte of script, so once for each document and not for each question. */
async function bringAxe(frame: Frame): Promise<void> {
  if (!(await frame.evaluate(() => "axe" in globalThis))) await frame.evaluate(axe.source);
}

/** What axe finds wrong on a page with its frames, or within a selector of it; what it finds right is not written out. */
export async function runAxe(
  page: Page,
  options: RunOptions,
  within: string | null = null,
): Promise<Result[]> {
  for (const frame of page.frames()) await bringAxe(frame);
  return await page.evaluate(
    async ([place, chosen]) => {
      const { axe } = globalThis as unknown as WithAxe;
      return (await axe.run(place ?? document, chosen)).violations;
    },
    [within, { ...options, resultTypes: ["violations"] }] as [string | null, RunOptions],
  );
}
