import type { ServerResponse } from "node:http";
import type { UpstreamAnswered } from "#actions/guard/connectUpstream.ts";
import { GuardedStream } from "#core/guard/proxy/guardedStream.ts";
import { SPEECHES } from "#core/guard/proxy/protocols.ts";
import { toHeaders } from "#core/guard/proxy/report.ts";
import { askAbout } from "./escalation.ts";
import { Flow } from "./flow.ts";
import { toClientHeaders } from "./headers.ts";
import { type Exchange, mayAsk, readingOf, standingHeaders } from "./parts.ts";

const RESET = {
  code: "upstream_broken",
  message: "The connection to the model's side broke before the answer's end.",
};

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
  const flow = new Flow(response, answer.body);
  await carry(guarded, answer, flow, response);
  const isGone = response.destroyed && !response.writableEnded;
  let by = null;
  if (guarded.state === "waiting" && !isGone) {
    flow.keepAlive();
    const decided = await askAbout(exchange, guarded.held(), guarded.report().findings);
    by = decided.by;
    if (decided.kind === "held") flow.write(guarded.refuse(decided.outcome, decided.reason));
    else
      flow.write(
        guarded.release(decided.reading, decided.how === "as-is" ? "released" : "rewritten"),
      );
  }
  const report = guarded.report();
  const { "assay-guard-policy": _, ...trailers } = toHeaders(report);
  flow.end(trailers);
  const milliseconds = performance.now() - exchange.begun;
  const texts = guarded.held();
  parts.record?.({ policy, report, texts, output: guarded.left(), decidedBy: by, milliseconds });
}

/** Until the answer is over, broken, or nobody listens any more. */
function carry(
  guarded: GuardedStream,
  { body }: UpstreamAnswered,
  flow: Flow,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      body.destroy();
      resolve();
    };
    body.on("data", (piece: Buffer) => {
      flow.write(guarded.push(piece));
      if (guarded.state !== "open") stop();
    });
    body.once("end", () => {
      flow.write(guarded.end());
      resolve();
    });
    body.on("error", () => {
      flow.write(guarded.fail(RESET));
      resolve();
    });
    body.once("close", resolve);
    response.once("close", () => {
      flow.stop();
      stop();
    });
  });
}
