import type { Problem } from "../../problem.ts";
import { toJson } from "../identity.ts";
import { readJsonLines } from "../jsonLines.ts";
import { type CaseContent, toTestCase } from "../testCase.ts";
import { messageEvent } from "./foreignEvents.ts";
import {
  type ForeignOpinion,
  type ForeignRun,
  type ForeignTrial,
  NO_USAGE,
  type ReadForeign,
} from "./foreignRun.ts";
import { toOneLine, toUtcTime } from "./foreignText.ts";
import { countsApart } from "./garakCounts.ts";
import { GarakLine, type GarakTurn, textOf, turnsOf } from "./garakLine.ts";

/** A detector's score from here on is a hit: garak's own default, where the report names no other. */
const THRESHOLD = 0.5;
/** An attempt that every detector has looked at; those before are the same attempt, not yet judged. */
const EVALUATED = 2;

const fault = (message: string): ReadForeign => ({
  ok: false,
  problems: [{ rule: "garak/attempts", pointer: "", message }],
});

/** A report of garak: each output of an evaluated attempt is a trial, each detector a dimension, where yes is a hit. */
export function readGarak(text: string): ReadForeign {
  const { rows, problems, torn } = readJsonLines(text.replace(/^\ufeff/, ""), GarakLine);
  if (problems.length > 0 && isHitLog(text)) return fault(HIT_LOG);
  if (problems.length > 0 && !/"entry_type"/.test(text)) return fault(NO_REPORT);
  if (problems.length > 0) return { ok: false, problems: cut(problems) };
  const attempts = lastOfEach(
    rows.filter(({ entry_type, status }) => entry_type === "attempt" && status === EVALUATED),
  );
  if (attempts.length === 0)
    return fault(rows.some(({ entry_type }) => entry_type === "digest") ? DIGEST : NOTHING);
  const setup = rows.find(({ entry_type }) => entry_type === "start_run setup") ?? {};
  const named = (key: string): unknown =>
    Reflect.get(setup, `plugins.target_${key}`) ?? Reflect.get(setup, `plugins.model_${key}`);
  const told: unknown = Reflect.get(setup, "run.eval_threshold");
  const threshold = typeof told === "number" ? told : THRESHOLD;
  const started = rows.find(({ entry_type }) => entry_type === "init");
  const at = toUtcTime(started?.start_time);
  const run: ForeignRun = {
    name: `garak-${toOneLine(started?.run?.slice(0, 8) ?? "report")}`,
    format: "garak",
    target: toJson({ kind: "garak", type: named("type") ?? null, name: named("name") ?? null }),
    behaviour: { name: "garak", description: "Probes of a garak report." },
    taxonomy: null,
    // Each probe has detectors of its own.
    elsewhere: "not_applicable",
    trials: attempts.flatMap((attempt) => toTrials(attempt, { at, threshold })),
    notes: notesOf(rows, attempts, { torn, threshold }),
  };
  if (run.trials.length === 0) return fault(SILENT);
  return { ok: true, run };
}

const NOTHING =
  "No attempt in this report was evaluated (entry_type attempt, status 2). Give the report.jsonl of a finished run.";
const DIGEST =
  "This report holds a digest and no attempts. Give the report.jsonl that garak wrote while it ran.";
const SILENT =
  "No evaluated attempt in this report has an output: there is no answer to take over.";
const NO_REPORT =
  "This is no report of garak: no line of it has an entry_type. Give the report.jsonl that garak wrote, a JSON object a line.";
const HIT_LOG =
  "This is garak's hitlog, which holds the hits alone: a rate of it would be 100 %. Give the report.jsonl that lies beside it.";

