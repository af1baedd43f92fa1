import type { Json } from "../../canonicalJson.ts";
import type { Identity } from "../identity.ts";
import { isDecided } from "../rule/outcome.ts";
import type { Verdict } from "../verdict.ts";

/** The span that a trial was seen as, and the answer that was judged; hexadecimal, as OTLP JSON has them. */
export type JudgedSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly responseId: string | null;
};

export type ResultExport = {
  /** When they were judged, in milliseconds since 1970. */
  readonly atMs: number;
  readonly version: string;
  /** Null where the trial was not seen as a span. */
  readonly spanOf?: (trial: Identity) => JudgedSpan | null;
};

const EVENT = "gen_ai.evaluation.result";
/** Severity INFO. */
const INFO = 9;

/**
 * Verdicts as an OTLP JSON export of logs: an event `gen_ai.evaluation.result` each, by OpenTelemetry's conventions for generative systems
 * (development). A yes is 1 and a no 0; what is no answer has no score, its reason as label, and, unless it was not asked, as `error.type`.
 */
export function toEvaluationResults(
  verdicts: readonly Verdict[],
  { atMs, version, spanOf = () => null }: ResultExport,
): Json {
  const time = `${BigInt(Math.round(atMs)) * 1_000_000n}`;
  return {
    resourceLogs: [
      {
        resource: { attributes: [attribute("service.name", "assay")] },
        scopeLogs: [
          {
            scope: { name: "assay.evaluation", version },
            logRecords: verdicts.map((verdict) => toRecord(verdict, time, spanOf(verdict.trial))),
          },
        ],
      },
    ],
  };
}

function toRecord(verdict: Verdict, time: string, span: JudgedSpan | null): Json {
  const { trial, case: held, dimension, category, outcome, decidedBy, conflict } = verdict;
  const grade = gradeOf(verdict);
  const value = scoreOf(verdict, grade);
  const isFault = !isDecided(outcome) && outcome !== "not_applicable";
  const attributes = [
    attribute("gen_ai.evaluation.name", dimension),
    ...(value === null
      ? []
      : [{ key: "gen_ai.evaluation.score.value", value: { doubleValue: value } }]),
    attribute("gen_ai.evaluation.score.label", grade ?? outcome),
    ...optional("gen_ai.evaluation.explanation", explanationOf(verdict)),
    ...optional("gen_ai.response.id", span?.responseId ?? null),
    ...optional("error.type", isFault ? outcome : null),
    attribute("assay.trial.id", trial),
    attribute("assay.case.id", held),
    attribute("assay.evaluation.outcome", outcome),
    ...optional("assay.evaluation.category", category),
    ...optional("assay.evaluation.decided_by", decidedBy),
    { key: "assay.evaluation.conflict", value: { boolValue: conflict } },
    { key: "assay.evaluation.judges", value: { arrayValue: { values: judgesOf(verdict) } } },
  ];
  return {
    timeUnixNano: time,
    observedTimeUnixNano: time,
    severityNumber: INFO,
    eventName: EVENT,
    attributes,
    ...(span === null ? {} : { traceId: span.traceId, spanId: span.spanId }),
  };
}

const attribute = (key: string, text: string): Json => ({ key, value: { stringValue: text } });
const optional = (key: string, text: string | null): Json[] =>
  text === null || text === "" ? [] : [attribute(key, text)];

const decisive = ({ opinions, decidedBy, outcome }: Verdict) =>
  opinions.filter(
    (opinion) => opinion.outcome === outcome && (decidedBy === null || opinion.kind === decidedBy),
  );

/** The grade that those who decided agree on. */
function gradeOf(verdict: Verdict): string | null {
  const grades = new Set(decisive(verdict).map(({ grade }) => grade ?? null));
  const [only = null] = grades;
  return grades.size === 1 ? only : null;
}

function scoreOf({ outcome }: Verdict, grade: string | null): number | null {
  if (grade !== null && /^-?\d+(?:\.\d+)?$/.test(grade)) return Number(grade);
  return isDecided(outcome) ? Number(outcome === "yes") : null;
}

const explanationOf = (verdict: Verdict): string =>
  [...new Set(decisive(verdict).map(({ reason }) => reason))]
    .filter((reason) => reason !== "")
    .join(" ");

const judgesOf = ({ opinions }: Verdict): Json[] =>
  [...new Set(opinions.map(({ judge }) => judge))].map((judge) => ({ stringValue: judge }));
