import { readFile } from "node:fs/promises";
import { AUDIENCES, type Audience, type AudienceKind } from "#core/guard/audience.ts";
import { CHECKS } from "#core/guard/detect/checks.ts";
import { compileGuard, type Guard } from "#core/guard/engine/compileGuard.ts";
import type { Pack } from "#core/guard/pack.ts";
import { DEFAULT_PACKS } from "#core/guard/packs/catalogue.ts";
import { oneOfEach } from "#core/guard/packs/oneOfEach.ts";
import { packNames, packsNamed } from "#core/guard/packs/packNames.ts";
import type { Registry } from "#core/guard/registry.ts";
import type { Problem } from "#core/problem.ts";
import { Unasked } from "../ask.ts";

export const GUARD_OPTIONS = {
  audience: { type: "string" },
  case: { type: "string" },
  pack: { type: "string", multiple: true },
  registry: { type: "string" },
} as const;

export const GUARD_HELP = `  --audience A    who will read it: ${AUDIENCES.join(", ")} (default: public)
  --case ID       the case whose participants, or named persons, read it: what is known of that case may go to them
  --pack P        a pack to judge by instead of the default set; may be given again: a name, "default", or a file of
                  your own (YAML, JSON, gitleaks' TOML). Names: ${packNames().join(", ")}
  --registry FILE what may not be told now, as JSON: embargoed, people, canaries, erased, terms
`;

type Asked = {
  readonly audience?: string | undefined;
  readonly case?: string | undefined;
  readonly pack?: readonly string[] | undefined;
  readonly registry?: string | undefined;
};

const isAudience = (text: string): text is AudienceKind =>
  (AUDIENCES as readonly string[]).includes(text);

export function readAudience({ audience = "public", case: caseId }: Asked): Audience {
  if (!isAudience(audience))
    throw new Unasked(`There is no audience "${audience}". There are: ${AUDIENCES.join(", ")}.`);
  return caseId === undefined ? { kind: audience } : { kind: audience, caseId };
}

/** All faults of a file, each with its place, as one sentence to end with. */
export const faultsOf = (file: string, problems: readonly Problem[]): string =>
  `${file} cannot be used:${problems.map(({ pointer, message }) => `\n  ${pointer || "/"}: ${message}`).join("")}`;

/** Throws where it cannot be read, or is no UTF-8. */
export async function readFileText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Unasked(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  });
  if (bytes.length === 0) throw new Unasked(`${file} is empty.`);
  const { decodeUtf8 } = await import("#core/formats/text.ts");
  const decoded = decodeUtf8(bytes);
  if (decoded.ok) return decoded.text;
  throw new Unasked(faultsOf(file, decoded.problems));
}

/** A pack of somebody's own, and the rules of it that could not be taken over. Throws with every fault. */
export async function readPackOf(file: string) {
  const { readPackFile } = await import("#core/guard/packFile/readPackFile.ts");
  const read = readPackFile(await readFileText(file), file);
  if (read.ok) return read;
  throw new Unasked(faultsOf(file, read.problems));
}

/** Tells what is no fault, and should be known. */
export type Say = (text: string) => void;

async function packsOf(name: string, say: Say): Promise<readonly Pack[]> {
  const named = packsNamed(name);
  if (named) return named;
  if (/^[\w-]+$/.test(name))
    throw new Unasked(
      `There is no pack "${name}". There are: ${packNames().join(", ")}; a file needs its ending, as in ${name}.yaml.`,
    );
  const { pack, refused } = await readPackOf(name);
  if (refused.length > 0)
    say(
      `Of ${name} ${refused.length} of what it asks for cannot be taken over: assay guard packs --lint ${name} tells each with the reason.\n`,
    );
  return [pack];
}

export async function readRegistryOf(file: string): Promise<Registry> {
  const { readRegistry } = await import("#core/guard/packFile/readRegistry.ts");
  const read = readRegistry(await readFileText(file));
  if (read.ok) return read.registry;
  throw new Unasked(faultsOf(file, read.problems));
}

export async function readPacks(
  names: readonly string[] | undefined,
  say: Say,
): Promise<readonly Pack[]> {
  if (names === undefined) return DEFAULT_PACKS;
  const packs: Pack[] = [];
  for (const name of new Set(names)) packs.push(...(await packsOf(name, say)));
  const each = oneOfEach(packs);
  if (each.ok) return each.packs;
  throw new Unasked(each.message);
}

export type Opened = {
  readonly guard: Guard;
  readonly audience: Audience;
  readonly packs: readonly Pack[];
  readonly registry: Registry;
};

/** Packs and registry as asked for, ready to judge with. Throws a sentence for the first that is none. */
export async function openGuard(asked: Asked, say: Say): Promise<Opened> {
  const audience = readAudience(asked);
  const packs = await readPacks(asked.pack, say);
  const registry =
    asked.registry === undefined ? { embargoed: [] } : await readRegistryOf(asked.registry);
  // Whoever had themselves erased is named to nobody, whatever the text is judged by besides.
  const always = registry.erased === undefined ? [] : (packsNamed("erased") ?? []);
  const all = [...new Set([...packs, ...always])];
  return { guard: compileGuard(all, registry, CHECKS), audience, packs: all, registry };
}
