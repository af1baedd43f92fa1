import { expect, test } from "vitest";
import { toTermsMessage } from "#core/review/termsHash.ts";
import { readSignature, signCommand } from "./signCommand.ts";

test("the command writes the very bytes that are to be signed", () => {
  const hash = "ab".repeat(32);
  const written = /printf '([^']*)'/.exec(signCommand(hash))?.[1]?.replaceAll("\\n", "\n");
  expect(written).toBe(new TextDecoder().decode(toTermsMessage(hash)));
});

test("a signature is read with the line breaks that tools put in, and nothing else is", () => {
  const signature = `${"0aF".repeat(42)}1b`;
  expect(readSignature(`${signature.slice(0, 60)}\n${signature.slice(60)}\n`)).toBe(
    signature.toLowerCase(),
  );
  for (const other of ["", signature.slice(1), `${signature}0`, signature.replace("F", "g")])
    expect(readSignature(other)).toBe(undefined);
});
