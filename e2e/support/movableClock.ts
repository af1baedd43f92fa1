import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "playwright-core";

const PRELOAD = fileURLToPath(new URL("./movedClock.ts", import.meta.url));

/** Preloaded into every page that is opened from now on: so many milliseconds later, on top of those of before. */
export const moveClockIn = (context: BrowserContext, more: number): Promise<unknown> =>
  context.addInitScript((ahead) => {
    const RealDate = Date;
    globalThis.Date = class extends RealDate {
      constructor(...given: readonly unknown[]) {
        if (given.length === 0) super(RealDate.now() + ahead);
        else super(...(given as [number]));
      }
      static override now(): number {
        return RealDate.now() + ahead;
      }
    } as DateConstructor;
  }, more);

/** A clock for `startServer({ env })` that can be moved on while the server runs. `folder` holds its one file. */
export function movableClock(folder: string) {
  const file = join(folder, "clock-ahead");
  let ahead = 0;
  return {
    env: {
      MOVED_CLOCK: file,
      NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${PRELOAD}`,
    },
    /** In milliseconds since 1970, as the server reads it. */
    now: () => Date.now() + ahead,
    /** Milliseconds, from where it stands now. */
    move: (more: number) => {
      ahead += more;
      // At once: a server that reads it half written would be back at the start.
      writeFileSync(`${file}.new`, String(ahead));
      renameSync(`${file}.new`, file);
    },
  };
}
