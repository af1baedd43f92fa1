import { glob, realpath } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import type { SuiteFile } from "#core/evaluation/foreign/promptfoo/reading.ts";
import { findText } from "../runFolder/files.ts";

const MOST_FILES = 1_000;

/**
 * The files behind a name in somebody's suite, which may be a pattern; or why there are none. Nothing outside of the suite's folder is read: a
 * suite from elsewhere could put any file of this machine into what is sent to a target.
 */
export async function findSuiteFiles(
  folder: string,
  name: string,
): Promise<readonly SuiteFile[] | string> {
  const root = await realpath(folder);
  const paths: string[] = [];
  if (/[*?[\]{}]/.test(name)) {
    for await (const path of glob(name, { cwd: root })) paths.push(path);
    paths.sort();
  } else paths.push(name);
  if (paths.length > MOST_FILES)
    return `which are over ${MOST_FILES} files. Put them together, or name fewer.`;
  const files: SuiteFile[] = [];
  for (const path of paths) {
    const text = await findWithin(root, path);
    if (text === OUTSIDE) return OUTSIDE;
    if (text !== null) files.push({ path, text: text.text });
  }
  return files.length > 0
    ? files
    : "and there is no such file. Relative paths begin at the suite's folder.";
}

const OUTSIDE =
  "which lies outside of the suite's folder and is not read. Copy it beside the suite, if it is meant.";

async function findWithin(root: string, path: string) {
  const whole = resolve(root, path);
  if (!isWithin(root, whole)) return OUTSIDE;
  const real = await realpath(whole).catch(() => null);
  if (real === null) return null;
  if (!isWithin(root, real)) return OUTSIDE;
  const text = await findText(real);
  return text === null ? null : { text };
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`);
}
