import { type GuardLine, idIn } from "#core/guard/lines/guardLine.ts";
import { LineCutter } from "#core/guard/lines/lineCutter.ts";
import type { CommandContext } from "../context.ts";

/** The longest text, or line, that is read. Bytes. */
export const MOST_BYTES = 128 * 1024 * 1024;
export const TOO_LONG = `It is longer than ${MOST_BYTES / 1024 / 1024} MiB. Split it.`;

/** Text is handed on in pieces of about so many units. */
const AT_ONCE = 65_536;

type LineWork<T> = {
  readonly read: (bytes: Uint8Array, isFirst: boolean) => GuardLine<T>;
  /** The record of a line, in pieces, with its newline. */
  readonly answer: (line: Extract<GuardLine<T>, { ok: true }>) => Iterable<string>;
  readonly refuse: (line: Extract<GuardLine<T>, { ok: false }>) => string;
};

const isBlank = (bytes: Uint8Array): boolean =>
  bytes.length < 64 && bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/** Collects text and hands it on when there is enough of it. */
class Out {
  readonly #write: CommandContext["write"];
  #text = "";

  constructor(write: CommandContext["write"]) {
    this.#write = write;
  }

  async put(pieces: Iterable<string>): Promise<void> {
    for (const piece of pieces) {
      this.#text += piece;
      if (this.#text.length >= AT_ONCE) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (text !== "") await this.#write(text);
  }
}

/**
 * Answers standard input line by line, in order, and holds no more than one of them. What was answered goes out whenever
 * nothing more has come, so that another program may wait for each answer. Gives the number of lines that could not be read.
 */
export async function answerLines<T>(
  { input, write, io }: Pick<CommandContext, "input" | "write" | "io">,
  name: string,
  work: LineWork<T>,
): Promise<number> {
  const cutter = new LineCutter(MOST_BYTES);
  const out = new Out(write);
  let number = 0;
  let unread = 0;

  const answer = async (lines: ReturnType<LineCutter["push"]>): Promise<void> => {
    for (const { bytes, isTooLong } of lines) {
      number += 1;
      if (isBlank(bytes) && !isTooLong) continue;
      const line: GuardLine<T> = isTooLong
        ? { ok: false, id: idIn(bytes), fault: TOO_LONG }
        : work.read(bytes, number === 1);
      if (line.ok) await out.put(work.answer(line));
      else {
        unread += 1;
        io.err(`assay ${name}: line ${number} cannot be read. ${line.fault}\n`);
        await out.put([work.refuse(line)]);
      }
    }
  };

  for await (const piece of input()) {
    await answer(cutter.push(piece));
    await out.flush();
  }
  await answer(cutter.end());
  await out.flush();
  return unread;
}
