/**
 * `npm run screenshots`: fills an installation from the worked exercise, with a busy morning on top of it, opens it in a
 * browser and takes the pictures that the README and docs/ show. Needs Chromium; writes docs/screenshots/*.png. With --list it
 * only says which.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { type Look, openBrowser, type Visitor, visit } from "../e2e/support/browser.ts";
import {
  type PagePerson,
  type PageWorld,
  setUpPages,
  writeToOwner,
} from "../e2e/support/pageWorld.ts";
import { type RunningServer, startServer } from "../e2e/support/server.ts";
import { openMailbox } from "../src/testing/mailbox.ts";
import { submitBatch, workThrough } from "./screenshots/busyDesk.ts";
import { withPalette } from "./screenshots/palette.ts";

const FOLDER = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

type Shot = {
  readonly file: string;
  readonly path: string | ((world: PageWorld) => string);
  /** Nobody: as a guest. */
  readonly as?: PagePerson;
  readonly look?: Look;
  /** What has to be on the page before it is taken. */
  readonly shows: string;
};

const ofCase = ({ caseRef }: PageWorld) => `/cases/${caseRef}`;
const tall = { height: 1100 };

const SHOTS: readonly Shot[] = [
  { file: "work.png", path: "/work", as: "R. Teal", shows: "ordered by decision" },
  { file: "case.png", path: ofCase, as: "R. Teal", look: tall, shows: "Decision" },
  {
    file: "case-dark.png",
    path: ofCase,
    as: "R. Teal",
    look: { ...tall, scheme: "dark" },
    shows: "Decision",
  },
  { file: "proposals.png", path: "/proposals", as: "R. Teal", shows: "Same root cause?" },
  { file: "intake.png", path: "/intake", as: "N. Osei", shows: "harbor-sweep" },
  {
    file: "advisory.png",
    path: ({ advisoryRef }) => `/advisory/${advisoryRef}`,
    as: "R. Teal",
    shows: "As published",
  },
  {
    file: "owner.png",
    path: ({ ownerPath }) => ownerPath,
    look: { width: 390, height: 844, density: 2 },
    shows: "Reproduce it",
  },
  {
    file: "review.png",
    path: ({ reviewRef }) => `/reviews/${reviewRef}`,
    as: "voss",
    look: tall,
    shows: "reads the same line",
  },
  {
    file: "evaluation.png",
    path: ({ runs }) => `/evaluations/compare?a=${runs.before}&b=${runs.after}`,
    as: "R. Teal",
    look: tall,
    shows: "Worse in",
  },
  {
    file: "evaluation-trials.png",
    path: ({ runs }) => `/evaluations/${runs.after}/trials?outcome=yes`,
    as: "R. Teal",
    look: { ...tall, scheme: "dark" },
    shows: "followed text inside a document",
  },
  {
    file: "evaluation-labels.png",
    path: ({ runs }) => `/evaluations/${runs.after}/labels`,
    as: "R. Teal",
    shows: "What do you see?",
  },
  {
    file: "guard-held.png",
    path: "/guard/held",
    as: "I. Marsh",
    shows: "C1.1 Identifies and maintains",
  },
  {
    file: "guard-pack.png",
    path: "/guard/packs/secrets?text=aws",
    as: "I. Marsh",
    look: { scheme: "dark" },
    shows: "found, goes out as",
  },
  { file: "public.png", path: (world) => world.publishedPath, shows: "CSAF" },
];

async function busy(browser: Browser, server: RunningServer, world: PageWorld): Promise<void> {
  const as = (person: PagePerson): Promise<Visitor> =>
    visit(browser, { site: server.url, session: world.sessions[person] });
  const [lab, analyst] = [await as("N. Osei"), await as("R. Teal")];
  await submitBatch(lab.context.request);
  await workThrough(analyst.context.request);
  await lab.leave();
  await analyst.leave();
}

async function take(browser: Browser, site: string, world: PageWorld, shot: Shot): Promise<void> {
  const session = shot.as ? { session: world.sessions[shot.as] } : {};
  const { page, settled, leave } = await visit(browser, { site, ...session, ...shot.look });
  await page.goto(typeof shot.path === "string" ? shot.path : shot.path(world));
  await page.getByText(shot.shows).first().waitFor();
  await settled();
  const png = withPalette(await page.screenshot());
  writeFileSync(join(FOLDER, shot.file), png);
  console.log(`docs/screenshots/${shot.file}, ${Math.round(png.length / 1024)} kB`);
  await leave();
}

if (process.argv.includes("--list")) {
  for (const { file } of SHOTS) console.log(file);
  process.exit(0);
}
mkdirSync(FOLDER, { recursive: true });
const mailbox = await openMailbox();
const server = await startServer({
  env: { ASSAY_MAIL_URL: mailbox.url, ASSAY_MAIL_FROM: "desk@lakeside.example" },
});
const browser = await openBrowser();
try {
  const empty = await setUpPages(browser, server, { runSize: 60 });
  await busy(browser, server, empty);
  const ownerPath = await writeToOwner(browser, server, mailbox, empty.sessions);
  const world = { ...empty, ownerPath };
  for (const shot of SHOTS) await take(browser, server.url, world, shot);
} finally {
  await browser.close();
  await server.stop();
  await mailbox.close();
}
