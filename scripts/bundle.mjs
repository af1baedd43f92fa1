// Plain JavaScript for Node 20: used by start.mjs and test.mjs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./install.mjs";

const INPUTS = ["src/web", "src/contract", "src/core", "vite.config.ts", "package-lock.json"];
/** Vite empties its folder first, so a build that was cut off leaves none. */
const MARKER = join(ROOT, "dist/web/.inputs");

function* filesIn(path) {
  if (statSync(join(ROOT, path)).isFile()) {
    yield path;
    return;
  }
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesIn(`${path}/${entry.name}`);
    else if (!entry.name.includes(".test.")) yield `${path}/${entry.name}`;
  }
}

function hashInputs() {
  const hash = createHash("sha256");
  for (const input of INPUTS) {
    for (const file of filesIn(input)) {
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(ROOT, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/** Builds dist/web when its sources are not those it was built from. False when that fails. */
export function ensureBundle(node) {
  const inputs = hashInputs();
  if (existsSync(MARKER) && readFileSync(MARKER, "utf8") === inputs) return true;
  console.error("assay: building the web pages …");
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const done = spawnSync(node, [vite, "build", "--logLevel", "warn"], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (done.status !== 0) return false;
  writeFileSync(MARKER, inputs);
  return true;
}
