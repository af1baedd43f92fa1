import { toCitableMessages } from "../../../src/core/evaluation/assert/integrity.ts";
import {
  type CitationPart,
  resolveCitation,
} from "../../../src/core/evaluation/citation/resolve.ts";
import { RUNS, readRun } from "./publishedRun.ts";
import { check, sameJson, type Tally } from "./tally.ts";

/** Each quotation of the published verdicts is resolved again, and must come to the stored status, method, message and offsets. */
export function checkCitations(folder: string, tally: Tally): void {
  const methods = new Map<string, number>();
  for (const { run, id, ours, stored } of replay(folder, tally)) {
    const holds = ours !== undefined && agrees(ours, stored);
    check(tally, holds, () => `${run} ${id}: ${JSON.stringify(ours)}`);
    const { status, method } = stored.resolution;
    const name = status === "resolved" ? method : status;
    if (holds) methods.set(name, (methods.get(name) ?? 0) + 1);
  }
  const counts = [...methods].map(([method, count]) => `${count} ${method}`);
  const total = [...methods.values()].reduce((sum, count) => sum + count, 0);
  tally.summary.push(`citations: ${total} parts as stored (${counts.join(", ")})`);
}

function replay(folder: string, tally: Tally) {
  return RUNS.flatMap((run) => {
    const { scores, transcripts } = readRun(folder, run, tally);
    const byCase = new Map(transcripts.map((row) => [row.test_case_id, row]));
    return scores.flatMap(({ test_case_id: id, verdict }) => {
      const row = byCase.get(id);
      const messages = row === undefined ? [] : toCitableMessages(row);
      return (verdict?.citations ?? []).flatMap(({ parts }) => {
        const quotes = parts.map(({ quoted_text: quote }) => quote);
        const ours = resolveCitation(parts[0]?.claimed_message_index ?? "", quotes, messages);
        return parts.map((stored, i) => ({ run, id, ours: ours[i], stored }));
      });
    });
  });
}

type Stored = {
  readonly matched_message_index?: string | null | undefined;
  readonly message_id: string;
  readonly position: readonly number[] | null;
  readonly source_kind?: string | null | undefined;
  readonly resolution: { readonly status: string; readonly method: string };
};

const agrees = (part: CitationPart, stored: Stored): boolean =>
  part.resolution.status === stored.resolution.status &&
  part.resolution.method === stored.resolution.method &&
  sameJson(part.position, stored.position) &&
  part.messageId === stored.message_id &&
  part.matchedIndex === (stored.matched_message_index ?? null) &&
  part.sourceKind === (stored.source_kind ?? null);
