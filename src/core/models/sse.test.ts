import fc from "fast-check";
import { expect, test } from "vitest";
import { openSseReader, type SseEvent, toSseText } from "./sse.ts";

const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text));
const event = fc.record({
  event: line.filter((text) => text !== "" && !text.startsWith(" ")),
  data: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
});

function readIn(pieces: readonly (string | Uint8Array)[]): SseEvent[] {
  const reader = openSseReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

test("a stream gives the same events wherever it is cut, with any kind of line end", () => {
  const ends = fc.constantFrom("\n", "\r\n", "\r");
  const places = fc.array(fc.nat(300));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 5 }), ends, places, (events, end, places) => {
      const text = events.map(toSseText).join("").replaceAll("\n", end);
      const bytes = new TextEncoder().encode(text);
      const cuts = [0, ...places.sort((a, b) => a - b), Math.max(bytes.length, 300)];
      const inBytes = cuts.slice(1).map((to, i) => bytes.slice(cuts[i], to));
      const inText = cuts.slice(1).map((to, i) => text.slice(cuts[i], to));
      expect(readIn(inBytes)).toEqual(events);
      expect(readIn(inText)).toEqual(events);
    }),
  );
});

test("comments, ids and unknown fields are passed over; a field without a colon is empty", () => {
  const text = ": ping\nid: 7\nretry: 10\ncolour: red\ndata\ndata:x\n\n:\n\n";
  expect(readIn([text])).toEqual([{ event: "message", data: "\nx" }]);
});

test("a last event whose blank line was forgotten is given", () => {
  expect(readIn(["data: [DONE]"])).toEqual([{ event: "message", data: "[DONE]" }]);
  expect(readIn(["data: a\n\ndata: b\r"])).toHaveLength(2);
});

test("a line in a hundred thousand pieces is read in one go", () => {
  const reader = openSseReader();
  const begun = performance.now();
  for (let i = 0; i < 100_000; i += 1) reader.push(i === 0 ? "data: x" : "xxxxxxxxxx");
  expect(reader.push("\n\n")[0]?.data).toHaveLength(999_991);
  expect(performance.now() - begun).toBeLessThan(1_000);
});
