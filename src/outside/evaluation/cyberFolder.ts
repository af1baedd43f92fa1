import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CyberFacts, type CyberProgram } from "#core/evaluation/cyber/program.ts";

/** Programs of a suite, sorted by name. Throws where a folder of it is not one. */
export async function readCyberFolder(folder: string): Promise<readonly CyberProgram[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return await Promise.all(
    names.map(async (name) => {
      const text = (...path: string[]) => readFile(join(folder, name, ...path), "utf8");
      return {
        name,
        facts: CyberFacts.parse(JSON.parse(await text("cyber.json"))),
        flawed: await text("src", `${name}.c`),
        fixed: await text("fixed", `${name}.c`),
      };
    }),
  );
}
