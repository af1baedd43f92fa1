import { toPolicyRecord } from "./audit/policyHash.ts";
import { packsFor } from "./channelPacks.ts";
import { CHECKS } from "./detect/checks.ts";
import { compileGuard, type Guard } from "./engine/compileGuard.ts";
import { openStream } from "./stream/openStream.ts";
import { type Action, type Finding, join } from "./verdict.ts";

/** What somebody found in their own words before they sealed them: no value, and no claim of anybody else's. */
export type PlaintextReading = {
  /** `not-text`: it is no text, and was not read as one. */
  readonly as: "text" | "not-text";
  /** SHA-256 of the packs that read it, and the audience. */
  readonly policy: string;
  readonly highest: "none" | "rewrite" | "escalate" | "block";
  readonly rules: readonly { readonly ruleId: string; readonly count: number }[];
};

/** Why it was sealed all the same; null where nothing asked for a reason. */
export type SealedReading = PlaintextReading & { readonly reason: string | null };

/** A finding for the eyes of whoever seals: the rule, what it says, and where, in code points. */
export type SeenFinding = Pick<Finding, "ruleId" | "message" | "start" | "end" | "action">;

export type PlaintextFindings = {
  readonly reading: PlaintextReading;
  /** The first of them. */
  readonly seen: readonly SeenFinding[];
};

/** Whatever is sealed is sealed to named persons. */
const TO = { kind: "named" } as const;
const SNIFFED = 8_192;
/** Of more findings than these nobody reads the rest. */
const MOST = 10_000;
const SHOWN = 20;
const TEXTUAL = new Set([9, 10, 12, 13, 27]);

/** Looks like text: no NUL, hardly a control character, and as good as all of it UTF-8. */
export function isTextLike(start: Uint8Array): boolean {
  const head = start.subarray(0, SNIFFED);
  if (head.includes(0)) return false;
  const controls = head.filter((byte) => byte < 32 && !TEXTUAL.has(byte)).length;
  const odd = new TextDecoder("utf-8").decode(head).match(/\ufffd/g)?.length ?? 0;
  return controls + odd <= Math.max(2, head.length / 100);
}

/** The guard is made ready when the first text comes: what is no text does without its memory. */
export type PlaintextGuard = { readonly guard: () => Guard; readonly policy: string };

let made: PlaintextGuard | undefined;

/** The packs for what is sealed, made ready once: some hundred milliseconds. */
export function plaintextGuard(): PlaintextGuard {
  if (made) return made;
  const packs = packsFor("sealed", undefined);
  let ready: Guard | undefined;
  const guard = (): Guard => {
    ready ??= compileGuard(packs, { embargoed: [] }, CHECKS);
    return ready;
  };
  made = { guard, policy: toPolicyRecord(packs, TO).hash };
  return made;
}

const highestOf = (findings: readonly Finding[]): PlaintextReading["highest"] => {
  const highest = findings.reduce<Action>((sum, { action }) => join<Action>(sum, action), "pass");
  return highest === "pass" ? "none" : highest;
};

function countedRules(findings: readonly Finding[]): PlaintextReading["rules"] {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return [...counts].map(([ruleId, count]) => ({ ruleId, count }));
}

/** Reads while pieces of a plaintext go by, in constant memory. Bytes that are no UTF-8 are read as what stands for them. */
export function openPlaintext({ guard, policy }: PlaintextGuard = plaintextGuard()) {
  let stream: ReturnType<typeof openStream> | undefined;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let as: PlaintextReading["as"] | undefined;
  let isFull = false;
  const take = (text: string): void => {
    if (isFull || text === "") return;
    stream ??= openStream(guard(), TO);
    stream.push(text);
    isFull = stream.verdict().findings.length >= MOST;
  };
  return {
    push: (piece: Uint8Array): void => {
      as ??= isTextLike(piece) ? "text" : "not-text";
      if (as === "text") take(decoder.decode(piece, { stream: true }));
    },
    end: (): PlaintextFindings => {
      if (as === "text") {
        take(decoder.decode());
        stream?.end();
      }
      const findings = stream?.verdict().findings ?? [];
      const reading = {
        as: as ?? "text",
        policy,
        highest: highestOf(findings),
        rules: countedRules(findings),
      };
      return { reading, seen: findings.slice(0, SHOWN) };
    },
  };
}

/** True where a person has to say why it is sealed all the same. */
export const needsReason = ({ highest }: PlaintextReading): boolean =>
  highest === "escalate" || highest === "block";

/** In half a line: whether it was read, and how many things were found. */
export function summarizeReading({ as, rules }: PlaintextReading): string {
  if (as === "not-text") return "not read: it is no text";
  const count = rules.reduce((sum, rule) => sum + rule.count, 0);
  if (count === 0) return "nothing found";
  return `${count} found: ${rules.map(({ ruleId }) => ruleId).join(", ")}`;
}

/** What was found, in a few lines for people. */
export function describeReading({ reading, seen }: PlaintextFindings): string {
  if (reading.as === "not-text") return "It is no text, and was not read as one.";
  if (reading.highest === "none") return "Read before sealing: nothing was found.";
  const lines = seen.map(({ ruleId, message, start }) => `${ruleId} at ${start}: ${message}`);
  const more = reading.rules.reduce((sum, { count }) => sum + count, 0) - seen.length;
  return [
    "Read before sealing:",
    ...lines.map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
}
