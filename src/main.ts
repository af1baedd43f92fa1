/**
 * The one place where rooms meet: reads what is configured, opens what is outside, hands it to actions and doors.
 * Every command loads only what it needs.
 */
import { once } from "node:events";
import { fstatSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import type { Deps } from "#actions/deps.ts";
import { COMMANDS, type CommandContext, findCommand, helpWith } from "#doors/cli/commands.ts";
import { type Config, describeSettings, originOf, readConfig } from "#outside/config/config.ts";
import { type Flags, readFlags } from "#outside/config/flags.ts";
import { type Log, openLog, standardError } from "#outside/log/log.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
};
const KEYS = "keys";

/** What the process ends with when whoever reads is gone. */
let whenUnread = 0;
// `assay case list | head` closes the pipe when it has enough: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(whenUnread);
  const why = error.code === "ENOSPC" ? "No space is left" : error.message;
  process.stderr.write(`assay: standard output cannot be written. ${why}.\n`);
  process.exit(2);
});

/** What bin/assay found closed; it is of this process alone. */
const isClosed = {
  input: process.env.ASSAY_CLOSED_INPUT !== undefined,
  output: process.env.ASSAY_CLOSED_OUTPUT !== undefined,
};
delete process.env.ASSAY_CLOSED_INPUT;
delete process.env.ASSAY_CLOSED_OUTPUT;
if (process.env.NODE_COMPILE_CACHE === join(ROOT, "node_modules/.cache/assay"))
  delete process.env.NODE_COMPILE_CACHE;

/** Nothing, or an empty text, is not what somebody wanted who gave none. */
function standardInput() {
  if (isClosed.input)
    throw new Error("Standard input is closed. Give the text there, or </dev/null for none.");
  if (fstatSync(0).isDirectory())
    throw new Error("Standard input is a folder. Give a file's text there.");
  return process.stdin;
}

const io = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

const warned = new Set<string>();

/** Settings for commands that need them; faults are told all at once and end the process with 2. */
function settingsOf(flags: Flags) {
  const read = readConfig({ flags, env: process.env, root: ROOT, cwd: process.cwd() });
  if (read.ok) {
    for (const warning of read.warnings.filter((one) => !warned.has(one))) {
      warned.add(warning);
      io.err(`assay: ${warning}\n`);
    }
    return read;
  }
  for (const { message } of read.problems) io.err(`assay: ${message}\n`);
  process.exit(2);
}
const configOf = (flags: Flags): Config => settingsOf(flags).config;

/** The database of the installation, migrated: the embedded one, started or joined, or the one DATABASE_URL names. */
async function openStore(config: Config, log: Log) {
  const { prepareDatabase } = await import("#store/prepare.ts");
  const { openDatabase } = await import("#store/database.ts");
  const onLost = (err: Error) => log.warn({ err }, "a database connection was lost");
  if (config.databaseUrl !== null) {
    const { appUrl } = await prepareDatabase(config.databaseUrl);
    const db = openDatabase(appUrl, { onLost });
    return {
      db,
      postgres: null,
      ownerUrl: config.databaseUrl,
      appUrl,
      close: () => db.destroy(),
    };
  }
  const { openPostgres } = await import("#outside/postgres/embedded.ts");
  const postgres = await openPostgres({
    dataDir: config.dataDir,
    log: (message, detail) => log.info({ ...detail }, message),
  });
  await prepareDatabase(postgres.url("assay_owner"));
  const db = openDatabase(postgres.url("assay_app"), { onLost });
  const close = async () => {
    await db.destroy();
    await postgres.close();
  };
  return {
    db,
    postgres,
    ownerUrl: postgres.url("assay_admin"),
    appUrl: postgres.url("assay_app"),
    close,
  };
}

type Store = Awaited<ReturnType<typeof openStore>>;

/** Everything an action may touch. `jobs` is the server's; a command that wakes nothing goes without. */
async function openDeps(
  config: Config,
  { db }: Store,
  origin: string,
  jobs: Deps["jobs"],
): Promise<Deps> {
  const { systemChance: chance } = await import("#outside/chance/chance.ts");
  const { openDesk } = await import("#actions/access/setUpDesk.ts");
  const { openValidator } = await import("#outside/advisory/validator.ts");
  const { openContentStore } = await import("#outside/files/contentStore.ts");
  const { openLedgerKey } = await import("#outside/ledger/noteKey.ts");
  const { openSealedStore } = await import("#outside/sealed/sealedStore.ts");
  const { openOrCreateSigningKey } = await import("#outside/keys/openpgp.ts");
  const { openOrCreateMinisignKey } = await import("#outside/keys/minisign.ts");
  const { openGuardKey } = await import("#outside/keys/guardKey.ts");
  const { DEFAULT_LIMITS } = await import("#core/formats/limits.ts");
  const now = () => new Date();
  const desk = await openDesk({ db, now, chance }, { slug: "main", name: "Assay desk" });
  const keys = join(config.dataDir, KEYS);
  const contact = config.mailFrom?.replace(/^.*<(.+)>$/, "$1") ?? "desk@assay.invalid";
  const { hostname, host } = new URL(origin);
  return {
    db,
    now,
    chance,
    version,
    contact,
    jobs,
    ledgerKey: await openLedgerKey(join(keys, "ledger.pem")),
    ledgerHost: host,
    site: { name: "Assay", rpId: hostname, origin, desk },
    oidc: await openIdentityProvider(config, origin),
    files: openContentStore(join(config.dataDir, "files")),
    sealed: openSealedStore(join(config.dataDir, "sealed")),
    limits: { ...DEFAULT_LIMITS, fileBytes: config.maxFileBytes },
    validate: openValidator().validate,
    signers: {
      openpgp: await openOrCreateSigningKey(keys, { name: desk.name, email: contact }),
      minisign: await openOrCreateMinisignKey(keys),
    },
    guardKey: await openGuardKey(keys),
    publishedDir: join(config.dataDir, "published"),
  };
}

