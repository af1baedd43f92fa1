import { describe, expect, test } from "vitest";
import { readChunkLine, readTextLine } from "./guardLine.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (line: string, isFirst = false) => readTextLine(bytes(line), isFirst);

describe("a line to be read by the guard", () => {
  test.each([
    ['{"id":"a","text":"b"}', { ok: true, id: "a", value: "b" }],
    ['{"id":7,"text":"","more":[1]}\r', { ok: true, id: 7, value: "" }],
    ['{"text":"b"}', { ok: true, id: null, value: "b" }],
    ['{"id":null,"text":"\\ud800 \\u0000"}', { ok: true, id: null, value: "\ud800 \u0000" }],
  ])("%j is one", (line, read) => {
    expect(text(line)).toEqual(read);
  });

  test.each([
    ['{"id":"a","text":1}', "a", '"text" is missing'],
    ['{"id":"a"}', "a", '"text" is missing'],
    ['{"id":{},"text":"b"}', null, '"id" is'],
    ['{"id":12345678901234567890,"text":"b"}', null, '"id" is'],
    ['["a","b"]', null, "no JSON object"],
    ['{"id":"a\\"b","text":"b"', 'a"b', "Column 24"],
    ['{"id": 12, "text": nothing}', 12, "Column 20"],
    [`{"id":"a","text":${"[".repeat(100_000)}`, "a", "more than 32 deep"],
    ['\ufeff{"id":"a","text":"b"}', "a", "Column 1"],
    [
      '{"id":"a","text":"b","text":"c"}',
      "a",
      'The key "text" stands twice in one object. Keep one.',
    ],
    ['{"id":"a","text":"b","more":[{"x":1,"x":2}]}', "a", 'The key "x" stands twice'],
  ])("%j is none, and its id is told where it has one", (line, id, fault) => {
    expect(text(line)).toMatchObject({ ok: false, id, fault: expect.stringContaining(fault) });
  });

  test("is none where its bytes are no UTF-8", () => {
    const line = Buffer.concat([bytes('{"id":"a","text":"'), Buffer.from([0xff]), bytes('"}')]);
    expect(readTextLine(line, true)).toMatchObject({
      ok: false,
      id: "a",
      fault: expect.stringContaining("offset 18"),
    });
  });

  test("may begin with a byte-order mark when it is the first", () => {
    expect(text('\ufeff{"id":"a","text":"b"}', true)).toMatchObject({ ok: true, value: "b" });
  });

  test.each([
    ['{"id":"a","chunks":["b","c"]}', { ok: true, id: "a", value: ["b", "c"] }],
    ['{"id":"a","chunks":[]}', { ok: true, id: "a", value: [] }],
    [
      '{"id":"a","chunks":["b",1]}',
      { ok: false, id: "a", fault: '"chunks" has at 1 what is no string.' },
    ],
    [
      '{"id":"a","text":"b"}',
      { ok: false, id: "a", fault: '"chunks" is missing, or is no array.' },
    ],
  ])("%j with chunks", (line, read) => {
    expect(readChunkLine(bytes(line), false)).toEqual(read);
  });
});
