import { readdirSync } from "node:fs";
import { basename } from "node:path";

/** A program file of a folder that a command runs by its name. */
export type Named<M> = { readonly name: string; readonly load: () => Promise<M> };

/** The modules of a folder, all or those named. Throws with the known names when one is not there. */
export function chooseModules<M>(
  folder: URL,
  wanted: readonly string[],
  except: readonly string[] = [],
): Named<M>[] {
  const names = readdirSync(folder)
    .filter((file) => /^[a-zA-Z-]+\.ts$/.test(file))
    .map((file) => basename(file, ".ts"))
    .filter((name) => !except.includes(name))
    .sort();
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no ${unknown.join(", ")}. Known: ${names.join(", ")}.`);
  }
  return names
    .filter((name) => wanted.length === 0 || wanted.includes(name))
    .map((name) => ({ name, load: () => import(new URL(`${name}.ts`, folder).href) }));
}
