import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type Asked = { readonly message: string; readonly history: readonly unknown[] };
type Answer = (asked: Asked, response: ServerResponse) => unknown;

/** A target of `POST {message, history}` on this machine. `answer` gives the body, or writes the response itself and gives undefined. */
export async function openPlainTarget(answer: Answer) {
  const seen: Asked[] = [];
  const open = { now: 0, most: 0 };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = JSON.parse(await text(request)) as Asked;
    seen.push(asked);
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    const body = await answer(asked, response);
    open.now -= 1;
    if (body === undefined) return;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/chat`,
    seen,
    /** How many were being answered at once, at most. */
    mostOpen: () => open.most,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
