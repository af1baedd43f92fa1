import { fromBase64, toBase64 } from "../base64.ts";
import { HASH } from "./treeHash.ts";

/** A log's tree head (C2SP tlog-checkpoint). `size` counts leaves. */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

/** The text of the note that a log signs. */
export const toCheckpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/** `undefined` when the text is no checkpoint. Extension lines are allowed and ignored. */
export function parseCheckpointText(text: string): Checkpoint | undefined {
  const lines = text.split("\n");
  const [origin = "", size = "", base64 = ""] = lines;
  const root = fromBase64(base64);
  if (lines.pop() !== "" || lines.includes("") || !/^(0|[1-9]\d*)$/.test(size)) return undefined;
  if (root?.length !== HASH || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root };
}
