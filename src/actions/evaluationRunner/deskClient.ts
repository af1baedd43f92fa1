import { type Ask, askForJson } from "#core/sealed/ask.ts";
import { patiently } from "#core/sealed/patience.ts";
import { httpAsk } from "#outside/sealed/httpAsk.ts";
import { patience } from "#outside/sealed/patience.ts";

/** What the server says of one line. */
export type LineAnswer = {
  readonly line: number;
  readonly status: "stored" | "known" | "refused";
  readonly trial: string | null;
  readonly problem: string | null;
};

/** A server, as who runs evaluations asks it. Throws `Declined` for its no, `Unreached` where it does not answer. */
export type DeskClient = {
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: object) => Promise<T>;
  readonly sendLines: (path: string, lines: readonly string[]) => Promise<LineAnswer[]>;
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece.slice());
  return Buffer.concat(parts).toString();
}

export const openDeskClient = (ask: Ask): DeskClient => ({
  get: async <T>(path: string) => (await askForJson(ask, { method: "GET", path })) as T,
  post: async <T>(path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const sent = encode(JSON.stringify(body));
    return (await askForJson(ask, { method: "POST", path, headers, body: sent })) as T;
  },
  sendLines: async (path, lines) => {
    const headers = { "content-type": "application/x-ndjson" };
    const body = encode(lines.map((line) => `${line}\n`).join(""));
    const answer = await ask({ method: "POST", path, headers, body });
    const text = await readAll(answer.pieces());
    if (answer.status !== 200)
      throw new Error(`The server answered ${answer.status}: ${text.slice(0, 300)}`);
    const answers = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as LineAnswer);
    // A stream that was cut: what was answered is stored, and what is sent again is known.
    if (answers.length < lines.length)
      return [
        ...answers,
        ...(await openDeskClient(ask).sendLines(path, lines.slice(answers.length))),
      ];
    return answers;
  },
});

/** Asks again where the server is away for a moment. */
export const askDesk = (url: string, token: string): Ask =>
  patiently(httpAsk(url, token), patience);

export const connectDesk = (url: string, token: string): DeskClient =>
  openDeskClient(askDesk(url, token));
