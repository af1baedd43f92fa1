import { type Behaviour, toBehaviourId } from "#core/evaluation/behaviour.ts";
import { toCyberTaxonomy } from "#core/evaluation/cyber/cyberCase.ts";
import type { CyberProgram } from "#core/evaluation/cyber/program.ts";
import type { Identity } from "#core/evaluation/identity.ts";
import { readTaxonomy } from "#core/evaluation/readTaxonomy.ts";
import { systematise as takeApart } from "#core/evaluation/systematise.ts";
import { type Taxonomy, toTaxonomyId } from "#core/evaluation/taxonomy.ts";
import type { Problem } from "#core/problem.ts";
import { writeArtefact } from "./artefact.ts";
import type { LoadedEvaluation } from "./loadEvaluation.ts";
import { readBeside, readJsonBeside } from "./readBeside.ts";

export type Systematised = {
  readonly behaviour: Behaviour;
  readonly taxonomy: Taxonomy;
  readonly ids: { readonly behaviour: Identity; readonly taxonomy: Identity };
  /** Where they were written. */
  readonly files: readonly string[];
};

export type SystematiseAnswer =
  | { readonly ok: true; readonly systematised: Systematised }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The behaviour in its words, and its taxonomy: that of a file which a person has looked at, or that of the text alone. */
export async function systematise({
  evaluation,
  folder,
  programs,
  behaviour: named,
}: LoadedEvaluation): Promise<SystematiseAnswer> {
  const { name, description, file, context } = named;
  const text =
    file === null
      ? ({ ok: true, value: description ?? "" } as const)
      : await readBeside(folder, file, "/behaviour/description_file");
  if (!text.ok) return text;
  const behaviour: Behaviour = { name, description: text.value, context };
  const read =
    programs === null
      ? await taxonomyOf(behaviour, evaluation.taxonomy, folder)
      : ({ ok: true, taxonomy: cyberTaxonomyOf(behaviour, programs) } as const);
  if (!read.ok) return read;
  const { taxonomy } = read;
  const ids = { behaviour: toBehaviourId(behaviour), taxonomy: toTaxonomyId(taxonomy) };
  const files = [
    await writeArtefact(folder, "behaviour", ids.behaviour, behaviour),
    await writeArtefact(folder, "taxonomy", ids.taxonomy, taxonomy),
  ];
  return { ok: true, systematised: { behaviour, taxonomy, ids, files } };
}

async function taxonomyOf(behaviour: Behaviour, file: string | undefined, folder: string) {
  if (file === undefined) return { ok: true, taxonomy: takeApart(behaviour) } as const;
  const value = await readJsonBeside(folder, file, "/taxonomy");
  return value.ok ? readTaxonomy(value.value) : value;
}

const cyberTaxonomyOf = ({ name, description }: Behaviour, programs: readonly CyberProgram[]) =>
  toCyberTaxonomy({ name, definition: description }, programs);
