import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judge, type Measured, percent, recordsIn } from "./judge.ts";
import { type PeerFound, type Peers, peerLines } from "./peers.ts";

type Example = {
  readonly id: string;
  readonly cat: readonly string[];
  readonly text: string;
  readonly pos: boolean;
};

/** A positive example counts when its kinds name a secret, and nothing vague or public. */
const counts = ({ pos, cat }: Example): boolean =>
  pos && cat.includes("secret") && !cat.includes("fuzzy") && !cat.includes("identifier");

const isFlagged = ({ ranges, values }: PeerFound): boolean => ranges.length + values.length > 0;
const flaggedIn = (found: readonly PeerFound[]): number => found.filter(isFlagged).length;

/** Recall on the examples of Nosey Parker's rules; found is whatever is more than a pass. */
export function measureSecrets(folder: string, peers: Peers): Measured {
  const examples = recordsIn<Example>(join(folder, "noseyparker.dev.jsonl.gz")).filter(counts);
  const judged = examples.map((example) => ({ ...example, action: judge(example.text).action }));
  const found = judged.filter(({ action }) => action !== "pass");
  const rewritten = found.filter(({ action }) => action === "rewrite");
  const missed = judged.filter(({ action }) => action === "pass");
  return {
    aims: [
      { what: "secrets: recall >= 95 %", isMet: found.length >= 0.95 * judged.length },
      {
        what: "secrets: >= 95 % of those found are rewritten",
        isMet: rewritten.length >= 0.95 * found.length,
      },
    ],
    lines: [
      `Nosey Parker, ${judged.length} positives: recall ${percent(found.length, judged.length)}, rewritten ${percent(rewritten.length, found.length)} of those found`,
      ...peerLines(
        peers.secrets,
        examples.map(({ text }) => text),
        (by) => `recall ${percent(flaggedIn(by), by.length)}`,
      ),
      "  as published for all 220: guardrails-js 98 % (flags 306 of 307 harmless pages), betterleaks 67 %, gitleaks 56 %, secretlint 27 %",
      ...missed.map(({ id, text }) => `  missed: ${id} ${JSON.stringify(text.slice(0, 120))}`),
    ],
  };
}

const PAGE = 4096;

export function measureHarmless(folder: string, peers: Peers): Measured {
  const text = readFileSync(join(folder, "harmless", "rustsec.txt"), "utf8");
  const pages = Array.from({ length: Math.ceil(text.length / PAGE) }, (_, i) =>
    text.slice(i * PAGE, (i + 1) * PAGE),
  );
  const wrong = pages.flatMap((page, number) =>
    judge(page)
      .findings.filter(({ type }) => type.startsWith("secret"))
      .map((finding) => ({ number, finding, page })),
  );
  const flagged = new Set(wrong.map(({ number }) => number)).size;
  return {
    aims: [
      {
        what: "harmless: < 1 % of pages flagged for a secret, and at most 3",
        isMet: flagged < 0.01 * pages.length && flagged <= 3,
      },
    ],
    lines: [
      `RustSec, ${pages.length} harmless pages: ${flagged} flagged for a secret`,
      ...peerLines(peers.secrets, pages, (by) => `${flaggedIn(by)} flagged`),
      "  as published for all 307 pages: secretlint 0, gitleaks 3, betterleaks 8, guardrails-js 306",
      ...wrong.map(
        ({ number, finding, page }) =>
          `  page ${number}: ${finding.ruleId} ${JSON.stringify([...page].slice(Math.max(0, finding.start - 30), finding.end + 10).join(""))}`,
      ),
    ],
  };
}
