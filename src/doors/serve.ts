import { createServer } from "node:http";
import { type AddressInfo, createServer as createSocket, type Socket } from "node:net";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { openFirstDoor } from "#actions/access/setUpDesk.ts";
import type { MailDeps } from "#actions/clearinghouse/deliverOutbox.ts";
import { publishSite } from "#actions/clearinghouse/publishSite.ts";
import type { Deps } from "#actions/deps.ts";
import type { CommandIo } from "./cli/context.ts";
import { createApp } from "./http/app.ts";
import { refuseConnection } from "./http/early.ts";
import { type JobRunner, runJobs } from "./jobs/run.ts";

type Settings = {
  readonly port: number;
  readonly host: readonly string[];
  readonly origin: string | null;
  readonly ratePerMinute: number;
  readonly mailFrom: string | null;
  readonly dataDir: string;
};

type Opened = { readonly appUrl: string; readonly close: () => Promise<void> };

export type ServerParts<S extends Opened> = {
  readonly config: Settings;
  readonly log: FastifyBaseLogger;
  readonly root: string;
  readonly io: CommandIo;
  readonly openStore: () => Promise<S>;
  readonly openDeps: (store: S, origin: string, jobs: Deps["jobs"]) => Promise<Deps>;
  readonly startJobs: (url: string) => Promise<Deps["jobs"] & JobRunner>;
  readonly mailer: MailDeps["mailer"] | null;
};

/** After a signal: as long do requests in flight have, then their connections are cut; and then everything else. */
const HANGUP_MS = 5_000;
const FORCE_MS = 20_000;

type Closing = { readonly close: () => void; readonly cut: () => void };

const DEAF: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there; stop it, or set ASSAY_PORT",
  EACCES: "you may not use this port; set ASSAY_PORT to one from 1024 on",
  EADDRNOTAVAIL: "this machine does not have this address; set ASSAY_HOST",
};

function whyDeaf(host: string, port: number, error: unknown): string {
  const { code = "", message } = error as Error & { code?: string };
  return `Assay cannot listen on ${host}, port ${port}: ${DEAF[code] ?? message}.`;
}

/** Every address of the configuration; the first one must be had, a machine without IPv6 goes without the rest. */
async function listen(app: FastifyInstance, { host, port }: Settings): Promise<Closing[]> {
  const [first = "127.0.0.1", ...others] = host;
  await app.listen({ host: first, port }).catch((error: unknown) => {
    throw new Error(whyDeaf(first, port, error), { cause: error });
  });
  return await Promise.all(others.map((address) => alsoListen(app, address, port)));
}

async function alsoListen(app: FastifyInstance, host: string, port: number): Promise<Closing> {
  // As patient as the first one: Node by itself would cut a batch off after five minutes.
  const { requestTimeout, keepAliveTimeout } = app.server;
  const patience = { requestTimeout, keepAliveTimeout };
  const server = createServer(patience, (request, response) => app.routing(request, response));
  server.on("clientError", (error, socket) => refuseConnection(error, socket as Socket));
  await new Promise<void>((resolve) => {
    server.once("error", (err) => {
      app.log.warn({ err, host }, "cannot listen on this address");
      resolve();
    });
    server.listen({ host, port, ipv6Only: host.includes(":") }, resolve);
  });
  return { close: () => server.close(), cut: () => server.closeAllConnections() };
}

/** Takes no more requests, and waits for the answers to those that there are, for a while. */
async function hangUp(app: FastifyInstance, others: readonly Closing[]): Promise<void> {
  const cut = setTimeout(() => {
    app.server.closeAllConnections();
    for (const other of others) other.cut();
  }, HANGUP_MS);
  for (const other of others) other.close();
  await app.close();
  clearTimeout(cut);
}

/** Runs until a signal asks it to end; then requests in flight are answered, jobs finish, the database is closed. */
export async function serve<S extends Opened>(parts: ServerParts<S>): Promise<number> {
  const { config, log, root, io } = parts;
  const port = config.origin === null ? await freePort(config) : config.port;
  const origin = config.origin ?? `http://localhost:${port}`;
  const store = await parts.openStore();
  const jobs = await parts.startJobs(store.appUrl);
  const deps = await parts.openDeps(store, origin, jobs);
  const mail =
    parts.mailer && config.mailFrom ? { mailer: parts.mailer, mailFrom: config.mailFrom } : null;
  await publishSite(deps, deps.site.desk.id);
  const app = await createApp({
    deps,
    log,
    files: { web: `${root}/dist/web`, published: deps.publishedDir, deskId: deps.site.desk.id },
    ratePerMinute: config.ratePerMinute,
  });
  const runner = await runJobs(deps, jobs, mail, log);
  const others = await listen(app, { ...config, port });
  const enrolment = await openFirstDoor(deps);
  // Before the address is told: whoever reads it may ask us to stop at once.
  const stopping = new Promise<string>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, resolve);
  });
  io.out(`Assay is at ${enrolment ?? `${origin}/`}\n`);
  if (enrolment)
    io.out("Open it once to become the first administrator, or to try the exercise.\n");

  const signal = await stopping;
  log.info({ signal }, "stopping");
  const forced = setTimeout(() => process.exit(1), FORCE_MS);
  forced.unref();
  await hangUp(app, others);
  await runner.stop();
  await jobs.stop();
  parts.mailer?.close();
  await store.close();
  clearTimeout(forced);
  return 0;
}

/** Port 0 has to become a number before the origin can be told. */
async function freePort({ port, host }: Settings): Promise<number> {
  if (port !== 0) return port;
  return await new Promise((resolve, reject) => {
    const probe = createSocket();
    probe.once("error", reject);
    probe.listen(0, host[0], () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
}
