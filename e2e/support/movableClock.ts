import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PRELOAD = fileURLToPath(new URL("./movedClock.ts", import.meta.url));
const DAY = 86_400_000;

/** A clock for `startServer({ env })` that can be moved on while the server runs. `folder` holds its one file. */
export function movableClock(folder: string) {
  const file = join(folder, "clock-ahead");
  let days = 0;
  return {
    env: {
      MOVED_CLOCK: file,
      NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${PRELOAD}`,
    },
    /** Whole days, from where it stands now. */
    moveDays: (more: number) => {
      days += more;
      writeFileSync(file, String(days * DAY));
    },
  };
}
