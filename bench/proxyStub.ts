/** The model's side of bench/proxy.ts, in a process of its own: answers every request with the same stream, as fast as it is read. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** As a model writes them: each when it is there. */
const EVENTS_IN_PACKET = 1;
const tokens = Number(process.argv[2] ?? 100_000);
const TEXT =
  "The parser reads a length from the request and copies as many bytes into the buffer without any check. An attacker who controls the token can therefore overwrite memory; update to version 2.3.1 of the library when it is there. ";
const WORDS = TEXT.match(/ ?[^ ]{1,5}| /g) ?? [];

const chunk = (delta: object, finish: string | null): string =>
  `data: ${JSON.stringify({
    id: "chatcmpl-AbCdEf0123",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "stub-1",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  })}\n\n`;

const packets: Buffer[] = [];
for (let at = 0; at < tokens; at += EVENTS_IN_PACKET) {
  const events = Array.from({ length: Math.min(EVENTS_IN_PACKET, tokens - at) }, (_, i) =>
    chunk({ content: WORDS[(at + i) % WORDS.length] ?? "" }, null),
  );
  packets.push(Buffer.from(events.join("")));
}
packets.push(Buffer.from(`${chunk({}, "stop")}data: [DONE]\n\n`));

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "text/event-stream" });
  let next = 0;
  const write = (): void => {
    while (next < packets.length) {
      const packet = packets[next];
      next += 1;
      if (packet && !response.write(packet)) {
        response.once("drain", write);
        return;
      }
    }
    response.end();
  };
  write();
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("disconnect", () => process.exit(0));
