import type { Asker } from "#core/access/asker.ts";
import { mayDo } from "#core/access/permission.ts";
import { ok, refuse } from "#core/result.ts";
import { asDesk, withAsker } from "#store/database.ts";
import { insertReport } from "#store/evaluation/label.ts";
import { findRun } from "#store/evaluation/run.ts";
import { findTranscript } from "#store/evaluation/trial.ts";
import { submitReport } from "../clearinghouse/submitReport.ts";
import type { Deps } from "../deps.ts";
import { record } from "../ledger/record.ts";
import { contentOf } from "./content.ts";
import { evaluatorOf, noSuchEvaluation } from "./evaluator.ts";
import { subjectOf } from "./openRun.ts";

/** A flaw in real software, as whoever read the trial describes it. */
export type TrialFinding = {
  readonly title: string;
  readonly description: string;
  readonly component: string | null;
  readonly version: string | null;
  readonly weakness: string | null;
  readonly reproducer: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly trace: string | null;
  readonly humanCheck: string | null;
};

type TrialName = { readonly ref: string; readonly number: number };

async function find(deps: Deps, asker: Asker, { ref, number }: TrialName) {
  return await withAsker(deps.db, asker, async (tx) => {
    const run = await findRun(tx, ref);
    const transcript = run && (await findTranscript(tx, run.id, number));
    return run && transcript
      ? { run, trial: JSON.parse(transcript.trial).id as string }
      : undefined;
  });
}

/**
 * Hands the flaw to the clearinghouse like any other report, as a finding bundle that says where it comes from: model, harness, run and
 * trial. Sent again, it is known.
 */
export async function reportTrial(
  deps: Deps,
  asker: Asker,
  name: TrialName,
  finding: TrialFinding,
) {
  const evaluator = evaluatorOf(asker);
  const found = evaluator && (await find(deps, asker, name));
  if (!evaluator || !found) return noSuchEvaluation();
  if (!mayDo("report.submit", asker.roles))
    return refuse(
      "access/forbidden",
      "Your roles do not let you submit reports to the clearinghouse.",
    );
  const { run, trial } = found;
  const { circumstances, configuration } = contentOf(run);
  const provenance = {
    evaluation: run.ref,
    run: run.runKey,
    trial,
    model: circumstances.model,
    scaffold: circumstances.scaffold,
    environment: circumstances.environment,
  };
  const stated = Object.entries(finding).filter(([, value]) => value !== null);
  const bundle = {
    ...Object.fromEntries(stated),
    description: `${finding.description}\n\nFound by ${circumstances.model} in trial ${name.number} of evaluation ${run.ref} (run ${run.runKey}, trial ${trial}; scaffold ${circumstances.scaffold}; environment ${circumstances.environment}).`,
    foundBy: {
      model: circumstances.model,
      harness: `${configuration.harness.name} ${configuration.harness.version}`,
    },
    "x-provenance": provenance,
  };
  const receipt = await submitReport(deps, evaluator, {
    bytes: new TextEncoder().encode(JSON.stringify(bundle)),
    name: `${run.ref}-${name.number}.json`,
    format: "assay",
    tlp: "AMBER",
    channel: "api",
    key: null,
  });
  if (!receipt.ok) return receipt;
  const { status, report, problems } = receipt.value;
  if (status === "refused" || report === null)
    return refuse("evaluation/faults", problems.map(({ message }) => message).join(" "));
  await withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      const of = { deskId: asker.deskId, runId: run.id, partyId: run.partyId };
      await insertReport(tx, of, name.number, report, deps.now());
      await record(tx, deps, asker, [
        {
          kind: "evaluation.reported",
          subject: { evaluation: run.ref, ...subjectOf(run) },
          detail: { trial, report },
          restricted: true,
        },
      ]);
    }),
  );
  return ok({ report, status });
}
