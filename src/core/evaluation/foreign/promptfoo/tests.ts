import { z } from "zod";
import { toPointer } from "../../../jsonPointer.ts";
import { isFields } from "../../assert/reading.ts";
import { lose } from "../foreignText.ts";
import {
  fault,
  findFiles,
  isProgram,
  loseKeys,
  parseFile,
  type Reading,
  type SuiteFile,
  withoutScheme,
} from "./reading.ts";
import { testsOfTable } from "./testTable.ts";

export const Assert = z.looseObject({ type: z.string() });
export type Assert = z.infer<typeof Assert>;
const Options = z.looseObject({
  prefix: z.string().nullish(),
  suffix: z.string().nullish(),
  transform: z.unknown().optional(),
  postprocess: z.unknown().optional(),
  transformVars: z.unknown().optional(),
});
const TestShape = z.looseObject({
  description: z.union([z.string(), z.number().transform(String)]).nullish(),
  vars: z.unknown().optional(),
  assert: z.array(Assert).nullish(),
  options: Options.nullish(),
  threshold: z.number().nullish(),
});
type TestOptions = z.infer<typeof Options>;
/** A test, its variables with their values. */
export type Test = {
  readonly description?: string | null | undefined;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly assert?: readonly Assert[] | null | undefined;
  readonly options?: TestOptions | null | undefined;
  readonly threshold?: number | null | undefined;
  readonly pointer: string;
};

/** Labels, and what changes nothing of a case or a judgement. */
const SILENT = ["description", "vars", "assert", "options", "threshold", "metadata"];
const ELSEWHERE = /^(?:https?|huggingface|langfuse|portkey|helicone|s3|az|gs):\/\//;

/** Tests written out, and those of the files that a list names. */
export function readTests(tests: unknown, pointer: string, reading: Reading): Test[] {
  const list: readonly unknown[] = Array.isArray(tests) ? tests : [tests];
  return list.flatMap((test, at) =>
    readEntry(test, Array.isArray(tests) ? `${pointer}/${at}` : pointer, reading),
  );
}

function readEntry(entry: unknown, pointer: string, reading: Reading): Test[] {
  const path = isFields(entry) && typeof entry.path === "string" ? entry.path : entry;
  if (typeof path !== "string") return readTest(entry, pointer, reading);
  if (ELSEWHERE.test(path)) {
    fault(
      reading,
      pointer,
      `names tests that lie elsewhere (${path}). Save them as a file of CSV, JSON or YAML beside the suite, and name that.`,
    );
    return [];
  }
  if (isProgram(withoutScheme(path))) {
    reading.notes.push(
      `${pointer}: ${withoutScheme(path)} is a program that makes tests; programs are not run. Its tests are missing here.`,
    );
    return [];
  }
  if (/\.xlsx?(?:#.*)?$/i.test(path)) {
    fault(reading, pointer, `names a spreadsheet (${path}). Save it as CSV, and name that.`);
    return [];
  }
  return findFiles(path, pointer, reading).flatMap((file) =>
    testsOfFile(file, pointer, reading).flatMap((test, at) =>
      readTest(test, `${pointer}/${file.path}/${at}`, reading),
    ),
  );
}

function testsOfFile(file: SuiteFile, pointer: string, reading: Reading): readonly unknown[] {
  if (/\.csv$/i.test(file.path)) return testsOfTable(file.text);
  if (/\.jsonl$/i.test(file.path))
    return file.text.split("\n").flatMap((line, at) => {
      if (line.trim() === "") return [];
      return [
        parseFile({ path: `${file.path}, line ${at + 1}.json`, text: line }, pointer, reading),
      ];
    });
  const value = parseFile(file, pointer, reading);
  return Array.isArray(value) ? (value as unknown[]) : value === null ? [] : [value];
}

/** One test, or the files that stand in its place in a file of tests. */
export function readTest(value: unknown, pointer: string, reading: Reading): Test[] {
  if (typeof value === "string") return readEntry(value, pointer, reading);
  const read = TestShape.safeParse(value ?? {});
  if (!read.success) {
    for (const { path, message } of read.error.issues)
      fault(
        reading,
        `${pointer}${toPointer(path.map(String))}`,
        `${message}. Look at promptfoo's reference of a test case.`,
      );
    return [];
  }
  loseKeys(read.data, SILENT, "of a test", reading);
  const { options } = read.data;
  if (options)
    loseKeys(
      options,
      ["prefix", "suffix", "transform", "postprocess"],
      "of a test's options",
      reading,
    );
  const { description, assert, threshold, vars } = read.data;
  const own = readVars(vars, `${pointer}/vars`, reading);
  return [{ description, assert, options, threshold, pointer, vars: own }];
}

/** Variables by name; their files are read. */
function readVars(
  vars: unknown,
  pointer: string,
  reading: Reading,
): Readonly<Record<string, unknown>> {
  if (vars === undefined || vars === null) return {};
  if (typeof vars === "string" || Array.isArray(vars)) {
    const files = [vars]
      .flat()
      .flatMap((name: unknown) => findFiles(String(name), pointer, reading));
    return Object.assign({}, ...files.map((file) => parseFile(file, pointer, reading))) as Record<
      string,
      unknown
    >;
  }
  if (!isFields(vars)) {
    fault(reading, pointer, "must be a mapping of variables to values.");
    return {};
  }
  return Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [
      name,
      readValue(value, `${pointer}/${name}`, reading),
    ]),
  );
}

const TEXT_FILE = /\.(?:txt|md|j2|html?|xml|csv|log)$/i;
const DATA_FILE = /\.(?:json|ya?ml)$/i;

function readValue(value: unknown, pointer: string, reading: Reading): unknown {
  if (Array.isArray(value))
    return value.flatMap((own: unknown) => readValue(own, pointer, reading));
  if (typeof value !== "string" || !value.startsWith("file://")) return value;
  if (!TEXT_FILE.test(value) && !DATA_FILE.test(value)) {
    lose(
      reading.losses,
      `Variables that are a program, a picture or a document (${withoutScheme(value)}), whose name stands in their place`,
    );
    return value;
  }
  const found = findFiles(value, pointer, reading).map((file) =>
    DATA_FILE.test(file.path) ? parseFile(file, pointer, reading) : file.text.trimEnd(),
  );
  return found.length === 1 ? found[0] : found;
}
