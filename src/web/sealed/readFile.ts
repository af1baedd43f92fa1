import type { PlaintextFindings } from "#core/guard/plaintext.ts";
import { filePieces } from "./platform.ts";

/**
 * Reads a file in this page before any of it is sealed: with the same engine as everything that leaves, a megabyte in memory.
 * The engine is fetched when somebody seals, and not before.
 */
export async function readFile(file: Blob): Promise<PlaintextFindings> {
  const { openPlaintext } = await import("#core/guard/plaintext.ts");
  const plaintext = openPlaintext();
  for await (const piece of filePieces(file)) plaintext.push(piece);
  return plaintext.end();
}
