import { isFields } from "../../assert/reading.ts";

/** The entries of one sample in an archive: by "" where it is one, else by their names below its folder ("sample.json", "messages/0.json", …). */
export type SampleEntries = ReadonlyMap<string, unknown>;

/**
 * A sample as one value. Version 3 of the format takes long samples apart: `sample.json` names its messages by ranges of one sequence, and texts
 * by their place in another.
 */
export function joinSample(entries: SampleEntries): unknown {
  const whole = entries.get("");
  if (whole !== undefined) return whole;
  const shell = entries.get("sample.json");
  if (!isFields(shell)) return shell ?? {};
  const pool = sequenceOf(entries, "messages");
  const refs = Array.isArray(shell.message_refs) ? (shell.message_refs as unknown[]) : null;
  return {
    ...shell,
    messages: refs === null ? pool : refs.flatMap((range) => within(pool, range)),
    attachments: Object.fromEntries(sequenceOf(entries, "attachments").entries()),
  };
}

/** Chunks are named by the place of their first item. */
function sequenceOf(entries: SampleEntries, sequence: string): unknown[] {
  const startOf = (name: string): number => Number(/\/(\d+)\.json$/.exec(name)?.[1]);
  return [...entries]
    .filter(([name]) => name.startsWith(`${sequence}/`))
    .toSorted(([a], [b]) => startOf(a) - startOf(b))
    .flatMap(([, chunk]) => (Array.isArray(chunk) ? (chunk as unknown[]) : []));
}

/** A range is a first place and the one behind its last. */
const within = (pool: readonly unknown[], range: unknown): unknown[] =>
  Array.isArray(range) ? pool.slice(Number(range[0]), Number(range[1])) : [];
