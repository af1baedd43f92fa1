import { type CodePoints, toCodePoints } from "./codePoints.ts";

/** What of a message can be cited: its text, or for a call of a tool an argument or the result. */
export type SourceKind = "message" | "tool_arg" | "tool_result";

export type Source = {
  readonly kind: SourceKind;
  /** The argument's name, of a `tool_arg`. */
  readonly argument: string | null;
  readonly text: CodePoints;
};

/** A message as the judge was shown it. */
export type CitableMessage = {
  /** What the judge cites it by: "1", "2" … */
  readonly index: string;
  /** Stable within the transcript. */
  readonly messageId: string;
  readonly text: string;
  readonly toolCallId?: string | undefined;
  readonly toolArguments?: Readonly<Record<string, string>>;
  readonly toolResult?: string;
};

export type Candidate = {
  readonly message: CitableMessage;
  /** Arguments and result of a tool, looked at before the text that shows them. */
  readonly particular: readonly Source[];
  readonly whole: Source;
};

export function toCandidate(message: CitableMessage): Candidate {
  const sources = Object.entries(message.toolArguments ?? {}).map(([argument, text]) => ({
    kind: "tool_arg" as const,
    argument,
    text: toCodePoints(text),
  }));
  const result = toCodePoints(message.toolResult ?? "");
  return {
    message,
    particular: [
      ...sources.filter(({ text }) => text.length > 0),
      ...(result.length > 0
        ? [{ kind: "tool_result" as const, argument: null, text: result }]
        : []),
    ],
    whole: { kind: "message", argument: null, text: toCodePoints(message.text) },
  };
}

/** For people: "message text", "tool argument 'path'". */
export const nameOf = ({ kind, argument }: Source): string => {
  if (kind === "message") return "message text";
  return kind === "tool_result" ? "tool result" : `tool argument '${argument}'`;
};

/** The claimed message first, then its neighbours outwards, then whatever has no number. */
export function inSearchOrder(
  candidates: readonly Candidate[],
  claimed: string,
): readonly Candidate[] {
  const base = /^\d+$/.test(claimed) ? Number(claimed) : null;
  const rank = ({ message: { index } }: Candidate): number => {
    if (index === claimed) return -1;
    if (base === null || !/^\d+$/.test(index)) return Number.POSITIVE_INFINITY;
    const apart = Number(index) - base;
    return apart < 0 ? -2 * apart - 1 : 2 * apart;
  };
  return candidates.toSorted((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    return one === other ? 0 : one - other;
  });
}
