import { join } from "node:path";
import type { Identity } from "#core/evaluation/identity.ts";
import { toArtefactFile } from "#core/evaluation/runFolder/rows.ts";
import { findText, writeWhole } from "#outside/runFolder/files.ts";

/** Writes an artefact beside those that are there. One that is there already is the same. */
export async function writeArtefact(
  folder: string,
  kind: string,
  id: Identity,
  content: unknown,
): Promise<string> {
  const path = join(folder, "artefacts", toArtefactFile(kind, id));
  if ((await findText(path)) === null)
    await writeWhole(path, `${JSON.stringify({ kind, id, content }, null, 2)}\n`);
  return path;
}
