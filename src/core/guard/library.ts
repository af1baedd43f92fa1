/** What programs import as `assay/guard`: the engine behind the command line, without files, network or database. */
import { AUDIENCES, type Audience, type AudienceKind } from "./audience.ts";
import { toPolicyRecord } from "./audit/policyHash.ts";
import { CHECKS } from "./detect/checks.ts";
import { evaluateDocument } from "./document/evaluateDocument.ts";
import { compileGuard } from "./engine/compileGuard.ts";
import type { Replace } from "./engine/stage.ts";
import { evaluateText, type TextVerdict } from "./evaluateText.ts";
import { type ByteStream, openByteStream } from "./openByteStream.ts";
import type { Pack } from "./pack.ts";
import { type ReadPack, readPackFile } from "./packFile/readPackFile.ts";
import { type ReadRegistry, readRegistry as readRegistryFile } from "./packFile/readRegistry.ts";
import { DEFAULT_PACKS } from "./packs/catalogue.ts";
import { oneOfEach } from "./packs/oneOfEach.ts";
import { packNames, packsNamed } from "./packs/packNames.ts";
import type { Registry } from "./registry.ts";
import { type GuardStream, openStream } from "./stream/openStream.ts";

/** A guard at work. An audience is given by its kind; the participants of a case also by the case. */
export type OpenGuard = {
  readonly packs: readonly Pack[];
  /** SHA-256 over the packs and the audience, under which a verdict can be replayed. */
  readonly policyHash: (audience?: Audience | AudienceKind) => string;
  readonly scan: (text: string, audience?: Audience | AudienceKind) => TextVerdict;
  /** Undefined: the text is no JSON. What is rewritten stays JSON. */
  readonly scanJson: (text: string, audience?: Audience | AudienceKind) => TextVerdict | undefined;
  /** However the text is cut, what leaves is what `scan` gives for the whole. */
  readonly openStream: (audience?: Audience | AudienceKind) => GuardStream;
  /** The same for UTF-8, cut in the middle of characters too. */
  readonly openByteStream: (audience?: Audience | AudienceKind) => ByteStream;
};

export type GuardSettings = {
  /** Names of built-in packs, or packs that `readPack` read. Default: the default set. */
  readonly packs?: readonly (string | Pack)[];
  readonly registry?: Registry;
  /** What takes the place of what is found, instead of the rule's own words. */
  readonly replace?: Replace;
};

function audienceOf(audience: Audience | AudienceKind): Audience {
  const asked = typeof audience === "string" ? { kind: audience } : audience;
  if (AUDIENCES.includes(asked.kind)) return asked;
  throw new RangeError(`There is no audience "${asked.kind}". There are: ${AUDIENCES.join(", ")}.`);
}

function packsOf(asked: GuardSettings["packs"]): readonly Pack[] {
  if (asked === undefined) return DEFAULT_PACKS;
  const all = asked.flatMap((one) => {
    const packs = typeof one === "string" ? packsNamed(one) : [one];
    if (packs) return packs;
    throw new RangeError(`There is no pack "${one}". There are: ${packNames().join(", ")}.`);
  });
  const each = oneOfEach(all);
  if (each.ok) return each.packs;
  throw new RangeError(each.message);
}

/** Makes packs and registry ready: some hundred milliseconds, once. Throws where a pack or a rule is none. */
export function openGuard({ packs, registry, replace }: GuardSettings = {}): OpenGuard {
  const all = packsOf(packs);
  const guard = compileGuard(all, registry ?? { embargoed: [] }, CHECKS);
  return {
    packs: all,
    policyHash: (audience = "public") => toPolicyRecord(all, audienceOf(audience)).hash,
    scan: (text, audience = "public") => evaluateText(text, audienceOf(audience), guard, replace),
    scanJson: (text, audience = "public") =>
      evaluateDocument(text, audienceOf(audience), guard, all, replace),
    openStream: (audience = "public") => openStream(guard, audienceOf(audience), replace),
    openByteStream: (audience = "public") => openByteStream(guard, audienceOf(audience), replace),
  };
}

/** A pack from the text of a YAML, JSON or TOML file (gitleaks' among it), linted; or all that is wrong with it. */
export const readPack = (text: string, fileName: string): ReadPack => readPackFile(text, fileName);

/** What may not be told now, from the text of a JSON file. */
export const readRegistry = (text: string): ReadRegistry => readRegistryFile(text);
