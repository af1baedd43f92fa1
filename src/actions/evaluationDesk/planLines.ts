import { findTrialFault, findVerdictFault, toTrialRow } from "#core/evaluation/held/trialRow.ts";
import { toShortIdentity } from "#core/evaluation/identity.ts";
import type { TestCase } from "#core/evaluation/testCase.ts";
import type { Trial } from "#core/evaluation/trial.ts";
import type { Verdict } from "#core/evaluation/verdict.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import type { KnownTrial, TrialRecord } from "#store/evaluation/trial.ts";
import type { RunContent } from "./content.ts";

/** A line as its door has read it: a trial with what is known of it, or verdicts that came later. */
export type PushedLine =
  | {
      readonly trial: Trial;
      readonly case: TestCase;
      readonly verdicts: readonly Verdict[] | null;
    }
  | { readonly verdictsOf: Trial["id"]; readonly verdicts: readonly Verdict[] };

export type LineAnswer = {
  readonly status: "stored" | "known" | "refused";
  readonly trial: string | null;
  readonly problem: string | null;
};

type NewTrial = Omit<
  TrialRecord,
  "number" | "outcomes" | "judged" | "conflict" | "disagreement" | "unscored" | "judgeKinds"
>;

/** A trial of this run, as it will be when the lines are stored. */
export type Slot = Pick<KnownTrial, "number" | "caseId" | "repetition" | "category"> & {
  readonly trialMark: string;
  readonly wasUnscored: boolean;
  /** What is to be stored of a trial that was not there. */
  readonly added: {
    readonly record: NewTrial;
    readonly trial: string;
    readonly held: string;
  } | null;
  verdictsMark: string | null;
  /** Verdicts that are to be stored. */
  verdicts: readonly Verdict[] | null;
};

export type LinePlan = {
  readonly answers: readonly LineAnswer[];
  /** Those that change, in the order of their numbers. */
  readonly changed: readonly Slot[];
};

const markOf = (text: string): string => Buffer.from(sha256(text)).toString("hex");
const hexOf = (identity: string): string => identity.slice("sha256:".length);

export const trialOf = (line: PushedLine): string =>
  hexOf("trial" in line ? line.trial.id : line.verdictsOf);

export type RunNow = {
  readonly runKey: string;
  readonly isOpen: boolean;
  /** Trials that are there. */
  readonly trials: number;
  readonly content: RunContent;
};

const CLOSED =
  "The run is finished, and takes nothing new. Open it again, or run again under another key.";

/** What is known of the run's trials, and what the lines so far bring. */
type Plan = {
  readonly run: RunNow;
  readonly slots: Map<string, Slot>;
  readonly changed: Set<Slot>;
  last: number;
};

/** Decides line by line, each seeing what those before it brought. */
export function planLines(
  lines: readonly PushedLine[],
  known: readonly KnownTrial[],
  run: RunNow,
): LinePlan {
  const plan: Plan = {
    run,
    slots: new Map(known.map((one) => [one.trial, toKnownSlot(one)])),
    changed: new Set(),
    last: run.trials,
  };
  const answers = lines.map((line): LineAnswer => {
    const trial = "trial" in line ? line.trial.id : line.verdictsOf;
    const outcome = takeLine(plan, line);
    return outcome === "stored" || outcome === "known"
      ? { status: outcome, trial, problem: null }
      : { status: "refused", trial, problem: outcome };
  });
  return { answers, changed: [...plan.changed].sort((a, b) => a.number - b.number) };
}

/** "stored", "known", or why the line is not taken. */
function takeLine(plan: Plan, line: PushedLine): string {
  const { run, slots, changed } = plan;
  const fault = findFault(line, run);
  if (fault !== null) return fault;
  const slot = slots.get(trialOf(line));
  if (slot) {
    const outcome = addTo(slot, line, run.isOpen);
    if (outcome === "stored") changed.add(slot);
    return outcome;
  }
  if (!("trial" in line))
    return `The trial ${toShortIdentity(line.verdictsOf)} is not there. Send it before its verdicts.`;
  if (!run.isOpen) return CLOSED;
  plan.last += 1;
  const fresh = toNewSlot(line, plan.last, run.content);
  slots.set(trialOf(line), fresh);
  changed.add(fresh);
  return "stored";
}

function findFault(line: PushedLine, { runKey, content }: RunNow): string | null {
  const trial = "trial" in line ? line.trial.id : line.verdictsOf;
  const ofTrial = "trial" in line ? findTrialFault(line.trial, line.case, runKey) : null;
  return ofTrial ?? findVerdictFault(line.verdicts ?? [], trial, content.dimensions);
}

/** What comes of a line about a trial that is there: "stored", "known", or why it is not taken. */
function addTo(slot: Slot, line: PushedLine, isOpen: boolean): string {
  if ("trial" in line && markOf(JSON.stringify(line.trial)) !== slot.trialMark)
    return "Another trial is stored under this id. A run that was repeated is another run.";
  if (line.verdicts === null) return "known";
  const mark = markOf(JSON.stringify(line.verdicts));
  if (mark === slot.verdictsMark) return "known";
  if (slot.verdictsMark !== null)
    return "Other verdicts are stored for this trial. Another judge has another judge key: open a run of its own.";
  if (!isOpen) return CLOSED;
  slot.verdictsMark = mark;
  slot.verdicts = line.verdicts;
  return "stored";
}

const toKnownSlot = (known: KnownTrial): Slot => ({
  ...known,
  wasUnscored: known.unscored,
  added: null,
  verdicts: null,
});

function toNewSlot(
  line: Extract<PushedLine, { readonly trial: Trial }>,
  number: number,
  { taxonomy }: RunContent,
): Slot {
  const { trial, case: held, verdicts } = line;
  const row = toTrialRow(trial, held, taxonomy);
  const place = { caseId: hexOf(trial.case), repetition: trial.repetition };
  const text = JSON.stringify(trial);
  const record = {
    ...row,
    ...place,
    trial: hexOf(trial.id),
    ending: trial.end,
    latencyMs: trial.usage.latencyMs,
  };
  return {
    number,
    ...place,
    category: row.category,
    trialMark: markOf(text),
    wasUnscored: false,
    added: { record, trial: text, held: JSON.stringify(held) },
    verdictsMark: verdicts === null ? null : markOf(JSON.stringify(verdicts)),
    verdicts,
  };
}
