import type { CheckedFile, FileJob, Job, JudgedRule, Reading, ReadJob, RuleJob } from "./jobs.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** The guard's engine in a thread of this page's own. Nothing that it reads leaves the browser. */
export type Reader = {
  readonly read: (text: string, job: Omit<ReadJob, "do">) => Promise<Reading>;
  readonly judgeRule: (job: Omit<RuleJob, "do">) => Promise<JudgedRule>;
  readonly checkFile: (text: string, job: Omit<FileJob, "do">) => Promise<CheckedFile>;
  /** What is under way is given up and never answered. */
  readonly close: () => void;
};

/** UTF-16 units handed over in one go: some milliseconds. */
const PIECE = 1_000_000;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function handOver(worker: Worker, of: number, text: string): Promise<void> {
  const post = (message: ToWorker) => worker.postMessage(message);
  for (let at = 0; at < text.length; at += PIECE) {
    if (at > 0) await pause();
    post({ of, piece: text.slice(at, at + PIECE) });
  }
}

export function openReader(): Reader {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<
    number,
    { readonly take: (answer: unknown) => void; readonly fail: (error: Error) => void }
  >();
  let last = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    const { of, answer, failed } = data;
    if (failed === undefined) waiting.get(of)?.take(answer);
    else waiting.get(of)?.fail(new Error(failed));
    waiting.delete(of);
  });
  worker.addEventListener("error", () => {
    for (const { fail } of waiting.values())
      fail(new Error("The guard could not be started in this browser. Reload the page."));
    waiting.clear();
  });
  const ask = async <T>(job: Job, text = ""): Promise<T> => {
    last += 1;
    const of = last;
    await handOver(worker, of, text);
    return await new Promise<T>((resolve, reject) => {
      waiting.set(of, { take: (answer) => resolve(answer as T), fail: reject });
      worker.postMessage({ of, job } satisfies ToWorker);
    });
  };
  return {
    read: (text, job) => ask({ do: "read", ...job }, text),
    judgeRule: (job) => ask({ do: "rule", ...job }),
    checkFile: (text, job) => ask({ do: "file", ...job }, text),
    close: () => worker.terminate(),
  };
}
