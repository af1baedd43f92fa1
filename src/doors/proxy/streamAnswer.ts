import type { ServerResponse } from "node:http";
import type { UpstreamAnswered } from "#actions/guard/connectUpstream.ts";
import { GuardedStream } from "#core/guard/proxy/guardedStream.ts";
import { SPEECHES } from "#core/guard/proxy/protocols.ts";
import { toHeaders } from "#core/guard/proxy/report.ts";
import { askAbout, type Decided } from "./escalation.ts";
import { Flow } from "./flow.ts";
import { toClientHeaders } from "./headers.ts";
import { type Exchange, mayAsk, readingOf, standingHeaders } from "./parts.ts";

const RESET = {
  code: "upstream_broken",
  message: "The connection to the model's side broke before the answer's end.",
};

const INTERNAL = { code: "internal", message: "The proxy could not carry this out." };

/** A stream from the model's side to the client. Resolves when it is over, one way or the other. */
export async function streamAnswer(
  exchange: Exchange,
  answer: UpstreamAnswered,
  response: ServerResponse,
): Promise<void> {
  const { policy, protocol, choices, parts } = exchange;
  const reading = readingOf(exchange);
  const policyHash = policy.record.hash;
  const { open } = SPEECHES[protocol];
  const options = { open, reading, policy: policyHash, choices, mayAsk: mayAsk(exchange) };
  const guarded = new GuardedStream(options);
  response.writeHead(200, {
    ...toClientHeaders(answer.headers, reading),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    ...standingHeaders(exchange),
    trailer: "assay-guard-verdict, assay-guard-findings",
  });
  // Whoever reads nothing for so long is gone; while a person is waited for there are comments.
  response.setTimeout(2 * parts.limits.silenceMs, () => response.destroy());
  const flow = new Flow(response, answer.body);
  let by: Decided["by"] = null;
  try {
    await carry(guarded, answer, flow, response);
    const isGone = response.destroyed && !response.writableEnded;
    if (guarded.state === "waiting" && !isGone) by = await askForStream(exchange, guarded, flow);
    const { "assay-guard-policy": _, ...trailers } = toHeaders(guarded.report());
    flow.end(trailers);
  } finally {
    flow.end({});
    exchange.record.put(judgedBy(guarded, by));
  }
}

/** A person decides about what is held of a stream; what they let go leaves. */
async function askForStream(
  exchange: Exchange,
  guarded: GuardedStream,
  flow: Flow,
): Promise<Decided["by"]> {
  flow.keepAlive();
  const decided = await askAbout(exchange, guarded.held(), guarded.report().findings);
  if (decided.kind === "held") flow.write(guarded.refuse(decided.outcome, decided.reason));
  else {
    const outcome = decided.how === "as-is" ? "released" : "rewritten";
    flow.write(guarded.release(decided.reading, outcome));
  }
  return decided.by;
}

const judgedBy = (guarded: GuardedStream, decidedBy: Decided["by"]) => ({
  report: guarded.report(),
  texts: guarded.held(),
  output: guarded.left(),
  decidedBy,
});

/** A connection on which everything was said is used again, where it ends soon. */
const DRAIN_MS = 1_000;

function leave(guarded: GuardedStream, { body }: UpstreamAnswered): void {
  if (!guarded.isHeardOut) {
    body.destroy();
    return;
  }
  const cut = setTimeout(() => body.destroy(), DRAIN_MS);
  body.once("close", () => clearTimeout(cut));
  body.resume();
}

/** Until the answer is over, broken, or nobody listens any more. */
function carry(
  guarded: GuardedStream,
  answer: UpstreamAnswered,
  flow: Flow,
  response: ServerResponse,
): Promise<void> {
  const { body } = answer;
  return new Promise((resolve, reject) => {
    const settle = (text: string): void => {
      flow.write(text);
      resolve();
    };
    /** A fault of our own: nothing more leaves, the client is told, and so is the operator. */
    const work = (step: () => void): void => {
      try {
        step();
      } catch (error) {
        flow.write(guarded.break(INTERNAL));
        body.destroy();
        reject(error);
      }
    };
    const take = (piece: Buffer): void => {
      flow.write(guarded.push(piece));
      if (guarded.state === "open") return;
      leave(guarded, answer);
      resolve();
    };
    body.on("data", (piece: Buffer) => {
      if (guarded.state === "open") work(() => take(piece));
    });
    body.once("end", () => work(() => settle(guarded.end())));
    body.on("error", () => settle(guarded.break(RESET)));
    body.once("close", () => settle(guarded.break(RESET)));
    response.once("close", () => {
      if (!response.writableFinished) flow.stop();
      if (guarded.state === "open") body.destroy();
      resolve();
    });
  });
}
