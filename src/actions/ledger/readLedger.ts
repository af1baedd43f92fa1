import type { Asker } from "#core/access/asker.ts";
import { toBase64 } from "#core/base64.ts";
import { countIn } from "#core/cursor.ts";
import type { Deps } from "../deps.ts";
import { listEntries } from "./listEntries.ts";
import { sequenceEntries } from "./sequenceEntries.ts";

/** The signed head of a desk's log, and what to verify it with. */
export async function readCheckpoint(deps: Deps, deskId: string) {
  const head = await sequenceEntries(deps, deskId);
  return {
    checkpoint: head.note,
    vkey: deps.ledgerKey.verifierKey(head.origin),
    size: head.size,
    root: toBase64(head.root),
  };
}

export async function readEntries(
  deps: Deps,
  asker: Asker,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  await sequenceEntries(deps, asker.deskId);
  const before = countIn(after, Number.MAX_SAFE_INTEGER);
  const entries = await listEntries(deps, asker, { before, limit });
  const items = entries.map(({ index, at, commitment, body }) => ({
    index,
    at,
    commitment,
    body: body && {
      kind: body.kind,
      actor: body.actor.label,
      subject: { ...body.subject } as Record<string, unknown>,
      detail: body.detail as unknown,
    },
  }));
  const last = items.at(-1)?.index ?? 0;
  return { items, next: last > 0 ? String(last) : null };
}
