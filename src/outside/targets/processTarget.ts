import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Price } from "#core/evaluation/run/budget.ts";
import { readPlainReply, toPlainQuestion } from "#core/evaluation/target/plainTarget.ts";
import { parseBody } from "#core/models/answer.ts";
import { ok, type Result, refuse } from "#core/result.ts";
import { toTargetReply } from "./plainReply.ts";
import type { Target, TargetRefusal } from "./target.ts";

export type ProcessTarget = {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly isTraced: boolean;
  readonly price: Price | null;
  readonly timeoutMs: number;
};

type Worker = {
  readonly ask: (line: string, signal: AbortSignal) => Promise<Result<string, TargetRefusal>>;
  readonly isUsable: () => boolean;
  readonly stop: () => void;
};

const MOST_LINE = 20_000_000;
const MOST_ERRORS = 2_000;

/**
 * A program that reads a JSON line of `{message, history}` and writes a JSON line of `{reply}`, again and again. Each conversation has a
 * process to itself while it lasts, and as many run as there are conversations: none waits for another's answer.
 */
export function openProcessTarget(target: ProcessTarget): Target {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const take = (): Worker => {
    const kept = idle.pop();
    if (kept?.isUsable()) return kept;
    const worker = startWorker(target);
    all.add(worker);
    return worker;
  };
  const giveBack = (worker: Worker): void => {
    if (worker.isUsable()) idle.push(worker);
    else {
      worker.stop();
      all.delete(worker);
    }
  };
  const openSession: Target["openSession"] = async () => {
    const worker = take();
    return {
      answer: async (messages, _tools, signal) => {
        const question = toPlainQuestion(messages);
        const begun = performance.now();
        const line = await worker.ask(JSON.stringify(question), signal);
        if (!line.ok) return line;
        const latencyMs = performance.now() - begun;
        const response = parseBody(line.value);
        const read = readPlainReply(response);
        if (!read.ok)
          return refuse(
            read.refusal.code,
            `${target.command.join(" ")} wrote ${JSON.stringify(line.value.slice(0, 80))}: ${read.refusal.detail}`,
          );
        const { isTraced, price } = target;
        const raw = { request: question, response, latencyMs };
        return ok(toTargetReply(read.value, { isTraced, price, latencyMs, raw }));
      },
      close: async () => giveBack(worker),
    };
  };
  return {
    isTraced: target.isTraced,
    openSession,
    close: async () => {
      for (const worker of all) worker.stop();
    },
  };
}

type Asked = (answer: Result<string, TargetRefusal>) => void;

function startWorker({ command, cwd, env, timeoutMs }: ProcessTarget): Worker {
  const [program = "", ...args] = command;
  const child: ChildProcessWithoutNullStreams = spawn(program, args, { cwd, env });
  const name = command.join(" ");
  let asked: Asked | null = null;
  let dead: string | null = null;
  let errors = "";
  let text = "";

  const answer = (result: Result<string, TargetRefusal>): void => {
    const waiting = asked;
    asked = null;
    waiting?.(result);
  };
  const die = (why: string): void => {
    dead ??= why;
    const said = errors.trim() === "" ? "" : ` It wrote: ${errors.trim().slice(-300)}`;
    answer(refuse("target/unreachable", `${name} ${dead}.${said}`));
  };
  child.on("error", (error) => die(`cannot be started (${error.message})`));
  child.on("exit", (code, signal) => die(`ended (${signal ?? `status ${code}`})`));
  child.stdin.on("error", () => die("takes no more lines"));
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (chunk: string) => {
    errors = (errors + chunk).slice(-MOST_ERRORS);
  });
  child.stdout.on("data", (chunk: string) => {
    text += chunk;
    const at = text.indexOf("\n");
    if (at < 0 && text.length > MOST_LINE) {
      child.kill("SIGKILL");
      return die("wrote a line without end");
    }
    if (at < 0) return;
    const line = text.slice(0, at);
    text = text.slice(at + 1);
    answer(ok(line));
  });

  return {
    isUsable: () => dead === null && asked === null && text === "",
    stop: () => child.kill("SIGKILL"),
    ask: (line, signal) =>
      new Promise((resolve) => {
        if (dead !== null) return resolve(refuse("target/unreachable", `${name} ${dead}.`));
        const give = (code: TargetRefusal["code"], why: string) => () => {
          // What it says from now on would be taken for the answer to something else.
          dead ??= why;
          child.kill("SIGKILL");
          answer(refuse(code, `${name} ${why}.`));
        };
        const timer = setTimeout(
          give("target/timeout", `wrote no line within ${timeoutMs / 1000} s`),
          timeoutMs,
        );
        const cancel = give("target/cancelled", "was stopped with the run");
        signal.addEventListener("abort", cancel, { once: true });
        asked = (result) => {
          clearTimeout(timer);
          signal.removeEventListener("abort", cancel);
          resolve(result);
        };
        child.stdin.write(`${line}\n`);
      }),
  };
}
