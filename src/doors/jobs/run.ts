import type { FastifyBaseLogger } from "fastify";
import { listAllDesks } from "#actions/access/setUpDesk.ts";
import { deliverOutbox, type MailDeps } from "#actions/clearinghouse/deliverOutbox.ts";
import { publishSite } from "#actions/clearinghouse/publishSite.ts";
import { watchClocks } from "#actions/clearinghouse/watchClocks.ts";
import type { Deps } from "#actions/deps.ts";
import { expireEscalations } from "#actions/guard/expireEscalations.ts";
import { fillPassages } from "#actions/guard/fillPassages.ts";
import { watchPacks } from "#actions/guard/watchPacks.ts";
import { sequenceEntries } from "#actions/ledger/sequenceEntries.ts";
import { lapseWindows } from "#actions/review/lapse.ts";
import { sweepUploads } from "#actions/review/sweepUploads.ts";
import { mailFor } from "#actions/system/exerciseDesk.ts";

const JOB_NAMES = [
  "deliver-outbox",
  "publish-advisories",
  "watch-clocks",
  "lapse-windows",
  "sweep-uploads",
  "expire-escalations",
  "fill-passages",
] as const;
type JobName = (typeof JOB_NAMES)[number];

/** The queue, as far as this door needs it. */
export type JobRunner = {
  readonly work: (name: JobName, run: (deskId: string) => Promise<void>) => Promise<void>;
  readonly schedule: (name: JobName, cron: string, deskId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const SECOND = 1_000;
const CRON: Record<JobName, string> = {
  "deliver-outbox": "* * * * *", // what is to be tried again
  "publish-advisories": "17 * * * *", // the funnel's figures
  "watch-clocks": "*/10 * * * *",
  "lapse-windows": "* * * * *",
  "sweep-uploads": "41 3 * * *",
  "expire-escalations": "* * * * *",
  "fill-passages": "*/5 * * * *",
};

/** Places the entries of every desk's ledger, once a second, one round at a time. */
function keepSequencing(deps: Deps, log: FastifyBaseLogger): { stop: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const round = async () => {
    try {
      for (const { id } of await listAllDesks(deps)) await sequenceEntries(deps, id);
    } catch (err) {
      log.error({ err }, "the ledger could not be sequenced");
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = round();
  }, SECOND);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Starts what is done outside of any request. Without a mail server messages stay queued; those of the exercise never need one. */
export async function runJobs(
  deps: Deps,
  jobs: JobRunner,
  mail: Pick<MailDeps, "mailer" | "mailFrom"> | null,
  log: FastifyBaseLogger,
) {
  await jobs.work("deliver-outbox", async (deskId) => {
    const own = await mailFor(deps.db, deskId, mail);
    if (own) await deliverOutbox({ ...deps, ...own }, deskId);
  });
  await jobs.work("publish-advisories", async (deskId) => void (await publishSite(deps, deskId)));
  await jobs.work("watch-clocks", (deskId) => watchClocks(deps, deskId));
  await jobs.work("lapse-windows", (deskId) => lapseWindows(deps, deskId));
  await jobs.work("sweep-uploads", (deskId) => sweepUploads(deps, deskId));
  await jobs.work(
    "expire-escalations",
    async (deskId) => void (await expireEscalations(deps, deskId)),
  );
  await jobs.work("fill-passages", (deskId) => fillPassages(deps, deskId));
  for (const { id } of await listAllDesks(deps)) {
    await watchPacks(deps, id);
    for (const name of JOB_NAMES) await jobs.schedule(name, CRON[name], id);
  }
  return keepSequencing(deps, log);
}
