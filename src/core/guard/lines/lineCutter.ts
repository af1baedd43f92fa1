/** A line without its newline; `isTooLong`: only its beginning is kept. */
export type CutLine = { readonly bytes: Uint8Array; readonly isTooLong: boolean };

const NEWLINE = 0x0a;
/** Of a line that is too long, as much is kept as its id may take. */
const KEPT = 4_096;
const ROOM = 65_536;

/** Cuts bytes that come in pieces into lines, and keeps no more of them than the one that is not over. */
export class LineCutter {
  readonly #longest: number;
  #buffer = new Uint8Array(ROOM);
  /** Bytes of the line so far, and how many of them are in the buffer. */
  #length = 0;
  #kept = 0;

  /** `longest`: of a line, in bytes. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Lines that end in this piece; each is good until the next is asked for. */
  *push(piece: Uint8Array): Generator<CutLine> {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      yield this.#close(piece.subarray(from, at));
      from = at + 1;
    }
    if (from < piece.length) this.#keep(piece.subarray(from));
  }

  /** The last line, when no newline ends it. */
  *end(): Generator<CutLine> {
    if (this.#length > 0) yield this.#close(new Uint8Array());
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#longest) {
      const head = part.subarray(0, Math.max(0, KEPT - this.#kept));
      this.#buffer.set(head, this.#kept);
      this.#kept = Math.min(this.#kept + head.length, KEPT);
      return;
    }
    if (this.#length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length));
      larger.set(this.#buffer.subarray(0, this.#kept));
      this.#buffer = larger;
    }
    this.#buffer.set(part, this.#kept);
    this.#kept = this.#length;
  }

  #close(last: Uint8Array): CutLine {
    if (this.#length === 0 && last.length <= this.#longest)
      return { bytes: last, isTooLong: false };
    this.#keep(last);
    const line = {
      bytes: this.#buffer.subarray(0, this.#kept),
      isTooLong: this.#length > this.#longest,
    };
    this.#length = 0;
    this.#kept = 0;
    if (this.#buffer.length > ROOM * 16) this.#buffer = new Uint8Array(ROOM);
    return line;
  }
}
