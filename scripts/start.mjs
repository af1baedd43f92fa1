// `npm start` and `assay start`. Plain JavaScript for Node 20: nothing is installed yet when it runs first.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBundle } from "./bundle.mjs";
import { checkRuntime, ensureInstalled, fail, findNode, ROOT } from "./install.mjs";

const args = process.argv.slice(2);
checkRuntime();
ensureInstalled({ dev: false });
const node = findNode();
if (!args.includes("--help") && !ensureBundle(node)) {
  fail("the web pages could not be built; see above.");
}

const command = [
  "--disable-warning=ExperimentalWarning",
  join(ROOT, "src/main.ts"),
  "start",
  ...args,
];

function become() {
  process.removeAllListeners("warning"); // execve is announced as experimental on each use
  process.execve(node, [node, ...command], process.env);
}

/** Where a process cannot become another one (Node 20): stay, and hand every signal on. */
function supervise() {
  const child = spawn(node, command, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => {
      const isFromTerminal = signal !== "SIGTERM" && process.stdin.isTTY;
      if (!isFromTerminal) child.kill(signal); // a terminal tells the whole group itself
    });
  }
  child.on("error", (error) => {
    console.error(`assay: ${node} does not start: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

if (typeof process.execve === "function") become();
else supervise();
