import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Problem } from "#core/problem.ts";
import { OTHER_VARIABLES, SETTING_NAMES, SETTINGS } from "./settings.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The configuration file; `folder` is where it lies, from which its relative paths count. */
export type ConfigFile = {
  readonly folder: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
};

export const fault = (rule: string, pointer: string, message: string): Problem => ({
  rule: `config/${rule}`,
  pointer,
  message,
});

function parseFile(path: string): Pick<ConfigFile, "values" | "problems"> {
  try {
    const values: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (values !== null && typeof values === "object" && !Array.isArray(values)) {
      return { values: values as Record<string, unknown>, problems: [] };
    }
    return { values: {}, problems: [fault("file", "", `${path} must hold one JSON object.`)] };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { values: {}, problems: [fault("file", "", `${path} cannot be read: ${said}.`)] };
  }
}

/** The file named by ASSAY_CONFIG, or assay.config.json beside package.json when there is one. */
export function readConfigFile(env: Env, root: string, cwd: string): ConfigFile {
  const named = env.ASSAY_CONFIG;
  const path = named ? resolve(cwd, named) : join(root, "assay.config.json");
  const folder = dirname(path);
  if (existsSync(path)) return { folder, ...parseFile(path) };
  const missing = fault("file", "", `ASSAY_CONFIG: there is no file ${path}.`);
  return { folder, values: {}, problems: named ? [missing] : [] };
}

/** Edit distance of at most one letter changed, added, missing or swapped with its neighbour. */
function isNear(a: string, b: string): boolean {
  const start = [...a].findIndex((letter, i) => letter !== b[i]);
  if (start < 0) return b.length <= a.length + 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const swapped = `${restA[1] ?? ""}${restA[0] ?? ""}${restA.slice(2)}`;
  return (
    [restA.slice(1), restA].some((x) => [restB.slice(1), restB].includes(x)) || swapped === restB
  );
}

const nearest = (name: string, known: readonly string[]): string | undefined =>
  known.find((candidate) => isNear(name, candidate));

export function checkFileNames(file: ConfigFile): Problem[] {
  const known: readonly string[] = SETTING_NAMES;
  return Object.keys(file.values)
    .filter((name) => name !== "$schema" && !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      const hint = meant ? `Did you mean ${meant}?` : `Known: ${known.join(", ")}.`;
      return fault(
        "unknown",
        `/${name}`,
        `The configuration file's "${name}" is no setting. ${hint}`,
      );
    });
}

/** A misspelt variable is a fault; one that is merely unknown may be another program's, or a newer release's. */
export function checkVariables(env: Env): { problems: Problem[]; warnings: string[] } {
  const known = [
    ...SETTING_NAMES.map((name) => SETTINGS[name].env),
    ...Object.keys(OTHER_VARIABLES),
  ];
  const strange = Object.keys(env).filter(
    (name) => name.startsWith("ASSAY_") && env[name] !== undefined && !known.includes(name),
  );
  const problems: Problem[] = [];
  const warnings: string[] = [];
  for (const name of strange) {
    const meant = nearest(name, known);
    if (meant)
      problems.push(fault("unknown", `/${name}`, `${name} is no setting. Did you mean ${meant}?`));
    else warnings.push(`${name} is no setting of Assay and was not used.`);
  }
  return { problems, warnings };
}
