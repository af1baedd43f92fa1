import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type StubRequest = {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};
type Answer = (request: StubRequest, response: ServerResponse) => void | Promise<void>;

/** A model's side that answers as it is told, on this machine. `close()` it afterwards. */
export async function stubModel(answer: Answer) {
  const asked: StubRequest[] = [];
  const server = createServer(async (request, response) => {
    const { url: path = "", headers } = request;
    const one = { path, headers, body: await text(request) };
    asked.push(one);
    response.on("error", () => undefined);
    await answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Writes pieces one after the other, each in a packet of its own, and ends unless told otherwise. */
export async function writePieces(
  response: ServerResponse,
  pieces: readonly (string | Uint8Array)[],
  isEnded = true,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of pieces) {
    response.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (isEnded) response.end();
}
