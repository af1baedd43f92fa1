import { ORGANISM_BEHAVIOURS } from "#core/evaluation/organism/behaviour.ts";
import { FAULT_KINDS, ORGANISM_NAMES, OrganismConfig } from "#core/evaluation/organism/organism.ts";
import { toPointer } from "#core/jsonPointer.ts";
import type { Problem } from "#core/problem.ts";
import { type OrganismServer, openOrganism } from "#outside/organism/server.ts";

/** What can be started, for people. */
export const listOrganisms = () => ({
  organisms: ORGANISM_NAMES.map((name) => ({
    name,
    summary:
      name === "judge"
        ? "judges transcripts of another organism, and errs at known rates"
        : ORGANISM_BEHAVIOURS[name].summary,
    /** The rule that says yes of what it does wrong; null for one that only judges. */
    rule: name === "judge" ? null : ORGANISM_BEHAVIOURS[name].rule,
  })),
  faults: FAULT_KINDS,
});

/** An organism's configuration, or each fault of it. */
export function readOrganism(
  document: unknown,
):
  | { readonly ok: true; readonly config: OrganismConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const read = OrganismConfig.safeParse(document);
  if (read.success) return { ok: true, config: read.data };
  const problems = read.error.issues.map(({ path, message, code }) => ({
    rule: `organism/${code.replaceAll("_", "-")}`,
    pointer: toPointer(path.map(String)),
    message,
  }));
  return { ok: false, problems };
}

/** On a port of this machine, until it is closed; 0 takes one that is free. */
export const startOrganism = (config: OrganismConfig, port = 0): Promise<OrganismServer> =>
  openOrganism(config, port);
