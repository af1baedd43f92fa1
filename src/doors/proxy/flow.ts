import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";

const KEEP_ALIVE_MS = 10_000;

/** Writes what comes in one go of the event loop in one piece, and lets the source wait while the client is slow. */
export class Flow {
  readonly #response: ServerResponse;
  readonly #source: Readable;
  #pending = "";
  #isScheduled = false;
  #beat: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse, source: Readable) {
    this.#response = response;
    this.#source = source;
    response.on("drain", () => source.resume());
  }

  write(text: string): void {
    if (text === "") return;
    this.#pending += text;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.flush());
  }

  flush(): void {
    this.#isScheduled = false;
    const text = this.#pending;
    this.#pending = "";
    if (text === "" || this.#response.writableEnded || this.#response.destroyed) return;
    if (!this.#response.write(text)) this.#source.pause();
  }

  /** Comments, so that nobody takes a connection on which a person is waited for as broken. */
  keepAlive(): void {
    this.#beat ??= setInterval(() => this.write(": waiting for a decision\n\n"), KEEP_ALIVE_MS);
  }

  end(trailers: Readonly<Record<string, string>>): void {
    clearInterval(this.#beat);
    this.flush();
    if (this.#response.writableEnded || this.#response.destroyed) return;
    this.#response.addTrailers(trailers);
    this.#response.end();
  }

  stop(): void {
    clearInterval(this.#beat);
    this.#pending = "";
  }
}
