/** Lines for a shell that sign the message over a hash with an Ed25519 key in a PEM file, and print what to paste. */
export const signCommand = (what: "terms" | "uncounted days", hash: string): string =>
  [
    `printf 'assay ${what} v1\\n${hash}\\n' > signed.message`,
    "openssl pkeyutl -sign -rawin -inkey my-key.pem -in signed.message | xxd -p -c 64",
  ].join("\n");

/** What was pasted, as the 128 hexadecimal digits of an Ed25519 signature; `undefined` if it is something else. */
export function readSignature(text: string): string | undefined {
  const digits = text.replaceAll(/\s/g, "").toLowerCase();
  return /^[0-9a-f]{128}$/.test(digits) ? digits : undefined;
}
