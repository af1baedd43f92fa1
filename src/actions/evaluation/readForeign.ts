import { basename, extname, join } from "node:path";
import type { z } from "zod";
import { isFields } from "#core/evaluation/assert/reading.ts";
import { ScoreRow, Taxonomy, TestCaseRow, TranscriptRow } from "#core/evaluation/assert/rows.ts";
import { fromAssertRun } from "#core/evaluation/foreign/assertRun.ts";
import type { ForeignRun, ReadForeign } from "#core/evaluation/foreign/foreignRun.ts";
import { readGarak } from "#core/evaluation/foreign/garak.ts";
import { readInspectLog } from "#core/evaluation/foreign/inspect/inspect.ts";
import { parseLooseJson } from "#core/evaluation/foreign/looseJson.ts";
import { readJsonLines } from "#core/evaluation/jsonLines.ts";
import { fromAssertTaxonomy } from "#core/evaluation/taxonomy.ts";
import type { Problem } from "#core/problem.ts";
import { readInspectArchive } from "#outside/evaluation/inspectArchive.ts";
import { findText, isFolder } from "#outside/runFolder/files.ts";
import { isThere } from "#outside/runFolder/lines.ts";
import { findJson } from "./findJson.ts";
import { findRunRecord } from "./prepareRun.ts";

export const FOREIGN_FORMATS = ["assert", "inspect", "garak"] as const;
export type ForeignFormat = (typeof FOREIGN_FORMATS)[number];

const fault = (message: string): ReadForeign => ({
  ok: false,
  problems: [{ rule: "evaluation/import", pointer: "", message }],
});

/** What a path looks like; null where it looks like nothing known. */
export async function guessFormat(path: string): Promise<ForeignFormat | null> {
  if (await isFolder(path)) return "assert";
  if (extname(path) === ".jsonl") return "garak";
  return [".eval", ".json"].includes(extname(path)) ? "inspect" : null;
}

/** A run of another tool. Everything that is wrong with its files is told. */
export async function readForeign(path: string, format: ForeignFormat): Promise<ReadForeign> {
  if (format === "assert") return await readAssertFolder(path);
  try {
    if (format === "inspect" && extname(path) === ".eval") return await readArchive(path);
    const text = await findText(path);
    if (text === null) return fault(`There is no file ${path}.`);
    return format === "garak" ? readGarak(text) : readLog(path, text);
  } catch (error) {
    return fault(`${path}: ${whyOf(error)}`);
  }
}

function whyOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ERR_STRING_TOO_LONG" || code === "ERR_FS_FILE_TOO_LARGE")
    return "the file is larger than 512 MB, which is more than is read at once. Split it, or give Inspect's .eval archive, which is read sample by sample.";
  if (/central directory/.test(message))
    return "the file is no zip, or not the whole of one. Copy the .eval file again, after its run ended.";
  if (code === "EACCES") return "the file may not be read. Look at who owns it.";
  return message;
}

function readLog(path: string, text: string): ReadForeign {
  let log: unknown;
  try {
    log = parseLooseJson(text);
  } catch (error) {
    return text.includes("\0")
      ? fault(`${path} is not in UTF-8 (UTF-16, as it seems). Save it in UTF-8.`)
      : fault(`${path} is no JSON: ${whyOf(error)}. Give the whole log as Inspect wrote it.`);
  }
  const other = otherThanInspect(log);
  if (other !== null) return fault(`${path} ${other}`);
  return readInspectLog(log, isFields(log) ? log.samples : undefined);
}

/** What other JSON files of evaluations look like, and where they belong. */
function otherThanInspect(log: unknown): string | null {
  if (!isFields(log)) return "is no log of Inspect: it holds no mapping with eval and samples.";
  if ("eval" in log) return null;
  if ("resourceSpans" in log)
    return "is a trace in OTLP JSON. Name it in evaluation.yaml: target: {kind: traces, files: [FILE]}, and run that.";
  if ("prompts" in log && ("tests" in log || "providers" in log))
    return "is a configuration of promptfoo: say so with --from promptfoo.";
  if ("results" in log && "config" in log)
    return "holds results of promptfoo, which are not taken over. Give its configuration (promptfooconfig.yaml), and run that.";
  return null;
}

async function readArchive(path: string): Promise<ReadForeign> {
  if (!(await isThere(path))) return fault(`There is no file ${path}.`);
  const { header, samples } = await readInspectArchive(path);
  return readInspectLog(header, samples);
}

/** A run's folder has the scores; the suite's, around it, has the cases and the taxonomy. */
async function readAssertFolder(folder: string): Promise<ReadForeign> {
  const problems: Problem[] = [];
  const lines = async <T>(path: string, schema: z.ZodType<T>): Promise<readonly T[]> => {
    const read = readJsonLines((await findText(path)) ?? "", schema);
    problems.push(
      ...read.problems.map((one) => ({ ...one, message: `${basename(path)}: ${one.message}` })),
    );
    if (read.torn)
      problems.push({
        rule: "jsonl/torn",
        pointer: "",
        message: `${basename(path)}: the last line is cut off. Take it out, or get the whole file.`,
      });
    return read.rows;
  };
  if ((await findRunRecord(folder)) !== null)
    return fault(`${folder} is a run folder of ours already: there is nothing to take over.`);
  const suite = join(folder, "..");
  const taxonomy = Taxonomy.safeParse(await findJson(join(suite, "taxonomy.json")));
  const cases = await lines(join(suite, "test_set.jsonl"), TestCaseRow);
  const transcripts = await lines(join(folder, "inference_set.jsonl"), TranscriptRow);
  const scores = await lines(join(folder, "scores.jsonl"), ScoreRow);
  if (problems.length > 0) return { ok: false, problems };
  if (!taxonomy.success || cases.length === 0)
    return fault(
      `${folder} is no run of ASSERT: taxonomy.json and test_set.jsonl are to lie in the folder around it, scores.jsonl in it.`,
    );
  const run: ForeignRun = fromAssertRun({
    name: basename(folder),
    taxonomy: fromAssertTaxonomy(taxonomy.data),
    cases,
    transcripts,
    scores,
  });
  return { ok: true, run };
}
