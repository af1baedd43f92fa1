import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Role } from "../../src/core/access/role.ts";
import { makeFolder } from "../../src/testing/folder.ts";
import { type Watchdog, watchOver } from "../../src/testing/watchdog.ts";

export type ServerOptions = {
  /** Flags after `start --port 0 --data DIR`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** An installation to go on with, of `makeInstallation`; otherwise a new one, removed by `stop`. */
  readonly installation?: Installation;
};

/** The data of one server after another. Goes with the process that made it, however that ends. */
export type Installation = {
  readonly dataDir: string;
  readonly watchdog: Watchdog;
  /** The server must have stopped. */
  readonly remove: () => void;
};

/** A server in a process of its own, as a user starts it. */
export type RunningServer = {
  /** Without a slash at its end. */
  readonly url: string;
  /** Null when somebody has enrolled already. */
  readonly enrolmentUrl: string | null;
  readonly pid: number;
  readonly dataDir: string;
  /** A new API token of the local party; takes half a second. */
  readonly token: (role: Role) => Promise<string>;
  /** What the server has written on its standard error. */
  readonly log: () => string;
  /** As a user stops it; answers its exit status. */
  readonly stop: () => Promise<number | null>;
  /** kill -9 of the server; its Postgres and its data stay. */
  readonly kill: () => Promise<void>;
};

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const NODE = ["--disable-warning=ExperimentalWarning", MAIN];

/** Ours, without the settings of whoever runs the tests. */
const cleanEnv = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith("ASSAY_") && name !== "DATABASE_URL",
    ),
  );

export function makeInstallation(): Installation {
  const folder = makeFolder("assay-e2e-");
  const watchdog = watchOver(folder);
  const dataDir = join(folder, "data");
  mkdirSync(dataDir, { mode: 0o711 });
  return { dataDir, watchdog, remove: watchdog.release };
}

/** Starts a server on a free port; throws with what it said when it does not come up. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const installation = options.installation ?? makeInstallation();
  const { dataDir, watchdog } = installation;
  const env = { ...cleanEnv(), ...options.env };
  const child = spawn(
    process.execPath,
    [...NODE, "start", "--port", "0", "--data", dataDir, ...(options.args ?? [])],
    { stdio: ["ignore", "pipe", "pipe"], env },
  );
  watchdog.mind(child.pid ?? 0);
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => said.push(chunk));
  const address = await firstAddress(child, gone, () => said.join(""));
  const { origin } = new URL(address);
  return {
    url: origin,
    enrolmentUrl: address === `${origin}/` ? null : address,
    pid: child.pid ?? 0,
    dataDir,
    token: (role) => makeToken(dataDir, role, env),
    log: () => said.join(""),
    stop: async () => {
      child.kill("SIGTERM");
      const status = await gone;
      if (!options.installation) installation.remove();
      return status;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function firstAddress(
  child: ChildProcess & { readonly stdout: NodeJS.ReadableStream },
  gone: Promise<unknown>,
  said: () => string,
): Promise<string> {
  const lines = createInterface({ input: child.stdout });
  return await new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      const [, found] = /^Assay is at (\S+)/.exec(line) ?? [];
      if (found) resolve(found);
    });
    void gone.then(() => reject(new Error(`The server did not start.\n${said()}`)));
  });
}

async function makeToken(dataDir: string, role: Role, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(
    process.execPath,
    [...NODE, "token", "create", "--role", role, "--data", dataDir, "--json"],
    { stdio: ["ignore", "pipe", "pipe"], env },
  );
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (out === "") throw new Error(`No token for ${role}.\n${err}`);
  return (JSON.parse(out) as { token: string }).token;
}
