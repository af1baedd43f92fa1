import { afterAll, beforeAll } from "vitest";

/**
 * Opens something for all tests of the file that calls it, and closes it after the last. What it answers is filled before the
 * first test: read it in tests and in set-up below the call, never while tests are collected.
 */
export function openForAll<T extends { readonly close: () => Promise<void> }>(
  open: () => Promise<T>,
): T {
  const shown = {} as T;
  let opened: T | undefined;
  beforeAll(async () => {
    opened = await open();
    Object.assign(shown, opened);
  });
  afterAll(() => opened?.close());
  return shown;
}
