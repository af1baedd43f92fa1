import type { Problem } from "../problem.ts";
import type { Refusal } from "../result.ts";
import type { Advisory } from "./advisory.ts";
import { csafSource, cveSource, openVexSource, osvSource } from "./editorPointer.ts";
import { parseAdvisory } from "./parseAdvisory.ts";
import { readAs } from "./standards/check.ts";
import { cveSchema } from "./standards/cve.ts";
import { openVexSchema } from "./standards/openVex.ts";
import { osvSchema } from "./standards/osv.ts";
import { toCsaf } from "./toCsaf.ts";
import { toCve } from "./toCve.ts";
import { toOpenVex } from "./toOpenVex.ts";
import { toOsv } from "./toOsv.ts";
import { validateCsaf } from "./validateCsaf.ts";

/**
 * How one rendering stands. `waiting`: the advisory itself has faults, they come first. `absent`: there is none, and
 * why. Pointers lead into the advisory, so that an editor can mark the field; messages name the place in the document.
 */
export type RenderingState =
  | { readonly state: "valid" }
  | { readonly state: "faulty"; readonly problems: readonly Problem[] }
  | { readonly state: "absent"; readonly refusal: Refusal }
  | { readonly state: "waiting" };

export type Validation = {
  /** All of it may be published. */
  readonly isReady: boolean;
  /** Faults of the advisory itself. */
  readonly advisory: readonly Problem[];
  readonly csaf: RenderingState;
  readonly osv: RenderingState;
  readonly cve: RenderingState;
  readonly openvex: RenderingState;
};

const WAITING = { state: "waiting" } as const;

/** Checks an advisory as an editor holds it, and every rendering of it against its standard. Never throws for it. */
export async function validateAdvisory(input: unknown): Promise<Validation> {
  const parsed = parseAdvisory(input);
  if (!parsed.ok)
    return {
      isReady: false,
      advisory: parsed.problems,
      csaf: WAITING,
      osv: WAITING,
      cve: WAITING,
      openvex: WAITING,
    };
  const { advisory } = parsed;
  const renderings = {
    csaf: await csafState(advisory),
    osv: osvState(advisory),
    cve: cveState(advisory),
    openvex: openVexState(advisory),
  };
  const isReady = Object.values(renderings).every(
    ({ state }) => state === "valid" || state === "absent",
  );
  return { isReady, advisory: [], ...renderings };
}

type Source = (advisory: Advisory, pointer: string, document: unknown) => string;

/** Moves each fault from the document to the field of the advisory it came from. */
function stateOf(
  name: string,
  advisory: Advisory,
  document: unknown,
  problems: readonly Problem[],
  source: Source,
): RenderingState {
  if (problems.length === 0) return { state: "valid" };
  return {
    state: "faulty",
    problems: problems.map(({ rule, pointer, message }) => ({
      rule,
      pointer: source(advisory, pointer, document),
      message: `${name} ${pointer || "/"}: ${message}`,
    })),
  };
}

async function csafState(advisory: Advisory): Promise<RenderingState> {
  const document = toCsaf(advisory);
  return stateOf("CSAF", advisory, document, await validateCsaf(document), csafSource);
}

function osvState(advisory: Advisory): RenderingState {
  const document = toOsv(advisory);
  const read = readAs("osv", osvSchema, document);
  return stateOf("OSV", advisory, document, read.ok ? [] : read.problems, osvSource);
}

function cveState(advisory: Advisory): RenderingState {
  const record = toCve(advisory);
  if (!record.ok) return { state: "absent", refusal: record.refusal };
  const read = readAs("cve", cveSchema, record.value);
  return stateOf("CVE", advisory, record.value, read.ok ? [] : read.problems, cveSource);
}

function openVexState(advisory: Advisory): RenderingState {
  const document = toOpenVex(advisory);
  const read = readAs("openvex", openVexSchema, document);
  return stateOf("OpenVEX", advisory, document, read.ok ? [] : read.problems, openVexSource);
}
