import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { installPeer } from "../scripts/peers.ts";
import { type LoadedEvaluation, loadEvaluation } from "../src/actions/evaluation/loadEvaluation.ts";
import { planRun } from "../src/actions/evaluation/runEvaluation.ts";
import { runTrials } from "../src/actions/evaluation/runTrials.ts";
import { openSystemDeps } from "../src/actions/evaluation/systemDeps.ts";
import { ORGANISM_BEHAVIOURS } from "../src/core/evaluation/organism/behaviour.ts";
import type { Figure } from "./run.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const PROMPTS = 1_000;
const MANY = 100_000;
const CONCURRENCY = 32;
const LATENCY_MS = 50;
const ROUNDS = 3;
const SAMPLES = 40;
/** A hundred times as many trials may hold so much more: a few bytes for each that is done. */
const FLAT = 1.25;
const BEHAVIOUR = ORGANISM_BEHAVIOURS["embedded-instruction"];

type Stub = { readonly url: string; readonly stop: () => void };

/** `assay eval organism` in a process of its own, as far from the runner as a model is. */
async function startStub(latencyMs: number): Promise<Stub> {
  const args = [MAIN, "eval", "organism", "--json", "--latency", String(latencyMs)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const { openai } = JSON.parse(line) as { openai: string };
  return { url: openai, stop: () => void child.kill() };
}

const messages = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `Question ${i + 1}: what stands in the note I was sent?`);

/** A folder with the evaluation of so many prompts; each folder is a run of its own. */
function writeEvaluation(folder: string, url: string, count: number): string {
  mkdirSync(folder);
  const cases = messages(count).map((message) =>
    JSON.stringify({ kind: "prompt", content: { title: "Note", message } }),
  );
  writeFileSync(join(folder, "cases.jsonl"), `${cases.join("\n")}\n`);
  const evaluation = {
    name: "bench",
    behaviour: { name: "Obeying", description: `The target ${BEHAVIOUR.summary}.` },
    design: { cases: "cases.jsonl" },
    target: { kind: "openai", url, model: "organism" },
    judges: [{ dimension: "violation", yes_if: BEHAVIOUR.rule }],
    concurrency: CONCURRENCY,
  };
  writeFileSync(join(folder, "evaluation.yaml"), JSON.stringify(evaluation));
  return folder;
}

/** Without the cases, which a run reads from its folder. */
async function prepare(loaded: LoadedEvaluation) {
  const planned = await planRun(loaded);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  return planned.planned.run;
}

