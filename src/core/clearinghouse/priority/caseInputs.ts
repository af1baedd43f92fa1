import { fixOf, pxaOfCase } from "../caseFacts.ts";
import type { CaseState } from "../caseState.ts";
import type { Day } from "../day.ts";
import { dayOf } from "../day.ts";
import { participantsOf } from "../participant.ts";
import { severityInForce } from "../severity.ts";
import type { InputFact, InputFacts } from "./decide.ts";
import { possibleOutcomes } from "./decide.ts";
import type { DecisionTable } from "./decisionTable.ts";
import { inputStated } from "./statedInput.ts";
import { DECISION_TABLES } from "./tables/all.ts";
import { humanImpactTable, publicSafetyTable, utilityTable } from "./tables/derived.ts";

/** What the imported catalogue says of the CVE ids of one case. `asOf` is `null` while nothing has been imported. */
export type KevKnowledge = {
  readonly asOf: Day | null;
  /** The ids of the case that the catalogue lists. */
  readonly listed: readonly string[];
};

type Derive = (state: CaseState, kev: KevKnowledge) => InputFact | null;

const metricsOf = (vector: string): ReadonlyMap<string, string> =>
  new Map(vector.split("/").map((part) => part.split(":") as [string, string]));

/** What the severity vector in force says of an input; unknown metrics say nothing. */
const fromVector =
  (metric: string, said: Readonly<Record<string, string | readonly string[]>>): Derive =>
  (state) => {
    const stated = severityInForce(state.severity);
    if (stated === null || stated.version !== "4.0") return null;
    const answer = said[metricsOf(stated.vector).get(metric) ?? ""];
    if (answer === undefined) return null;
    const source = `CVSS 4.0 ${metric}, the ${stated.side}'s vector`;
    const asOf = dayOf(stated.at);
    return typeof answer === "string"
      ? { value: answer, source, asOf }
      : { value: null, possible: answer, source, asOf };
  };

/** All of confidentiality, integrity and availability lost is total; none of them high is partial; between lies a judgement. */
const impactOfVector: Derive = (state) => {
  const stated = severityInForce(state.severity);
  if (stated === null || stated.version === "2.0") return null;
  const metrics = metricsOf(stated.vector);
  const names = stated.version === "4.0" ? ["VC", "VI", "VA"] : ["C", "I", "A"];
  const high = names.filter((name) => metrics.get(name) === "H").length;
  if (high === 1 || high === 2) return null;
  const source = `CVSS ${stated.version} ${names.join(", ")}, the ${stated.side}'s vector`;
  return { value: high === 3 ? "total" : "partial", source, asOf: dayOf(stated.at) };
};

/** Recorded facts only raise: that nothing is on record does not say that nothing happened. */
const exploitationOnRecord: Derive = (state, kev) => {
  const last = (kinds: readonly string[]) =>
    state.publicity.findLast(({ kind }) => kinds.includes(kind));
  const attacks = last(["attacks-observed"]);
  if (attacks !== undefined)
    return { value: "active", source: attacks.source, asOf: dayOf(attacks.at) };
  if (kev.listed.length > 0)
    return { value: "active", source: `CISA KEV lists ${kev.listed.join(", ")}`, asOf: kev.asOf };
  const exploit = last(["exploit-public"]);
  if (exploit === undefined) return null;
  const possible = ["public-poc", "active"];
  return { value: null, possible, source: exploit.source, asOf: dayOf(exploit.at) };
};

/** The catalogue goes by CVE id: of a flaw without one it says nothing. */
const kevOnRecord: Derive = (state, kev) => {
  if (kev.asOf === null || state.cves.length === 0) return null;
  const ids = state.cves.map(({ id }) => id);
  const source = `CISA KEV of ${kev.asOf}, by ${ids.join(", ")}`;
  return { value: kev.listed.length > 0 ? "yes" : "no", source, asOf: kev.asOf };
};

const record = (value: string, at: string): InputFact => ({
  value,
  source: "the record of the case",
  asOf: dayOf(at),
});

