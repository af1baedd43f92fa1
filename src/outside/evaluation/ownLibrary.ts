import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listNames } from "../runFolder/files.ts";

/** Where the presets lie that come with the product. */
export const OWN_LIBRARY = fileURLToPath(new URL("../../../library", import.meta.url));

const YAML = /\.yaml$/;

/** Names in a part of it, sorted. */
export const listOwn = async (part: "behaviors" | "evaluations"): Promise<string[]> =>
  (await listNames(join(OWN_LIBRARY, part)))
    .filter((name) => YAML.test(name))
    .map((name) => name.replace(YAML, ""));

/** An evaluation that comes with the product; null where there is none of that name. */
export async function findOwnEvaluation(name: string): Promise<string | null> {
  if (!(await listOwn("evaluations")).includes(name)) return null;
  return await readFile(join(OWN_LIBRARY, "evaluations", `${name}.yaml`), "utf8");
}