/** Lines of a hitlog name no kind, and each is one hit. */
const isHitLog = (text: string): boolean =>
  /^\s*\{[^\n]*"attempt_id"\s*:/.test(text) && !/"entry_type"/.test(text);

const MOST_PROBLEMS = 20;

function cut(problems: readonly Problem[]): Problem[] {
  const left = problems.length - MOST_PROBLEMS;
  const message = `And ${left} more. Give the report.jsonl as garak wrote it.`;
  const shown = problems.slice(0, MOST_PROBLEMS);
  return left > 0 ? [...shown, { rule: "garak/shape", pointer: "", message }] : shown;
}

/** An attempt that was written twice counts once, as it stood at last. */
function lastOfEach(attempts: readonly GarakLine[]): GarakLine[] {
  const kept = new Map<string, GarakLine>();
  for (const [at, attempt] of attempts.entries()) kept.set(attempt.uuid ?? `line ${at}`, attempt);
  return [...kept.values()];
}

function notesOf(
  rows: readonly GarakLine[],
  attempts: readonly GarakLine[],
  { torn, threshold }: { readonly torn: boolean; readonly threshold: number },
): string[] {
  const notes = torn ? ["The last line of the report was cut off."] : [];
  const judged = new Set(attempts.map(({ uuid }) => uuid));
  const begun = rows.filter(({ entry_type }) => entry_type === "attempt");
  const open = new Set(begun.flatMap(({ uuid }) => (judged.has(uuid) ? [] : (uuid ?? []))));
  if (open.size > 0)
    notes.push(`Attempts that were begun and not evaluated, and are left out: ${open.size}.`);
  const empty = attempts.filter(({ outputs }) => (outputs ?? []).length === 0).length;
  if (empty > 0) notes.push(`Evaluated attempts without an output, which are left out: ${empty}.`);
  const runs = rows.filter(({ entry_type }) => entry_type === "init").length;
  if (runs > 1)
    notes.push(
      `The report holds ${runs} runs, which are taken together; the first names the target.`,
    );
  if (threshold !== THRESHOLD)
    notes.push(`A score of ${threshold} and above is a hit, as the report says.`);
  return [...notes, ...countsApart(rows, attempts, threshold)];
}

type Told = { readonly at: string | null; readonly threshold: number };

function toTrials(attempt: GarakLine, { at, threshold }: Told): ForeignTrial[] {
  const turns = turnsOf(attempt.prompt);
  const held = toTestCase(contentOf(attempt, turns), {
    probe: toOneLine(attempt.probe_classname ?? "unknown"),
  });
  return (attempt.outputs ?? []).map((output, repetition) => {
    const answer = textOf(output);
    return {
      held,
      repetition,
      end: answer === null ? "target_error" : "completed",
      fault: answer === null ? "The target gave no answer." : null,
      events: toConversation(attempt, turns, repetition).map(({ role, text }) =>
        messageEvent(role === "system" || role === "assistant" ? role : "user", text),
      ),
      usage: NO_USAGE,
      at,
      opinions: attempt.detector_results.map(([name, scores]) =>
        toOpinion(toOneLine(name), scores[repetition], threshold),
      ),
    };
  });
}

/** Every turn of the conversation that ended in this output, where the report has it; else the prompt and the output. */
function toConversation(
  { conversations, messages, outputs }: GarakLine,
  asked: readonly GarakTurn[],
  at: number,
): readonly GarakTurn[] {
  const answer = textOf(outputs?.[at]);
  const said = answer === null ? [] : [{ role: "assistant", text: answer }];
  const whole = turnsOf(conversations?.[at] ?? messages?.[at]);
  const last = whole.findLast(({ role }) => role === "assistant");
  return last !== undefined && last.text === answer ? whole : [...asked, ...said];
}

function contentOf({ probe_classname, goal }: GarakLine, turns: readonly GarakTurn[]): CaseContent {
  const title = toOneLine(goal ?? probe_classname ?? "attempt");
  const system = turns.find(({ role }) => role === "system")?.text ?? null;
  const said = turns.filter(({ role }) => role === "user").map(({ text }) => text);
  return said.length < 2
    ? { kind: "prompt", content: { title, system, message: said[0] ?? "" } }
    : {
        kind: "scenario",
        content: { title, system, goal: title, script: said, mostTurns: said.length },
      };
}

function toOpinion(
  name: string,
  score: number | null | undefined,
  threshold: number,
): ForeignOpinion {
  const known = typeof score === "number";
  return {
    dimension: name,
    category: null,
    judge: `garak ${name}`,
    kind: "rule",
    outcome: known ? (score >= threshold ? "yes" : "no") : "inconclusive",
    reason: known
      ? `Scored ${score}; ${threshold} and above is a hit.`
      : "The detector gave no score.",
  };
}