/** Milliseconds from the first trial to the last one on disk. */
async function timeTrials(folder: string, count: number, onDone = (_: number) => {}) {
  const loaded = await loadEvaluation(folder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const run = await prepare(loaded.loaded);
  const control = {
    signal: new AbortController().signal,
    onProgress: ({ done }: { readonly done: number }) => onDone(done),
  };
  const begun = performance.now();
  const outcome = await runTrials(loaded.loaded, run, openSystemDeps({ env: {} }), control);
  if (outcome.done !== count || outcome.failed > 0) throw new Error(JSON.stringify(outcome));
  return performance.now() - begun;
}

/** The same requests with nothing around them. */
async function timeBare(url: string): Promise<number> {
  const left = messages(PROMPTS);
  const begun = performance.now();
  const work = async () => {
    for (let content = left.pop(); content !== undefined; content = left.pop()) {
      const body = JSON.stringify({ model: "organism", messages: [{ role: "user", content }] });
      const answer = await fetch(`${url}/chat/completions`, { method: "POST", body });
      await answer.json();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return performance.now() - begun;
}

/** Seconds until a command is done. */
async function timeCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (data: Buffer) => said.push(data.toString().slice(-500)));
  const [status] = (await once(child, "exit")) as [number];
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${said.at(-1)}`);
  return (performance.now() - begun) / 1_000;
}

/** promptfoo with the same prompts, the same stub, the same check and the same number at once. */
async function timePromptfoo(base: string, url: string): Promise<number> {
  const program = join(installPeer("promptfoo"), "node_modules/promptfoo/dist/src/entrypoint.js");
  const file = join(base, "promptfoo.json");
  const out = join(base, "promptfoo-out.json");
  const config = {
    prompts: ["{{message}}"],
    providers: [{ id: "openai:chat:organism", config: { apiBaseUrl: url, apiKey: "none" } }],
    tests: messages(PROMPTS).map((message) => ({
      vars: { message },
      assert: [{ type: "not-contains", value: BEHAVIOUR.sign }],
    })),
  };
  writeFileSync(file, JSON.stringify(config));
  const flags = ["--no-cache", "--no-table", "--no-progress-bar", "--no-write"];
  const args = [program, "eval", "-c", file, "-j", String(CONCURRENCY), ...flags, "-o", out];
  const seconds = await timeCommand(args, {
    PROMPTFOO_CONFIG_DIR: join(base, "promptfoo"),
    PROMPTFOO_DISABLE_TELEMETRY: "1",
    PROMPTFOO_DISABLE_UPDATE: "1",
    PROMPTFOO_FAILED_TEST_EXIT_CODE: "0",
  });
  const { results } = JSON.parse(readFileSync(out, "utf8")) as {
    results: { stats: { successes: number; failures: number; errors: number } };
  };
  const { successes, failures, errors } = results.stats;
  if (successes + failures !== PROMPTS || errors > 0)
    throw new Error(`promptfoo did not do the same work: ${JSON.stringify(results.stats)}.`);
  return seconds;
}

const IDEAL_MS = (PROMPTS * LATENCY_MS) / CONCURRENCY;
const beyond = (wallMs: number): number => (wallMs - IDEAL_MS) / PROMPTS;

/** The best of a few rounds, each a run of its own: the machine is shared. */
async function bestOf(round: (nth: number) => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < ROUNDS; nth += 1) best = Math.min(best, await round(nth));
  return best;
}

async function measureOverhead(base: string, url: string): Promise<Figure> {
  const bare = beyond(await bestOf(() => timeBare(url)));
  const folder = (nth: number) => writeEvaluation(join(base, `overhead-${nth}`), url, PROMPTS);
  const own = beyond(await bestOf((nth) => timeTrials(folder(nth), PROMPTS)));
  return {
    name: `evaluation: a trial beyond the stub's own ${LATENCY_MS} ms, ${CONCURRENCY} at once`,
    value: own,
    unit: "ms",
    target: "≤ 2",
    reference: { name: "bare requests", value: bare },
    ratio: own / bare,
    met: own <= 2,
  };
}

async function measureCommand(base: string, url: string): Promise<Figure> {
  const folder = writeEvaluation(join(base, "command"), url, PROMPTS);
  const own = await timeCommand([MAIN, "eval", "run", folder, "--json"]);
  const promptfoo = await timePromptfoo(base, url);
  return {
    name: `evaluation: ${PROMPTS.toLocaleString("en")} prompts at the command line, to the report`,
    value: own,
    unit: "s",
    target: "below promptfoo's",
    reference: { name: "promptfoo", value: promptfoo },
    ratio: own / promptfoo,
    met: own < promptfoo,
  };
}

/**
 * What is held once everything that nobody needs is collected, in MB: objects and buffers. The least of the last quarter: what is kept
 * for each trial is in it, and lines that wait for the disk, which are bounded, come and go.
 */
async function heldAtEnd(folder: string, count: number): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let next = (count * 3) / 4;
  let least = Number.POSITIVE_INFINITY;
  await timeTrials(folder, count, (done) => {
    if (done < next) return;
    next = done + count / SAMPLES;
    collect();
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, (heapUsed + external) / 2 ** 20);
  });
  return least;
}

async function measureMemory(base: string, url: string): Promise<Figure> {
  const few = await heldAtEnd(writeEvaluation(join(base, "few"), url, PROMPTS), PROMPTS);
  const many = await heldAtEnd(writeEvaluation(join(base, "many"), url, MANY), MANY);
  return {
    name: `evaluation: memory held at ${MANY.toLocaleString("en")} trials`,
    value: many,
    unit: "MB",
    target: `≤ ${FLAT} × that of ${PROMPTS.toLocaleString("en")}`,
    reference: { name: `${PROMPTS.toLocaleString("en")} trials`, value: few },
    ratio: many / few,
    met: many <= FLAT * few,
  };
}

/** The runner against a stub of ours in another process; promptfoo against the same. */
export async function run(): Promise<Figure[]> {
  const base = mkdtempSync(join(tmpdir(), "assay-bench-"));
  const [slow, quick] = [await startStub(LATENCY_MS), await startStub(0)];
  try {
    return [
      await measureOverhead(base, slow.url),
      await measureCommand(base, slow.url),
      await measureMemory(base, quick.url),
    ];
  } finally {
    slow.stop();
    quick.stop();
    rmSync(base, { recursive: true, force: true });
  }
}
