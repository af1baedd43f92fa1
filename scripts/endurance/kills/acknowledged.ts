import type { BatchLine } from "../../../src/contract/clearinghouse/report.ts";

/** What a line was answered: its report and its findings. */
export type Promised = { readonly report: string; readonly findings: readonly string[] };

export type Acknowledged = {
  readonly lines: ReadonlyMap<number, Promised>;
  readonly faults: readonly string[];
  readonly take: (answer: BatchLine) => void;
};

/** Every answer that ever arrived, in whichever sending. A later answer may never say otherwise. */
export function collectAnswers(): Acknowledged {
  const lines = new Map<number, Promised>();
  const faults: string[] = [];
  const take = ({ line, status, report, findings }: BatchLine): void => {
    const ids = findings.map(({ id }) => id);
    const before = lines.get(line);
    if (status === "refused" || report === null) faults.push(`line ${line} was refused`);
    else if (!before) lines.set(line, { report, findings: ids });
    else if (status !== "known") faults.push(`line ${line} was stored twice`);
    else if (before.report !== report || before.findings.join() !== ids.join())
      faults.push(`line ${line} was ${before.report}, and is ${report} now`);
  };
  return { lines, faults, take };
}
