// `npm test`: installs what is missing, then types, lint, unused code, drift, unit, integration, browser.
// Plain JavaScript for Node 20. Its last line is `N passed, N failed` with what was skipped, if anything was;
// above it stands what failed, each with its reason: in a log that is cut off at its beginning, it is still there.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ensureBundle } from "./bundle.mjs";
import { checkRuntime, ensureInstalled, findNode, ROOT } from "./install.mjs";
import { ensureSystemPrograms, findChromium } from "./installSystem.mjs";

checkRuntime();
ensureInstalled({ dev: true });
const lacking = ensureSystemPrograms();
if (lacking) console.error(`assay: ${lacking}`);
const node = findNode();

const bin = (path) => join(ROOT, "node_modules", path);
const CHECKS = [
  ["types", [bin("typescript/bin/tsc"), "--build"]],
  ["lint", [bin("@biomejs/biome/bin/biome"), "check", "--max-diagnostics=50"]],
  ["unused code", [bin("knip/bin/knip.js")]],
  ["lock file", ["scripts/lock.mjs", "--check"]],
  ["row types", ["scripts/tables.ts", "--check"]],
];
const PROJECTS = ["unit", "integration", "browser"];

/** A developer's own settings must not reach the tests. */
function testEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => name === "ASSAY_SUITES" || !/^(ASSAY_|DATABASE_URL$|PG[A-Z]+$)/.test(name),
  );
  const chromium = findChromium();
  return { ...Object.fromEntries(kept), ...(chromium ? { ASSAY_CHROMIUM: chromium } : {}) };
}
const env = testEnvironment();

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const scratch = mkdtempSync(join(tmpdir(), "assay-results-"));

function failed(failure) {
  total.failed += 1;
  failures.push(failure);
}

/** What breaks is counted and the rest goes on. */
function timed(title, work) {
  console.log(`\n— ${title}`);
  const begun = Date.now();
  let result = "failed";
  try {
    result = work();
  } catch (error) {
    console.error(error);
    failed(`${title}: ${error}`);
  }
  console.log(`  ${title}: ${result}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

function run(args) {
  return spawnSync(node, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env,
  }).status;
}

/** Says what it has to say in one piece, at its end: others run beside it. */
function check([title, args]) {
  const begun = Date.now();
  return new Promise((resolve) => {
    const said = [];
    const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...args], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env,
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (some) => said.push(some));
    const end = (result, why) => {
      child.removeAllListeners();
      console.log(`\n— ${title}`);
      process.stdout.write(Buffer.concat(said));
      console.log(`  ${title}: ${result}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
      if (result === "failed") failed(why);
      resolve();
    };
    child.once("error", (error) => end("failed", `${title}: ${error}`));
    child.once("close", (status) => end(status === 0 ? "passed" : "failed", title));
  });
}

/** What vitest wrote; undefined when it died before it could. */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** A file that cannot be loaded has no failed test and a reason of its own. */
function readFailures(project, results) {
  return (results?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed");
    const place = `${project}: ${relative(ROOT, name)}`;
    if (tests.length === 0) return status === "failed" ? [`${place}\n${message}`] : [];
    return tests.map((test) => `${place} > ${test.fullName}\n${test.failureMessages.join("\n")}`);
  });
}

/** A run may end badly without a failed test: one is counted then. */
function testProject(project) {
  timed(project, () => {
    const file = join(scratch, `${project}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const status = run([bin("vitest/vitest.mjs"), "run", "--project", project, ...reporters]);
    const results = readResults(file);
    const found = status === 0 ? [] : readFailures(project, results);
    if (status !== 0 && found.length === 0)
      found.push(`${project}: ended with ${status ?? "a signal"}`);
    for (const failure of found) failed(failure);
    total.passed += results?.numPassedTests ?? 0;
    total.skipped += (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
    return status === 0 ? "passed" : "failed";
  });
}

const begun = Date.now();
// The types take one processor as long as all the others take the second one.
const [types, ...others] = CHECKS;
const typing = check(types);
for (const one of others) await check(one);
timed("web pages", () => {
  if (ensureBundle(node)) return "built";
  failed("web pages");
  return "failed";
});
await typing;
for (const project of PROJECTS) testProject(project);
rmSync(scratch, { recursive: true, force: true });

console.log(`\n${Math.round((Date.now() - begun) / 1000)} s`);
if (lacking) {
  total.failed = Math.max(1, total.failed);
  console.error(`assay: ${lacking}`);
}
for (const failure of failures) console.log(`\nFAILED ${failure.slice(0, 2_000)}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
