import { setTimeout as sleep } from "node:timers/promises";
import {
  type Installation,
  makeInstallation,
  type RunningServer,
  startServer,
} from "../../../e2e/support/server.ts";
import { type Mailbox, openMailbox } from "../../../src/testing/mailbox.ts";
import { inPieces, sendBatch } from "../../../src/testing/sendBatch.ts";
import { type Acknowledged, collectAnswers } from "./acknowledged.ts";
import { type Correspondence, correspond } from "./correspondence.ts";
import { type Aftermath, examine } from "./examine.ts";
import { linesToSend } from "./lines.ts";
import { kill, VICTIMS, type Victim } from "./processes.ts";

export type CampaignOptions = {
  readonly findings: number;
  readonly times: number;
  readonly random: () => number;
  readonly say: (line: string) => void;
};

export type Report = Aftermath & {
  readonly kills: Readonly<Record<Victim, number>>;
  readonly sendings: number;
  /** The longest time from a kill to the first answer of a sending that began after it, in milliseconds. */
  readonly longestOutage: number;
};

const KEY = "endurance";
/** At most this long after the line that arms a kill, so that it meets any step of the work. */
const JITTER_MS = 400;
const RETRY_MS = 100;
const POLL_MS = 5;
const PATIENCE_MS = 60_000;

type State = {
  server: RunningServer;
  sendings: number;
  killedAt: number | null;
  longestOutage: number;
  killing: boolean;
  readonly start: () => Promise<RunningServer>;
  readonly lines: readonly string[];
  readonly token: string;
  readonly acknowledged: Acknowledged;
};

/** One sending of the whole batch. True when the server has answered every line of it. */
async function sendOnce(state: State): Promise<boolean> {
  state.sendings += 1;
  let { killedAt } = state;
  const { complete, answers } = await sendBatch({
    url: state.server.url,
    token: state.token,
    key: KEY,
    body: inPieces(`${state.lines.join("\n")}\n`),
    onAnswer: (answer) => {
      state.acknowledged.take(answer);
      if (killedAt === null) return;
      state.longestOutage = Math.max(state.longestOutage, performance.now() - killedAt);
      killedAt = null;
      state.killedAt = null;
    },
  });
  return complete && answers.length === state.lines.length;
}

/** A client that is cut off sends the same again, until the killing is over and it got every answer. */
async function sendAll(state: State): Promise<void> {
  for (;;) {
    const isLast = !state.killing;
    const isWhole = await sendOnce(state);
    if (isLast && isWhole) return;
    if (state.killedAt !== null && performance.now() - state.killedAt > PATIENCE_MS)
      throw new Error(`No answer for a minute.\n${state.server.log().slice(-4_000)}`);
    await sleep(RETRY_MS);
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error("The batch does not go on.");
    await sleep(POLL_MS);
  }
}

/** Kills, brings the server back if it was its turn, and lets the batch go on before the next one dies. */
async function killOnce(state: State, victim: Victim, random: () => number): Promise<void> {
  while (!(await kill(victim, state.server, random))) await sleep(POLL_MS);
  state.killedAt = performance.now();
  if (victim === "server" || victim === "everything") state.server = await state.start();
  await until(() => state.killedAt === null);
}

/** Each once a number of lines drawn by lot has been acknowledged, and a moment drawn by lot has passed. */
async function killTimes(state: State, options: CampaignOptions): Promise<Report["kills"]> {
  const { times, findings, random, say } = options;
  const { lines } = state.acknowledged;
  const kills = { server: 0, postmaster: 0, backend: 0, everything: 0 };
  const thresholds = Array.from({ length: times }, () => Math.floor(random() * findings * 0.9));
  for (const [i, threshold] of thresholds.sort((a, b) => a - b).entries()) {
    const victim = VICTIMS[i % VICTIMS.length] ?? "server";
    await until(() => lines.size >= threshold);
    await sleep(random() * JITTER_MS);
    say(`${i + 1}. ${victim} at ${lines.size} acknowledged lines`);
    await killOnce(state, victim, random);
    kills[victim] += 1;
  }
  state.killing = false;
  return kills;
}

/** Starts the mails once there are cases to write about. */
async function beginMail(state: State, mailbox: Mailbox, random: () => number) {
  const token = await state.server.token("analyst");
  return await correspond(() => ({ url: state.server.url, token }), mailbox, random);
}

async function wage(
  installation: Installation,
  mailbox: Mailbox,
  options: CampaignOptions,
): Promise<Report> {
  const env = { ASSAY_MAIL_URL: mailbox.url, ASSAY_MAIL_FROM: "Desk <desk@lakeside.example>" };
  const start = () => startServer({ installation, env, args: ["--log-level", "warn"] });
  const server = await start();
  const token = await server.token("finder");
  const lines = linesToSend(options.findings);
  const state: State = {
    server,
    start,
    lines,
    token,
    acknowledged: collectAnswers(),
    sendings: 0,
    killedAt: null,
    killing: true,
    longestOutage: 0,
  };
  const correspondence: Correspondence = await beginMail(state, mailbox, options.random);
  try {
    const [kills] = await Promise.all([killTimes(state, options), sendAll(state)]);
    await correspondence.stop();
    const after = await examine(state.server, { ...state, mailbox, correspondence, key: KEY });
    return { ...after, kills, sendings: state.sendings, longestOutage: state.longestOutage };
  } finally {
    await correspondence.stop();
    await state.server.stop();
  }
}

/**
 * kill -9 of the server, of Postgres and of its processes while a batch comes in and mail goes out; then everything is
 * counted. What was lost, doubled or contradicts itself stands in `faults`.
 */
export async function campaign(options: CampaignOptions): Promise<Report> {
  const installation = makeInstallation();
  const mailbox = await openMailbox();
  try {
    return await wage(installation, mailbox, options);
  } finally {
    await mailbox.close();
    installation.remove();
  }
}
