import { decodeUtf8 } from "#core/formats/text.ts";
import { Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { MOST_BYTES, TOO_LONG } from "./lineRun.ts";

/** All of standard input. Throws where it is more than is read, or no UTF-8. */
export async function readText({ input }: Pick<CommandContext, "input">): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of input()) {
    length += piece.length;
    if (length > MOST_BYTES) throw new Unasked(`The text cannot be read. ${TOO_LONG}`);
    pieces.push(piece);
  }
  if (length === 0) return "";
  const decoded = decodeUtf8(Buffer.concat(pieces));
  if (!decoded.ok)
    throw new Unasked(`The text cannot be read. ${decoded.problems[0]?.message ?? ""}`);
  return decoded.byteOrderMark ? `\ufeff${decoded.text}` : decoded.text;
}
