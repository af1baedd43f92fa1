/** One server-sent event (WHATWG HTML, 9.2). `event` is "message" where the stream names none. */
export type SseEvent = { readonly event: string; readonly data: string };

export type SseReader = {
  /** Takes the next piece, cut anywhere, and gives the events that are whole now. */
  readonly push: (piece: string | Uint8Array) => SseEvent[];
  /** What was still open: a last event without its blank line is given too, as servers forget it. */
  readonly end: () => SseEvent[];
};

type Open = { event: string; data: string[] };

function takeLine(line: string, open: Open): SseEvent | null {
  if (line === "") {
    const whole =
      open.data.length === 0
        ? null
        : { event: open.event === "" ? "message" : open.event, data: open.data.join("\n") };
    open.event = "";
    open.data = [];
    return whole;
  }
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
  if (name === "data") open.data.push(value);
  if (name === "event") open.event = value;
  return null;
}

/** A line ends with CR LF, LF or CR; a CR at the end of a piece may be half of the first. */
const LINE_END = /\r\n|\n|\r(?!$)/g;

export function openSseReader(): SseReader {
  const decoder = new TextDecoder("utf-8");
  const open: Open = { event: "", data: [] };
  const parts: string[] = [];
  let endsWithCr = false;
  const read = (text: string): SseEvent[] => {
    // Only a piece that ends a line is worth joining: a long line in many pieces is joined once.
    if (text === "") return [];
    parts.push(text);
    const mayEnd = endsWithCr || /[\r\n]/.test(text);
    endsWithCr = text.endsWith("\r");
    if (!mayEnd) return [];
    const lines = parts.join("").split(LINE_END);
    const rest = lines.pop() ?? "";
    parts.length = 0;
    if (rest !== "") parts.push(rest);
    return lines.map((line) => takeLine(line, open)).filter((event) => event !== null);
  };
  return {
    push: (piece) =>
      read(typeof piece === "string" ? piece : decoder.decode(piece, { stream: true })),
    end: () => [...read(decoder.decode()), ...read("\n"), ...read("\n\n")],
  };
}

/** One event as a server writes it; `event` is left out where it is "message". */
export function toSseText({ event, data }: SseEvent): string {
  const lines = data.split("\n").map((line) => `data: ${line}\n`);
  return `${event === "message" ? "" : `event: ${event}\n`}${lines.join("")}\n`;
}
