import { z } from "zod";
import { AnyJson } from "#core/anyJson.ts";
import type { Json } from "#core/canonicalJson.ts";
import { type RecordedCall, toRecordedCalls } from "#core/evaluation/tools/pastCalls.ts";
import type { TranscriptEvent } from "#core/evaluation/transcript.ts";
import type { Problem } from "#core/problem.ts";
import { readBeside } from "./readBeside.ts";

type Filled =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] };
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A call alone, or a trial with everything that was called in it. */
const Line = z.union([
  z.object({ tool: z.string().optional(), arguments: AnyJson, result: AnyJson }),
  z.object({
    events: z.array(
      z.looseObject({ view: z.array(z.string()), edit: z.looseObject({ type: z.string() }) }),
    ),
  }),
]);

/**
 * A document with the recorded calls in the place of the files that replayed tools name by `calls_file`: JSON lines of
 * `{arguments, result}` (with `tool`, those of other tools are left out), or the trials of a run. The calls are part of what the run is.
 */
export async function fillRecordedCalls(document: unknown, folder: string): Promise<Filled> {
  if (!isFields(document)) return { ok: true, value: document };
  const { tools } = document;
  const list = isFields(tools) ? tools.tools : tools;
  if (!Array.isArray(list)) return { ok: true, value: document };
  const problems: Problem[] = [];
  const filled: unknown[] = [];
  for (const [i, tool] of list.entries()) {
    const pointer = isFields(tools) ? `/tools/tools/${i}` : `/tools/${i}`;
    filled.push(await fillOne(tool, folder, `${pointer}/calls_file`, problems));
  }
  if (problems.length > 0) return { ok: false, problems };
  const own = isFields(tools) ? { ...tools, tools: filled } : filled;
  return { ok: true, value: { ...document, tools: own } };
}

async function fillOne(tool: unknown, folder: string, pointer: string, problems: Problem[]) {
  if (!isFields(tool) || typeof tool.calls_file !== "string") return tool;
  const { calls_file: file, ...rest } = tool;
  const read = await readBeside(folder, file, pointer);
  if (!read.ok) {
    problems.push(...read.problems);
    return tool;
  }
  const calls = read.value.split("\n").flatMap((line, at): readonly RecordedCall[] => {
    const found = line.trim() === "" ? [] : readCalls(line, String(tool.name));
    if (found !== null) return found;
    const message = `${file}, line ${at + 1} is no recorded call. Write {"arguments": …, "result": …}, or name the trials.jsonl of a run.`;
    problems.push({ rule: "evaluation/calls-file", pointer, message });
    return [];
  });
  return { ...rest, calls };
}

/** Null for what is neither a call nor a trial. */
function readCalls(line: string, name: string): readonly RecordedCall[] | null {
  const read = Line.safeParse(parse(line));
  if (!read.success) return null;
  if ("events" in read.data)
    return toRecordedCalls(read.data.events as unknown as TranscriptEvent[]).get(name) ?? [];
  const { tool = name, arguments: args, result } = read.data;
  return tool === name ? [{ arguments: args, result }] : [];
}

function parse(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}
