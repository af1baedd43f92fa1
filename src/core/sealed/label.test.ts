import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collect, collectUntilFault, inPieces } from "../../testing/sealed.ts";
import { utf8 } from "../bytes.ts";
import {
  type Label,
  labelFault,
  readLabelLine,
  splitLabel,
  toFileName,
  toLabelLine,
  withLabel,
} from "./label.ts";

const label: Label = { name: "weights.bin", type: "application/octet-stream", size: 5 };
const labels = fc.record({
  name: fc.string({ minLength: 1, maxLength: 255, unit: "binary" }),
  type: fc.constant("text/plain"),
  size: fc.option(fc.nat()),
});

describe("a label", () => {
  test("is read back as it was written, whatever the name", () => {
    fc.assert(
      fc.property(labels, (one) => {
        fc.pre(labelFault(one) === undefined);
        const line = toLabelLine(one);
        expect(readLabelLine(line)).toEqual({ label: one, length: line.length });
      }),
    );
  });

  test("takes as much room for a long name as for a short one", () => {
    const lengths = [1, 100, 200].map((n) => toLabelLine({ ...label, name: "x".repeat(n) }).length);
    expect(lengths).toEqual([1024, 1024, 1024]);
  });

  test("is one line, so that what follows is the content itself", async () => {
    const line = toLabelLine(label);
    expect(line.indexOf(10)).toBe(line.length - 1);
  });

  test.each([
    ["nothing", ""],
    ["another file", "PK\u0003\u0004 and more\n"],
    ["JSON of another length", `${JSON.stringify({ v: 1, ...label })}\n`],
    ["another version", `${JSON.stringify({ ...label, v: 2 }).padEnd(1023)}\n`],
    ["a name with a newline", `${JSON.stringify({ v: 1, ...label, name: "a\nb" }).padEnd(1023)}\n`],
    ["a size below nothing", `${JSON.stringify({ v: 1, ...label, size: -1 }).padEnd(1023)}\n`],
  ])("is not %s", (_, text) => expect(readLabelLine(utf8(text))).toBeUndefined());

  test.each(["", "a\u0000", "a\nb", "a\u202egpj.exe", "x".repeat(256)])(
    "is not given the name %j",
    (name) => expect(labelFault({ ...label, name })).toMatch(/name/),
  );
});

describe("labelled content", () => {
  const content = utf8("hello");
  const plaintext = (one: Label) => collect(withLabel(one, inPieces(content, 2)));

  test("comes out as it went in", async () => {
    for (const size of [5, null]) {
      const bytes = await plaintext({ ...label, size });
      const split = await splitLabel(inPieces(bytes, 1026));
      expect(split.label).toEqual({ ...label, size });
      expect(await collect(split.content)).toEqual(content);
    }
  });

  test("of another size than was said ends sealing, and opening", async () => {
    const sealing = await collectUntilFault(withLabel({ ...label, size: 6 }, inPieces(content, 2)));
    expect(sealing.error).toMatchObject({ code: "sealed/source-changed" });
    const { content: opened } = await splitLabel(inPieces(await plaintext(label), 1026));
    expect((await collectUntilFault(opened)).error).toBeUndefined();
    const short = (await plaintext(label)).slice(0, -1);
    const { content: cut } = await splitLabel(inPieces(short, 1026));
    expect((await collectUntilFault(cut)).error).toMatchObject({ code: "sealed/size-differs" });
  });

  test("without a label is not given out", async () => {
    await expect(splitLabel(inPieces(content, 5))).rejects.toMatchObject({
      code: "sealed/label-missing",
    });
  });
});

test.each([
  ["model card.pdf", "model card.pdf"],
  ["Gewichte-ß.bin", "Gewichte-ß.bin"],
  ["../../etc/hosts", undefined],
  ["..", undefined],
  [".bashrc", undefined],
  ["-rf", undefined],
  ["C:evil", undefined],
  ["a\\b", undefined],
  ["NUL", undefined],
  ["com1.txt", undefined],
  ["trailing.", undefined],
])("the name %j is taken for a file as %j", (name, file) => expect(toFileName(name)).toBe(file));
