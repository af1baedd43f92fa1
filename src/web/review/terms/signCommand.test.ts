import { expect, test } from "vitest";
import { signedTerms } from "#core/review/termsHash.ts";
import { signedUncounted } from "#core/review/uncountedHash.ts";
import { readSignature, signCommand } from "./signCommand.ts";

const uncounted = signedUncounted("a review", { days: ["2026-09-23"], reason: "Ours." });

test.each([
  ["terms", signedTerms("ab".repeat(32))],
  ["uncounted days", uncounted],
] as const)("the command writes the very bytes that are to be signed: %s", (what, signed) => {
  const written = /printf '([^']*)'/.exec(signCommand(what, signed.hash))?.[1];
  const message = new TextDecoder().decode(signed.message);
  expect(written?.replaceAll("\\n", "\n")).toBe(message);
});

test("a signature is read with the line breaks that tools put in, and nothing else is", () => {
  const signature = `${"0aF".repeat(42)}1b`;
  expect(readSignature(`${signature.slice(0, 60)}\n${signature.slice(60)}\n`)).toBe(
    signature.toLowerCase(),
  );
  for (const other of ["", signature.slice(1), `${signature}0`, signature.replace("F", "g")])
    expect(readSignature(other)).toBe(undefined);
});
