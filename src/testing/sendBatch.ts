import { Agent, type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { BatchLine } from "#contract/clearinghouse/report.ts";
import { linesOf } from "#doors/http/clearinghouse/lines.ts";

export type BatchCall = {
  readonly url: string;
  readonly token: string;
  readonly body: Readable | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  readonly key?: string;
  readonly onAnswer?: (answer: BatchLine) => void | Promise<void>;
  readonly signal?: AbortSignal;
};

export type BatchOutcome = {
  /** Null when no answer began. */
  readonly status: number | null;
  /** True when the server has answered to the end. */
  readonly complete: boolean;
  readonly answers: readonly BatchLine[];
  /** Why it broke off; for people. */
  readonly broken: string | null;
};

const LONGEST_ANSWER = 64 * 1024 * 1024;
const PIECE = 65_536;

export function* inPieces(whole: string): Generator<Uint8Array> {
  const bytes = Buffer.from(whole);
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

async function readAnswers(
  response: IncomingMessage,
  answers: BatchLine[],
  onAnswer: BatchCall["onAnswer"],
): Promise<void> {
  for await (const { bytes } of linesOf(response, LONGEST_ANSWER)) {
    const answer = JSON.parse(Buffer.from(bytes ?? []).toString()) as BatchLine;
    answers.push(answer);
    await onAnswer?.(answer);
  }
}

async function refuse(response: IncomingMessage): Promise<never> {
  throw new Error(`${response.statusCode}: ${await text(response)}`);
}

/** Streams a batch both ways, as a client does that may be cut off at any byte. Throws nothing. */
export async function sendBatch(call: BatchCall): Promise<BatchOutcome> {
  const answers: BatchLine[] = [];
  const headers = { authorization: `Bearer ${call.token}`, "content-type": "application/x-ndjson" };
  const asked = request(`${call.url}/api/reports/batch?name=test`, {
    method: "POST",
    agent: new Agent({ keepAlive: false }),
    headers: { ...headers, ...(call.key === undefined ? {} : { "idempotency-key": call.key }) },
    ...(call.signal ? { signal: call.signal } : {}),
  });
  let status: number | null = null;
  const answered = new Promise<void>((resolve, reject) => {
    asked.once("error", reject);
    asked.once("close", () => status ?? reject(new Error("closed without an answer")));
    asked.once("response", (response) => {
      status = response.statusCode ?? 0;
      const read =
        status === 200 ? readAnswers(response, answers, call.onAnswer) : refuse(response);
      read.then(resolve, reject);
    });
  });
  const sent = pipeline(Readable.from(call.body), asked).catch(() => undefined); // the answer says more
  try {
    await answered;
    await sent;
    return { status, complete: true, answers, broken: null };
  } catch (error) {
    asked.destroy();
    return { status, complete: false, answers, broken: String(error) };
  }
}
