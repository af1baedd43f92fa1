import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Answers with one JSON value a line (NDJSON), group by group as they come; a group that was sent is durable. */
export async function streamLines(
  request: FastifyRequest,
  reply: FastifyReply,
  answers: AsyncIterable<readonly unknown[]>,
): Promise<void> {
  reply.hijack();
  reply.raw.writeHead(200, {
    "content-type": "application/x-ndjson",
    "cache-control": "no-store",
    "x-request-id": request.id,
    "x-accel-buffering": "no",
  });
  reply.raw.flushHeaders();
  try {
    for await (const lines of answers) {
      await write(reply.raw, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    }
    reply.raw.end();
  } catch (err) {
    // What was answered is stored; the sender sees the stream cut and sends again.
    if (reply.raw.destroyed) request.log.info({ err }, "the sender of a stream went away");
    else request.log.error({ err }, "a stream broke off");
    reply.raw.destroy();
  }
}

/** Resolves once there is room for more; throws when nobody listens any longer. */
async function write(stream: ServerResponse, text: string): Promise<void> {
  if (stream.destroyed) throw new Error("The sender closed the connection.");
  if (stream.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = () => {
      stream.off("drain", settle);
      stream.off("close", settle);
      if (stream.destroyed) reject(new Error("The sender closed the connection."));
      else resolve();
    };
    stream.once("drain", settle);
    stream.once("close", settle);
  });
}
