import { checkFile, type Job, judgeRule, readText } from "./jobs.ts";

/** Texts come in pieces, so that handing one over never holds the page up; then what to do with them. */
export type ToWorker =
  | { readonly of: number; readonly piece: string }
  | { readonly of: number; readonly job: Job };
export type FromWorker = {
  readonly of: number;
  readonly answer?: unknown;
  readonly failed?: string;
};

const pieces = new Map<number, string[]>();

function carryOut(of: number, job: Job): unknown {
  const text = (pieces.get(of) ?? []).join("");
  pieces.delete(of);
  if (job.do === "read") return readText(text, job);
  return job.do === "rule" ? judgeRule(job) : checkFile(text, job);
}

function answerTo(of: number, job: Job): FromWorker {
  try {
    return { of, answer: carryOut(of, job) };
  } catch (error) {
    return { of, failed: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if ("piece" in data) pieces.set(data.of, [...(pieces.get(data.of) ?? []), data.piece]);
  else postMessage(answerTo(data.of, data.job));
});
