import { join } from "node:path";
import { FILES } from "#core/evaluation/runFolder/rows.ts";
import { openJournal } from "#outside/runFolder/journal.ts";

/** Notes when work on a run began and ended. */
export async function noteHistory(
  folder: string,
  at: Date,
  event: "started" | "stopped" | "finished" | "judged" | "reported",
  about: Readonly<Record<string, unknown>>,
): Promise<void> {
  const journal = await openJournal(join(folder, FILES.history));
  await journal.append(JSON.stringify({ at: at.toISOString(), event, ...about }));
  await journal.close();
}