async function openIdentityProvider(config: Config, origin: string) {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  if (issuer === null || clientId === null || clientSecret === null) return null;
  const { openOidc } = await import("#outside/access/oidc.ts");
  const redirectUri = `${origin}/api/oidc/callback`;
  const isPrivate = config.oidcNetwork === "private";
  const client = { clientId, clientSecret, redirectUri };
  return openOidc({ name: config.oidcName, issuer, isPrivate, ...client });
}

/** For commands on the server's machine: the installation's own database, without a server. */
async function openHere(flags: Flags) {
  const config = configOf(flags);
  const log = openLog({ level: "warn", to: standardError() });
  const store = await openStore(config, log);
  const jobs = { wake: async () => {} };
  const deps = await openDeps(config, store, originOf(config, config.port), jobs);
  return { config, deps, ...store };
}

/** What the doctor looks at; the database is opened only when it gets there. */
const examineWith: CommandContext["examineWith"] = async (config, flags) => {
  const { openLedgerKey } = await import("#outside/ledger/noteKey.ts");
  const keyDir = join(config.dataDir, KEYS);
  let store: Store | undefined;
  const open = async () => {
    store ??= await openStore(configOf(flags), openLog({ level: "silent", to: standardError() }));
    return store;
  };
  return {
    input: {
      settings: describeSettings(settingsOf(flags)),
      dataDir: config.dataDir,
      keyDir,
      port: config.port,
      mailUrl: config.mailUrl,
      now: () => new Date(),
      database: async () => ({
        ownerUrl: (await open()).ownerUrl,
        isEmbedded: config.databaseUrl === null,
      }),
      ledgerKey: () => openLedgerKey(join(keyDir, "ledger.pem")),
    },
    close: async () => await store?.close(),
  };
};

const context: CommandContext = {
  version,
  root: ROOT,
  io,
  env: process.env,
  readFlags,
  configOf,
  openHere,
  input: standardInput,
  write: async (text, unread = 0) => {
    if (isClosed.output)
      throw new Error("Standard output is closed. Say where the answer goes, or >/dev/null.");
    whenUnread = unread;
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  },
  readFile: async (path) => (path === "-" ? await buffer(process.stdin) : await readFile(path)),
  writeFile: async (folder, name, text) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
    return join(folder, name);
  },
  examineWith,
  openApi: async (url, token) => (await import("#outside/api/client.ts")).openApi(url, token),
  serve: async (flags) => {
    const { serve } = await import("#doors/serve.ts");
    const config = configOf(flags);
    const log = openLog({ level: config.logLevel, to: standardError() });
    const { startJobs } = await import("#store/jobs/jobs.ts");
    const { openMailer } = await import("#outside/mail/mailer.ts");
    return await serve({
      config,
      log,
      root: ROOT,
      io,
      openStore: () => openStore(config, log),
      openDeps: (store, origin, jobs) => openDeps(config, store, origin, jobs),
      startJobs: (url) => startJobs(url, (err) => log.error({ err }, "a job failed")),
      mailer: config.mailUrl === null ? null : openMailer(config.mailUrl),
    });
  },
};

/** What cannot be done is said in a sentence; where it is a mistake of ours, with its place. */
function sayFailure(name: string, error: unknown): number {
  const isPlain = error instanceof Error && error.constructor === Error;
  io.err(`assay ${name}: ${isPlain ? error.message : inspect(error)}\n`);
  return 1;
}

const { command, args } = findCommand(COMMANDS, process.argv.slice(2));
if (command) {
  const { name } = command;
  process.exitCode = await command.run(args, context).catch((error) => sayFailure(name, error));
} else {
  const argv = process.argv.slice(2);
  const { isAsked, text } = helpWith(COMMANDS, argv);
  if (argv[0] === "--version") io.out(`${version}\n`);
  else (isAsked ? io.out : io.err)(text);
  process.exitCode = isAsked || argv[0] === "--version" ? 0 : 2;
}
