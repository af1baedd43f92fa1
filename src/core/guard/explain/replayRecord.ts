import type { GuardRecord, RecordFinding } from "../audit/guardRecord.ts";
import { outputHashOf } from "../audit/guardRecord.ts";
import { packHash } from "../audit/policyHash.ts";
import { isComparable, isInputOf, readDifferences } from "../audit/replay.ts";
import { CHECKS } from "../detect/checks.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateParts, type Parts, type PartsVerdict } from "../evaluateParts.ts";
import type { Pack } from "../pack.ts";
import type { Registry } from "../registry.ts";

/** What a record is decided again by. Without the key the text cannot be told from another of the same findings. */
export type Known = {
  readonly packs: readonly Pack[];
  readonly registry: Registry | null;
  readonly key: Uint8Array | null;
};

/** `same`: same verdict, findings and bytes. `unknown`: what decided then is not all here. Each with why. */
export type Replay = {
  readonly replay: "same" | "differs" | "unknown";
  readonly why: readonly string[];
  readonly again: PartsVerdict | null;
};

function packsOf(record: GuardRecord, known: readonly Pack[]): (Pack | string)[] {
  return record.policy.packs.map(({ id, version, hash }) => {
    const pack = known.find((one) => packHash(one) === hash);
    return (
      pack ?? `Pack ${id} ${version} at hash ${hash} is not here: it was another, or is changed.`
    );
  });
}

const bare = ({ ruleId, action, part, start, end }: Omit<RecordFinding, "valueMac">): string =>
  [ruleId, action, part, start, end].join(" ");

/** What can be compared where nobody has the key of the HMACs. */
function openDifferences(record: GuardRecord, again: PartsVerdict): string[] {
  const differences: string[] = [];
  if (again.action !== record.verdict)
    differences.push(`The verdict was ${record.verdict} and is ${again.action}.`);
  const [then, now] = [record.findings.map(bare), again.findings.map(bare)];
  if (then.join("\n") !== now.join("\n"))
    differences.push(`There were ${then.length} findings; now they are others (${now.length}).`);
  if (isComparable(record) && outputHashOf(again.output) !== record.outputSha256)
    differences.push("What would go out has other bytes.");
  return differences;
}

/** Decides once more what is on record, by packs of the same hashes, on the text that somebody kept. Pure. */
export function replayRecord(record: GuardRecord, parts: Parts, known: Known): Replay {
  const { key, registry } = known;
  if (key && !isInputOf(key, record, parts))
    return {
      replay: "differs",
      why: ["This is another text than the one that was read: its HMAC is another."],
      again: null,
    };
  const packs = packsOf(record, known.packs);
  const missing = packs.filter((pack) => typeof pack === "string");
  if (missing.length > 0) return { replay: "unknown", why: missing, again: null };
  const guard = compileGuard(packs as Pack[], registry ?? { embargoed: [] }, CHECKS);
  const again = evaluateParts(parts, record.audience, [guard]);
  const why = key ? readDifferences(key, record, parts, again) : openDifferences(record, again);
  if (why.length === 0) return { replay: "same", why, again };
  const { policy } = record;
  const isBlind =
    (policy.registry !== null && registry === null) ||
    policy.keys.length + policy.carries.length > 0;
  if (!isBlind) return { replay: "differs", why, again };
  const more = "The decision also knew a register, or keys of cases, that are not here.";
  return { replay: "unknown", why: [...why, more], again };
}
