import type { Problem } from "../../problem.ts";
import { CHECKS } from "../detect/checks.ts";
import { readGitleaks } from "../gitleaks/readGitleaks.ts";
import { lintPack } from "../lintPack.ts";
import type { Pack, PackRule } from "../pack.ts";
import { formatOf, readFileText, readShape, type WithLines } from "./document.ts";
import { MOST_RULES, type PackFile, packSchema } from "./packSchema.ts";

/**
 * A pack read from a file and found sound, and those rules of a foreign file that were not taken over, each with the
 * reason; or every fault of the file. A pack of which one rule is refused is not loaded.
 */
export type ReadPack =
  | { readonly ok: true; readonly pack: Pack; readonly refused: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The file's name without folders and endings, as an id. */
const idOf = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? "")
    .replace(/\.\w+$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || "pack";

/** `optional` members of a schema may be there as undefined; those of a pack are absent then. */
const present = <T extends object>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) => inner) as T;

function toPack(file: PackFile, name: string): Pack {
  const { id = idOf(name), version, title, citation, rules } = file;
  return present({
    id,
    version,
    ...(title !== undefined && { title }),
    rules: rules.map((rule) => ({
      ...rule,
      id: rule.id.includes("/") ? rule.id : `${id}/${rule.id}`,
      citation: rule.citation ?? citation ?? { standard: "", clause: "", url: "" },
    })) as PackRule[],
  });
}

function readOwn(value: unknown, name: string, withLines: WithLines): ReadPack {
  const read = readShape("guard", packSchema, value);
  if (!read.ok) return { ok: false, problems: withLines(read.problems) };
  const pack = toPack(read.value, name);
  const options = { checks: CHECKS, unbounded: "refuse", needsExamples: true } as const;
  const problems = lintPack(pack, options);
  if (problems.length > 0) return { ok: false, problems: withLines(problems) };
  return { ok: true, pack, refused: [] };
}

/** The number of the rule that a pointer of the linter is about. */
const indexOf = (pointer: string): number => Number(pointer.split("/")[2]);

/** Rules of a foreign file that are refused are left out, the others stay: each stands for itself. */
function readForeign(text: string, name: string, withLines: WithLines, count: number): ReadPack {
  if (count > MOST_RULES) {
    const message = `A pack has at most ${MOST_RULES} rules. Split it.`;
    return { ok: false, problems: [{ rule: "guard/rules", pointer: "/rules", message }] };
  }
  const { pack, refused, numbers } = readGitleaks(text, { id: idOf(name), version: "1" });
  const options = { checks: CHECKS, unbounded: "cut", needsExamples: false } as const;
  const faults = lintPack(pack, options);
  const faulty = new Set(faults.map(({ pointer }) => indexOf(pointer)));
  const rules = pack.rules.filter((_, index) => !faulty.has(index));
  const inFile = faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/rules\/\d+/, `/rules/${numbers[indexOf(fault.pointer)]}`),
  }));
  const said = withLines([...refused, ...inFile]);
  if (rules.length > 0) return { ok: true, pack: { ...pack, rules }, refused: said };
  const none = { rule: "guard/empty", pointer: "/rules", message: "No rule could be taken over." };
  return { ok: false, problems: [none, ...said] };
}

type Table = Readonly<Record<string, unknown>>;

/** Rules of gitleaks have `regex`, or `path`; ours have a detector. */
const isForeign = (value: unknown): value is { readonly rules: readonly unknown[] } => {
  const { rules } = value as Table;
  return (
    Array.isArray(rules) && !rules.some((rule: unknown) => Object.hasOwn(Object(rule), "detector"))
  );
};

/** Reads a pack from YAML, JSON or TOML, gitleaks' own among it, and lints it. `name` tells the format, and the id where none is given. */
export function readPackFile(text: string, name: string): ReadPack {
  const format = formatOf(text, name);
  const file = readFileText(text, format);
  if (!file.ok) return file;
  const { value, withLines } = file;
  if (format === "toml" && isForeign(value))
    return readForeign(text, name, withLines, value.rules.length);
  return readOwn(value, name, withLines);
}
