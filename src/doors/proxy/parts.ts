import type { AskPerson } from "#actions/guard/askPerson.ts";
import type { AskUpstream } from "#actions/guard/connectUpstream.ts";
import type { Audience } from "#core/guard/audience.ts";
import type { PolicyRecord } from "#core/guard/audit/policyHash.ts";
import type { Policy } from "#core/guard/proxy/policy.ts";
import type { ProxyReport } from "#core/guard/proxy/report.ts";
import type { Protocol } from "#core/guard/proxy/wire.ts";
import type { Action, Finding } from "#core/guard/verdict.ts";
import type { Result } from "#core/result.ts";

export type ProxyLimits = {
  /** Bytes of a request, and of an answer that does not stream. */
  readonly bodyBytes: number;
  /** Exchanges at a time; others are told to come again. */
  readonly concurrent: number;
  /** Nothing comes from the model's side for so long, and it counts as broken. */
  readonly silenceMs: number;
  /** A request has to be here within this time. */
  readonly requestMs: number;
};

export const PROXY_LIMITS: ProxyLimits = {
  bodyBytes: 32 * 1_048_576,
  concurrent: 256,
  silenceMs: 300_000,
  requestMs: 60_000,
};

/** One exchange as it is recorded: texts stay with whoever makes the record of it. */
export type Exchanged = {
  /** Who reads it, and by what it was judged: an answer, or a request. */
  readonly audience: Audience;
  readonly policy: PolicyRecord;
  readonly report: ProxyReport;
  /** What was read: an answer, or a request that did not go on. */
  readonly texts: ReadonlyMap<string, string>;
  readonly output: ReadonlyMap<string, string>;
  readonly decidedBy: { readonly name: string; readonly reason: string } | null;
  readonly milliseconds: number;
};

/** Says otherwise what is held back for its style. */
export type Draft = (
  asked: { readonly text: string; readonly findings: readonly Finding[]; readonly policy: Policy },
  signal: AbortSignal,
) => Promise<Result<string>>;

/** All that the proxy's door is given. */
export type ProxyParts = {
  readonly ask: AskUpstream;
  /** By the key that the caller shows; undefined: nobody with this key is answered. */
  readonly policyOf: (key: string | null) => Policy | undefined;
  readonly askPerson: AskPerson | null;
  readonly draft: Draft | null;
  /** Null: nothing is recorded, and no text is kept for it. */
  readonly record: ((exchanged: Exchanged) => void) | null;
  readonly limits: ProxyLimits;
};

/** What is recorded of an answer. An answer has one record, whatever became of it: a second is none. */
export type AnswerRecord = {
  readonly put: (judged: Pick<Exchanged, "report" | "texts" | "output" | "decidedBy">) => void;
};

export type Exchange = {
  readonly parts: ProxyParts;
  readonly policy: Policy;
  readonly protocol: Protocol;
  /** How many answers were asked for. */
  readonly choices: number;
  readonly signal: AbortSignal;
  readonly begun: number;
  readonly record: AnswerRecord;
  /** Of the request, where requests are read. */
  readonly requestVerdict: Action | null;
};

/** Headers that every answer has. */
export const standingHeaders = ({ policy, requestVerdict }: Exchange): Record<string, string> => ({
  "assay-guard-policy": policy.record.hash,
  ...(requestVerdict !== null && { "assay-guard-request-verdict": requestVerdict }),
});

export const readingOf = ({ parts, policy }: Exchange) => ({
  guard: policy.guard,
  audience: policy.audience,
  isKept: mayAsk({ parts, policy }) || parts.record !== null || parts.draft !== null,
});

export const mayAsk = ({ parts, policy }: Pick<Exchange, "parts" | "policy">): boolean =>
  parts.askPerson !== null && policy.onEscalate === "wait";
