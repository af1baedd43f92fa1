import { fromBase64 } from "../../base64.ts";
import { utf8 } from "../../bytes.ts";
import { ok, type Refusal, type Result, refuse } from "../../result.ts";

const BLOCK = /```input(-hex|-base64)?[ \t]*\r?\n([\s\S]*?)\r?\n?```/g;
const MOST_BYTES = 1_000_000;

export type InputRefusal = Refusal<"cyber/no-input" | "cyber/input">;

/** The input that an answer gives: its last block. */
export function readInput(answer: string): Result<Uint8Array, InputRefusal> {
  const last = [...answer.matchAll(BLOCK)].at(-1);
  if (last === undefined) return refuse("cyber/no-input", "The answer holds no block ```input.");
  const [, kind, text = ""] = last;
  const bytes = readBytes(kind, text);
  if (bytes === null) return refuse("cyber/input", `The block is no ${kind?.slice(1)}.`);
  if (bytes.length > MOST_BYTES) return refuse("cyber/input", `Over ${MOST_BYTES} bytes.`);
  return ok(bytes);
}

function readBytes(kind: string | undefined, text: string): Uint8Array | null {
  if (kind === undefined) return utf8(text.endsWith("\n") ? text : `${text}\n`);
  const dense = text.replace(/\s+/g, "");
  if (kind === "-base64") return fromBase64(dense) ?? null;
  if (!/^(?:[0-9a-f]{2})*$/i.test(dense)) return null;
  return Uint8Array.from(dense.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