const reportIsPublic: Derive = (state) =>
  pxaOfCase(state)[0] === "P" ? record("yes", state.history.lastAt) : null;

const ownersOf = (state: CaseState) =>
  participantsOf(state.participants).filter(({ role }) => role === "owner");

const supplierWasTold: Derive = (state) => {
  const told = ownersOf(state).find(({ vfd }) => vfd !== "vfd");
  return told === undefined ? null : record("yes", told.joinedAt ?? told.invitedAt);
};

const supplierIsAtWork: Derive = (state) => {
  const fix = fixOf(state);
  if (fix !== null) return record("fix-ready", fix.at);
  const verdict = state.verdicts.at(-1);
  return verdict?.verdict === "confirmed" ? record("cooperative", verdict.at) : null;
};

const DERIVED: Readonly<Record<string, readonly Derive[]>> = {
  exploitation: [
    exploitationOnRecord,
    fromVector("E", { A: "active", P: ["public-poc", "active"] }),
  ],
  "in-kev": [kevOnRecord],
  automatable: [fromVector("AU", { Y: "yes", N: "no" })],
  "technical-impact": [impactOfVector],
  "value-density": [fromVector("V", { D: "diffuse", C: "concentrated" })],
  "safety-impact": [
    fromVector("S", { N: "negligible", P: ["marginal", "critical", "catastrophic"] }),
  ],
  "report-public": [reportIsPublic],
  "supplier-contacted": [supplierWasTold],
  "supplier-involvement": [supplierIsAtWork],
};

const UNSTATED: InputFact = { value: null, source: "not stated", asOf: null };

/** Recorded attacks and the catalogue stand above a person's earlier "none"; else a person's word stands above what is derived. */
function factFor(state: CaseState, kev: KevKnowledge, name: string): InputFact {
  const derived = DERIVED[name] ?? [];
  const hard = name === "exploitation" ? exploitationOnRecord(state, kev) : null;
  if (hard?.value === "active") return hard;
  const stated = inputStated(state.inputs, name);
  if (stated !== null && stated.value !== null) {
    const { value, source, asOf } = stated;
    return { value, source, asOf };
  }
  for (const derive of derived) {
    const fact = derive(state, kev);
    if (fact !== null) return fact;
  }
  return stated === null ? UNSTATED : { value: null, source: stated.source, asOf: stated.asOf };
}

/** A point that is itself the outcome of a table: half of what it rests on known can already rule values out. */
function worked(table: DecisionTable, facts: InputFacts): InputFact {
  const possible = possibleOutcomes(table, facts);
  const unknown = table.inputs.filter(({ name }) => (facts[name] ?? UNSTATED).value === null);
  const days = table.inputs.flatMap(({ name }) => facts[name]?.asOf ?? []).sort();
  const [only] = possible;
  return {
    value: possible.length === 1 && only !== undefined ? only : null,
    possible,
    source:
      unknown.length === 0
        ? `SSVC ${table.title.toLowerCase()}`
        : `SSVC ${table.title.toLowerCase()}; unknown: ${unknown.map(({ label }) => label.toLowerCase()).join(", ")}`,
    asOf: days.at(-1) ?? null,
  };
}

const WORKED = new Map(
  [utilityTable, publicSafetyTable, humanImpactTable].map((table) => [table.name, table]),
);

/** The inputs of some tables: each with its value or "unknown", where that comes from, and of which day. */
export function caseInputs(
  state: CaseState,
  kev: KevKnowledge,
  tables: readonly DecisionTable[] = DECISION_TABLES,
): InputFacts {
  const names = new Set(tables.flatMap(({ inputs }) => inputs.map(({ name }) => name)));
  const facts: Record<string, InputFact> = {};
  for (const name of names) {
    const own = factFor(state, kev, name);
    const table = own.value === null ? WORKED.get(name) : undefined;
    facts[name] = table === undefined ? own : worked(table, caseInputs(state, kev, [table]));
  }
  return facts;
}
