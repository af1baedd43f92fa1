/**
 * `npm run screenshots`: plays the worked exercise in a browser and takes the pictures that the pages under docs/ show.
 * Needs Chromium and a built bundle; writes docs/screenshots/*.png.
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser, type Visitor, visit } from "../e2e/support/browser.ts";
import { startServer } from "../e2e/support/server.ts";

const FOLDER = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

type Shot = {
  readonly file: string;
  readonly path: string;
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
};

/** References are those of the exercise: it gives the same ones every time. */
const SHOTS: readonly Shot[] = [
  { file: "case.png", path: "/cases/VC-2026-0004", height: 1100 },
  { file: "case-dark.png", path: "/cases/VC-2026-0004", scheme: "dark", height: 1100 },
  { file: "queue.png", path: "/queue" },
  { file: "proposals.png", path: "/proposals" },
  { file: "public.png", path: "/" },
];

/** The year of a reference is the year the exercise was set up in. */
const pathOf = ({ path }: Shot): string =>
  path.replace("2026", String(new Date().getUTCFullYear()));

async function enterExercise({ page }: Visitor, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: /exercise/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/enroll"), { timeout: 60_000 });
}

mkdirSync(FOLDER, { recursive: true });
const server = await startServer();
const browser = await openBrowser();
try {
  const first = await visit(browser, {});
  await enterExercise(first, server.enrolmentUrl ?? server.url);
  const session = await first.context.storageState();
  for (const shot of SHOTS) {
    const { scheme = "light", width = 1440, height = 900 } = shot;
    const visitor = await visit(browser, { session, scheme, width, height });
    await visitor.page.goto(`${server.url}${pathOf(shot)}`);
    await visitor.settled();
    await visitor.page.screenshot({ path: `${FOLDER}${shot.file}` });
    await visitor.leave();
    console.log(`docs/screenshots/${shot.file}`);
  }
} finally {
  await browser.close();
  await server.stop();
}
