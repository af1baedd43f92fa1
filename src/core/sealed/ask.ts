import { concatBytes, fromUtf8 } from "../bytes.ts";

export type AskRequest = {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the server's address, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A view that nobody changes until the answer is there. */
  readonly body?: Uint8Array;
};

export type AskAnswer = {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** To be read once; throws `BrokenOff` where the connection breaks. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** In place of reading. */
  readonly discard: () => Promise<void>;
};

/** A server as `core` sees it. Throws `Unreached` where there is no answer, and nothing for any status. */
export type Ask = (request: AskRequest) => Promise<AskAnswer>;

/** There was no answer. It may be there again in a while. */
export class Unreached extends Error {}

/** The answer did not come to its end. */
export class BrokenOff extends Error {}

/** The server's no, as a sentence. */
export class Declined extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** What a server has to say besides payloads: a few lines of JSON, or the hashes of a hundred thousand parts. */
const TEXT_LIMIT = 16 * 2 ** 20;

async function readText(answer: AskAnswer): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.pieces()) {
    size += piece.length;
    if (size > TEXT_LIMIT) throw new Declined(answer.status, "", "The answer has no end.");
    pieces.push(piece.slice());
  }
  return fromUtf8(concatBytes(...pieces)) ?? "";
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

async function declinedBy(answer: AskAnswer): Promise<Declined> {
  const text = await readText(answer);
  const { detail, code } = parseObject(text) ?? { detail: text.slice(0, 200) };
  const said = typeof detail === "string" && detail !== "" ? detail : "It does not say why.";
  const sentence = `The server answered ${answer.status}: ${said}`;
  return new Declined(answer.status, typeof code === "string" ? code : "", sentence);
}

/** The answer, where its status is one of those wanted. Throws `Declined`. */
export async function askFor(
  ask: Ask,
  request: AskRequest,
  wanted: readonly number[],
): Promise<AskAnswer> {
  const answer = await ask(request);
  if (!wanted.includes(answer.status)) throw await declinedBy(answer);
  return answer;
}

/** The JSON object that is answered. Throws `Declined`, also for what is no JSON. */
export async function askForJson(ask: Ask, request: AskRequest) {
  const answer = await askFor(ask, request, [200, 201]);
  const value = parseObject(await readText(answer));
  if (value === undefined)
    throw new Declined(answer.status, "", "What answers there is no Assay: it sent no JSON.");
  return value;
}
