import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newLedgerKey, toNoteVerifier } from "#outside/ledger/noteKey.ts";
import { sha256 } from "../../testing/merkle.ts";
import { parseCheckpointText, toCheckpointText } from "./checkpoint.ts";
import { parseNote, parseVerifierKey, signersOf, signNote } from "./note.ts";

const NAME = "assay.example.org/desk";
const [ours, witness] = [newLedgerKey(), newLedgerKey()];

const verifierOf = (key: typeof ours, name = NAME) => {
  const parsed = parseVerifierKey(sha256, key.verifierKey(name));
  if (!parsed) throw new Error("no key");
  return toNoteVerifier(parsed);
};
const isSigned = (note: string, ...verifiers: ReturnType<typeof verifierOf>[]) => {
  const parsed = parseNote(note);
  return parsed !== undefined && signersOf(parsed, verifiers) !== undefined;
};

const text = fc
  .array(
    fc.string({ unit: "grapheme", maxLength: 12 }).filter((line) => !/\p{Cc}/u.test(line)),
    { maxLength: 5 },
  )
  .map((lines) => [...lines, ""].join("\n") || "\n");

describe("a signed note", () => {
  test("gives back its text, empty lines included, and who signed", () => {
    fc.assert(
      fc.property(text, (body) => {
        const signed = signNote(body, [ours.signer(NAME), witness.signer("witness.example")]);
        const note = parseNote(signed);
        expect(note?.text).toBe(body);
        expect(note && signersOf(note, [verifierOf(ours)])).toEqual([
          { name: NAME, id: ours.signer(NAME).id },
        ]);
      }),
    );
  });

  test("with one character changed is refused", () => {
    const signed = signNote("the text\n", [ours.signer(NAME)]);
    for (let at = 0; at < signed.length; at++) {
      const other = String.fromCharCode(signed.charCodeAt(at) ^ 1);
      const changed = signed.slice(0, at) + other + signed.slice(at + 1);
      expect(isSigned(changed, verifierOf(ours))).toBe(false);
    }
  });

  test("is refused when a known key's signature is wrong, though another's is right", () => {
    const other = signNote("another text\n", [ours.signer(NAME)]).split("\n\n")[1] ?? "";
    const note = signNote("the text\n", [witness.signer("witness.example")]) + other;
    expect(isSigned(note, verifierOf(witness, "witness.example"))).toBe(true);
    expect(isSigned(note, verifierOf(witness, "witness.example"), verifierOf(ours))).toBe(false);
  });

  test("is refused when nobody known signed it", () => {
    const note = signNote("the text\n", [witness.signer(NAME)]);
    expect(isSigned(note, verifierOf(ours))).toBe(false);
    expect(isSigned(note)).toBe(false);
  });

  test.each([
    ["no signature", "text\n\n"],
    ["no empty line", "text\n— a AAAAAAA=\n"],
    ["no newline at the end", "text\n\n— a AAAAAAA="],
    ["a control character", "te\u0007xt\n\n— a AAAAAAA=\n"],
    ["a line that is no signature", "text\n\n— a AAAAAAA=\nthe end\n"],
    ["a signature without bytes", "text\n\n— a AAAAAA==\n"],
    ["sloppy base64", "text\n\n— a AAAAAAB=\n"],
    ["a name with a plus", "text\n\n— a+b AAAAAAA=\n"],
  ])("is none with %s", (_, note) => {
    expect(parseNote(note)).toBeUndefined();
  });
});

describe("a verifier key", () => {
  test("is refused when its name, id, type or bytes do not belong together", () => {
    const vkey = ours.verifierKey(NAME);
    const [name = "", id = "", key = ""] = vkey
      .split("+", 2)
      .concat(vkey.slice(vkey.indexOf("+", NAME.length + 1) + 1));
    expect(parseVerifierKey(sha256, vkey)?.name).toBe(NAME);
    const wrong = [
      `${name}x+${id}+${key}`,
      `${name}+${id.toUpperCase()}Z+${key}`,
      `${name}+00000000+${key}`,
      `${name}+${id}+${key.slice(0, -4)}`,
      `${name}+${id}+Ag${key.slice(2)}`,
      `${name} +${id}+${key}`,
      "",
      "private",
    ];
    for (const text of wrong) expect(parseVerifierKey(sha256, text)).toBeUndefined();
  });
});

describe("a checkpoint", () => {
  const root = new Uint8Array(sha256(Buffer.of(1)));

  test("gives back origin, size and root", () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (size) => {
        const checkpoint = { origin: NAME, size, root };
        expect(parseCheckpointText(toCheckpointText(checkpoint))).toEqual(checkpoint);
      }),
    );
  });

  const base64 = Buffer.from(root).toString("base64");
  test.each([
    ["no origin", `\n1\n${base64}\n`],
    ["a leading zero", `${NAME}\n01\n${base64}\n`],
    ["a sign", `${NAME}\n+1\n${base64}\n`],
    ["a size beyond what numbers hold", `${NAME}\n9007199254740993\n${base64}\n`],
    ["a short root", `${NAME}\n1\n${base64.slice(4)}\n`],
    ["no root", `${NAME}\n1\n`],
    ["an empty extension line", `${NAME}\n1\n${base64}\n\nmore\n`],
    ["no newline", `${NAME}\n1\n${base64}`],
  ])("is none with %s", (_, text) => {
    expect(parseCheckpointText(text)).toBeUndefined();
  });

  test("may have further lines", () => {
    expect(parseCheckpointText(`${NAME}\n1\n${base64}\nmore\n`)?.size).toBe(1);
  });
});
