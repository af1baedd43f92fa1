import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";

const LOOK_MS = 1_000;
/** So that whatever stands between does not take the line for dead. */
const BEAT_MS = 20_000;

/** Views that are open, so that a server which stops can end them instead of waiting for their readers. */
const open = new Set<() => void>();
export async function endLiveViews(): Promise<void> {
  for (const end of open) end();
}

export type LiveView<T> = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What is to be told first. */
  readonly first: T;
  /** Looks again; undefined ends the view. */
  readonly look: () => Promise<T | undefined>;
  readonly tell: (raw: ServerResponse, found: T) => void;
  /** Whether this was the last that there will be. */
  readonly isLast?: (found: T) => boolean;
};

/** Server-sent events (WHATWG HTML, 9.2): a look each second, for as long as somebody listens. */
export async function showLive<T>({ request, reply, first, look, tell, isLast }: LiveView<T>) {
  reply.hijack();
  const { raw } = reply;
  let isClosed = false;
  let wake = () => {};
  const end = () => {
    isClosed = true;
    open.delete(end);
    wake();
  };
  open.add(end);
  raw.once("close", end);
  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, LOOK_MS);
    });
  raw.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    connection: "close", // it is nobody else's afterwards, and a server that stops does not wait for it
    "x-accel-buffering": "no",
    "x-request-id": request.id,
  });
  raw.write("retry: 2000\n\n");
  let found: T | undefined = first;
  let beat = Date.now();
  try {
    while (found !== undefined && !isClosed) {
      tell(raw, found);
      if (isLast?.(found)) break;
      if (Date.now() - beat > BEAT_MS) {
        raw.write(": still here\n\n");
        beat = Date.now();
      }
      await pause();
      found = await look();
    }
  } catch (err) {
    request.log.error({ err }, "a live view broke off");
  }
  raw.end();
  open.delete(end);
}
