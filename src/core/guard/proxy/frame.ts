/** One server-sent event (WHATWG HTML, 9.2). `event` is empty where the stream names none. */
export type SseEvent = { readonly event: string; readonly data: string };

/** Units that one event may have; a stream that never ends its event would fill the memory. */
export const LONGEST_FRAME = 16 * 1_048_576;

export class FrameFault extends Error {}

/**
 * Cuts a stream of events into frames: what stands between blank lines, as text, its line ends made LF. An event whose
 * blank line never came is none (WHATWG HTML, 9.2.6), so it is not given.
 */
export class FrameReader {
  #rest = "";
  /** Parts of a frame whose end has not come; joined only then. */
  #parts: string[] = [];
  #length = 0;
  #hasReturns = false;
  #endsInReturn = false;

  /** Throws a `FrameFault` where a frame is too long. */
  push(piece: string): string[] {
    const text = this.#newlines(piece);
    if (text === "") return [];
    const last = this.#parts.at(-1) ?? "";
    const mayEnd = text.includes("\n\n") || (last.endsWith("\n") && text.startsWith("\n"));
    this.#parts.push(text);
    this.#length += text.length;
    if (!mayEnd) {
      if (this.#length > LONGEST_FRAME)
        throw new FrameFault("One event of the stream is too long.");
      return [];
    }
    this.#rest = this.#parts.length === 1 ? text : this.#parts.join("");
    this.#parts = [];
    return this.#take();
  }

  #take(): string[] {
    const frames: string[] = [];
    const text = this.#rest;
    let at = 0;
    for (;;) {
      while (text.charCodeAt(at) === 10) at += 1;
      const end = text.indexOf("\n\n", at);
      if (end < 0) break;
      frames.push(text.slice(at, end));
      at = end + 2;
    }
    const rest = text.slice(at);
    this.#rest = "";
    this.#length = rest.length;
    if (rest !== "") this.#parts.push(rest);
    return frames;
  }

  /** A CR at the end of a piece may be half of a line's end. */
  #newlines(piece: string): string {
    if (!this.#hasReturns && !piece.includes("\r")) return piece;
    this.#hasReturns = true;
    const begun = this.#endsInReturn && piece.startsWith("\n") ? piece.slice(1) : piece;
    if (piece !== "") this.#endsInReturn = piece.endsWith("\r");
    return begun.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  }
}

/** Comments, ids and times to try again are left out: a guard passes on what it knows. Undefined: the frame has no data. */
export function parseFrame(frame: string): SseEvent | undefined {
  let event = "";
  const data: string[] = [];
  for (const line of frame.split("\n")) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (name === "data") data.push(value);
    if (name === "event") event = value;
  }
  return data.length === 0 ? undefined : { event, data: data.join("\n") };
}
