import { equalBytes, fromUtf8 } from "../bytes.ts";
import { type Checkpoint, parseCheckpointText } from "./checkpoint.ts";
import { bad, type Checked, type LogFolder } from "./logFolder.ts";
import { type NoteVerifier, parseNote, signersOf } from "./note.ts";

/** More than any signed checkpoint needs. */
const LARGEST_NOTE = 1_000_000;
const CHECKPOINT_FILE = /^checkpoint(\.\d+)?$/;

/** A signed checkpoint and the file it stands in. */
export type Head = Checkpoint & { readonly where: string };

/** Whose signature is trusted, and the origin that their checkpoints must name. */
export type Trust = {
  readonly keys: readonly NoteVerifier[];
  /** The key's own name when `undefined`, as C2SP recommends. */
  readonly origin: string | undefined;
};

/** Reads a checkpoint and checks its signature and origin. */
export function checkHead(bytes: Uint8Array, where: string, trust: Trust): Checked<Head> {
  const note = parseNote(fromUtf8(bytes) ?? "");
  if (!note) return bad(where, "is not a signed note");
  const signers = signersOf(note, trust.keys);
  if (!signers) return bad(where, "carries no valid signature by the key given");
  const checkpoint = parseCheckpointText(note.text);
  if (!checkpoint) return bad(where, "is signed, but is not a checkpoint");
  const origins = trust.origin === undefined ? signers.map(({ name }) => name) : [trust.origin];
  if (!origins.includes(checkpoint.origin)) {
    return bad(where, `is of the log ${checkpoint.origin}, not of ${origins.join(" or ")}`);
  }
  return { ok: true, value: { ...checkpoint, where } };
}

/** Every checkpoint in the folder, largest first. One named `checkpoint` must be among them. */
export async function checkHeads(
  folder: LogFolder,
  trust: Trust,
): Promise<Checked<readonly [Head, ...Head[]]>> {
  const names = (await folder.list(""))?.files.filter((name) => CHECKPOINT_FILE.test(name)) ?? [];
  if (!names.includes("checkpoint")) return bad("checkpoint", "is missing");
  const heads: Head[] = [];
  for (const name of names) {
    const bytes = await folder.read(name, LARGEST_NOTE);
    const head = bytes ? checkHead(bytes, name, trust) : bad(name, "is missing");
    if (!head.ok) return head;
    heads.push(head.value);
  }
  const [largest, ...rest] = heads.sort((a, b) => b.size - a.size);
  if (!largest) return bad("checkpoint", "is missing");
  const split = rest.find(
    ({ size, root }) => size === largest.size && !equalBytes(root, largest.root),
  );
  if (split) return bad(split.where, `signs another root than ${largest.where} at the same size`);
  return { ok: true, value: [largest, ...rest] };
}

export const isCheckpointName = (name: string): boolean => CHECKPOINT_FILE.test(name);
