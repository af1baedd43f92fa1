import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decide, type InputFacts } from "../../src/core/clearinghouse/priority/decide.ts";
import {
  type DecisionPoint,
  type DecisionTable,
  valuesOfRow,
} from "../../src/core/clearinghouse/priority/decisionTable.ts";
import { DECISION_TABLES } from "../../src/core/clearinghouse/priority/tables/all.ts";

/** See scripts/conformance.ts. */
type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};

/** A published table, as far as it is compared. */
type Published = {
  readonly namespace: string;
  readonly key: string;
  readonly version: string;
  readonly outcome: string;
  readonly decision_points: Readonly<
    Record<string, { readonly values: readonly { readonly key: string }[] }>
  >;
  readonly mapping: readonly Readonly<Record<string, string>>[];
};

type Tally = { passed: number; failed: number; readonly lines: string[] };
const MOST_LINES = 20;

function check(tally: Tally, agrees: boolean, say: () => string): void {
  if (agrees) tally.passed += 1;
  else {
    tally.failed += 1;
    if (tally.lines.length < MOST_LINES) tally.lines.push(say());
  }
}

const keys = (values: readonly { readonly key: string }[]) =>
  values.map(({ key }) => key).join(" ");

/** Same inputs, in the same versions, with the same values in the same order of urgency; and the outcomes likewise. */
function comparePoints(tally: Tally, ours: DecisionTable, theirs: Published): void {
  const { [theirs.outcome]: outcome, ...inputs } = theirs.decision_points;
  check(
    tally,
    ours.version === theirs.version,
    () => `${ours.name}: version ${theirs.version} is published`,
  );
  check(
    tally,
    ours.outcome.id === theirs.outcome && keys(ours.outcomes) === keys(outcome?.values ?? []),
    () => `${ours.name}: outcomes ${theirs.outcome} ${keys(outcome?.values ?? [])}`,
  );
  const mine = ours.inputs.map(({ id, values }) => `${id} ${keys(values)}`).sort();
  const published = Object.entries(inputs).map(([id, { values }]) => `${id} ${keys(values)}`);
  check(
    tally,
    mine.join("\n") === published.sort().join("\n"),
    () => `${ours.name}: inputs are ${published.join("; ")}`,
  );
}

const valueWith = (input: DecisionPoint, key: string | undefined): string | null =>
  input.values.find((value) => value.key === key)?.value ?? null;

/** What a published row says, or the values of a combination with unknowns, as facts. */
const factsFor = (
  table: DecisionTable,
  valueAt: (input: DecisionPoint) => string | null,
): InputFacts =>
  Object.fromEntries(
    table.inputs.map((input) => [
      input.name,
      { value: valueAt(input), source: "suite", asOf: null },
    ]),
  );

function compareRows(tally: Tally, ours: DecisionTable, theirs: Published): void {
  const rows = new Set(theirs.mapping.map((row) => ours.inputs.map(({ id }) => row[id]).join(" ")));
  check(
    tally,
    rows.size === ours.rows.length,
    () => `${ours.name}: ${rows.size} rows are published`,
  );
  for (const row of theirs.mapping) {
    const decision = decide(
      ours,
      factsFor(ours, (input) => valueWith(input, row[input.id])),
    );
    const agrees = decision.outcome.key === row[theirs.outcome] && decision.assumed.length === 0;
    check(
      tally,
      agrees,
      () => `${ours.name}: ${JSON.stringify(row)}, ours ${decision.outcome.key}`,
    );
  }
}

/** Every assignment of a value or of nothing to every input: digit 0 is "unknown". */
function* assignments(table: DecisionTable): Iterable<readonly (string | null)[]> {
  const sizes = table.inputs.map(({ values }) => values.length + 1);
  const total = sizes.reduce((a, b) => a * b, 1);
  for (let n = 0; n < total; n++) {
    let rest = n;
    yield table.inputs.map(({ values }, i) => {
      const digit = rest % (sizes[i] ?? 1);
      rest = Math.floor(rest / (sizes[i] ?? 1));
      return values[digit - 1]?.value ?? null;
    });
  }
}

/** The answer with unknowns against the most urgent of the published rows that agree with what is known. */
function compareUnknowns(tally: Tally, ours: DecisionTable, theirs: Published): number {
  const order = (theirs.decision_points[theirs.outcome]?.values ?? []).map(({ key }) => key);
  const rows = theirs.mapping.map((row) => ({
    values: ours.inputs.map((input) => valueWith(input, row[input.id])),
    urgency: order.indexOf(row[theirs.outcome] ?? ""),
  }));
  let count = 0;
  for (const given of assignments(ours)) {
    if (!given.includes(null)) continue;
    count += 1;
    const open = rows.filter(({ values }) =>
      given.every((value, i) => value === null || value === values[i]),
    );
    const worst = Math.max(...open.map(({ urgency }) => urgency));
    const facts = factsFor(ours, (input) => given[ours.inputs.indexOf(input)] ?? null);
    const decision = decide(ours, facts);
    const said = decision.assumed.length === given.filter((value) => value === null).length;
    const read = valuesOfRow(ours, decision.row).every(
      ({ value }, i) => given[i] === null || given[i] === value,
    );
    check(
      tally,
      decision.outcome.key === order[worst] && said && read,
      () =>
        `${ours.name}: ${given.map((v) => v ?? "?").join(" ")}: ${order[worst]}, ours ${decision.outcome.key}`,
    );
  }
  return count;
}

/** SSVC's and CISA's published decision tables against ours, row by row, and with every combination of unknowns. */
export async function run(suites: string): Promise<Conformance> {
  const folder = join(suites, "standards", "ssvc");
  const name = "ssvc";
  if (!existsSync(folder))
    return { name, passed: 0, failed: 1, lines: [`absent: ${folder}; nothing was checked`] };
  const published = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Published);
  const tally: Tally = { passed: 0, failed: 0, lines: [] };
  const summary: string[] = [];
  for (const theirs of published) {
    const ours = DECISION_TABLES.find(({ id }) => id === `${theirs.namespace}:${theirs.key}`);
    check(
      tally,
      ours !== undefined,
      () => `${theirs.namespace}:${theirs.key} is published and not ours`,
    );
    if (ours === undefined) continue;
    comparePoints(tally, ours, theirs);
    compareRows(tally, ours, theirs);
    const unknowns = compareUnknowns(tally, ours, theirs);
    summary.push(
      `${ours.title} ${ours.version}: ${ours.rows.length} rows, ${unknowns} combinations with unknowns`,
    );
  }
  for (const { id } of DECISION_TABLES)
    check(
      tally,
      published.some(({ namespace, key }) => `${namespace}:${key}` === id),
      () => `${id} is ours and not published`,
    );
  return { name, passed: tally.passed, failed: tally.failed, lines: [...tally.lines, ...summary] };
}
