import type { FindingFeatures } from "./features.ts";
import { similarity } from "./minhash.ts";

export type SignalName =
  | "component"
  | "weakness"
  | "file"
  | "function"
  | "line"
  | "crash"
  | "public id"
  | "text";

/** One reason for or against one root cause, with what each side says. */
export type Signal = {
  readonly name: SignalName;
  readonly verdict: "agrees" | "disagrees" | "unknown";
  readonly here: string;
  readonly there: string;
};

export type Comparison = {
  readonly signals: readonly Signal[];
  readonly verdict: Readonly<Record<SignalName, Signal["verdict"]>>;
  /** Estimated Jaccard similarity of the texts, or `null` when one is too short. */
  readonly similarity: number | null;
  /** Neither names a place in the code: two records about an advisory rather than reports of a finding. */
  readonly isRecord: boolean;
};

type Verdict = Signal["verdict"];
const ALIKE = 0.4;
const UNALIKE = 0.12;

const given = (known: boolean, equal: boolean): Verdict =>
  !known ? "unknown" : equal ? "agrees" : "disagrees";

function component(a: FindingFeatures, b: FindingFeatures): Verdict {
  if (a.component === null || b.component === null) return "unknown";
  const all = (one: FindingFeatures) => [one.component ?? "", ...one.alsoAffects];
  if (all(a).some((purl) => all(b).includes(purl))) return "agrees";
  return isUntyped(a.component, b.component) ? "agrees" : "disagrees";
}

const UNTYPED = /^pkg:(?:generic|github|gitlab)\//;

/** `pkg:generic/zlib` and `pkg:github/madler/zlib` name one thing; two package registries do not. */
const isUntyped = (a: string, b: string): boolean =>
  (UNTYPED.test(a) || UNTYPED.test(b)) && a.split("/").at(-1) === b.split("/").at(-1);

/** One path ends with the other, at a folder's border. */
const isSameFile = (a: string, b: string): boolean =>
  a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);

const some = (
  a: readonly string[],
  b: readonly string[],
  same: (x: string, y: string) => boolean,
) =>
  given(
    a.length > 0 && b.length > 0,
    a.some((x) => b.some((y) => same(x, y))),
  );

/** A line says something only within one version of the file. */
const line = (a: FindingFeatures, b: FindingFeatures): Verdict =>
  given(a.line !== null && b.line !== null && a.version === b.version, a.line === b.line);

function crash(a: FindingFeatures["crash"], b: FindingFeatures["crash"]): Verdict {
  if (a === null || b === null) return "unknown";
  const shared = Math.min(a.frames.length, b.frames.length);
  const equal = a.frames.slice(0, shared).every((frame, i) => frame === b.frames[i]);
  return given(true, a.type === b.type && equal);
}

/** CVE ids are given one per flaw, so two that share none are two flaws; a GHSA beside a CVE says nothing. */
function publicId(a: readonly string[], b: readonly string[]): Verdict {
  if (a.some((id) => b.includes(id))) return "agrees";
  const isCve = (id: string) => id.startsWith("CVE-");
  return a.some(isCve) && b.some(isCve) ? "disagrees" : "unknown";
}

const text = (alike: number | null): Verdict =>
  alike === null || (alike < ALIKE && alike >= UNALIKE) ? "unknown" : given(true, alike >= ALIKE);

const list = (values: readonly (string | null)[]): string =>
  values.filter((v) => v !== null && v !== "").join(", ");
const crashText = (one: FindingFeatures["crash"]): string =>
  one === null ? "" : `${one.type}: ${one.frames.join(" < ")}`;
const percent = (alike: number | null): string =>
  alike === null ? "" : `${Math.round(alike * 100)} % alike`;

export function compare(a: FindingFeatures, b: FindingFeatures): Comparison {
  const alike = a.sketch === null || b.sketch === null ? null : similarity(a.sketch, b.sketch);
  const lineOf = (one: FindingFeatures) => (one.line === null ? "" : String(one.line));
  const rows: readonly [SignalName, Verdict, string, string][] = [
    ["component", component(a, b), list([a.component]), list([b.component])],
    [
      "weakness",
      given(a.weakness !== null && b.weakness !== null, a.weakness === b.weakness),
      list([a.weakness]),
      list([b.weakness]),
    ],
    ["file", some(a.files, b.files, isSameFile), list(a.files), list(b.files)],
    [
      "function",
      some(a.functions, b.functions, (x, y) => x === y),
      list(a.functions),
      list(b.functions),
    ],
    ["line", line(a, b), lineOf(a), lineOf(b)],
    ["crash", crash(a.crash, b.crash), crashText(a.crash), crashText(b.crash)],
    ["public id", publicId(a.ids, b.ids), list(a.ids), list(b.ids)],
    ["text", text(alike), percent(alike), percent(alike)],
  ];
  return {
    signals: rows.map(([name, verdict, here, there]) => ({ name, verdict, here, there })),
    verdict: Object.fromEntries(
      rows.map(([name, verdict]) => [name, verdict]),
    ) as Comparison["verdict"],
    similarity: alike,
    isRecord: [a, b].every(({ files, functions }) => files.length + functions.length === 0),
  };
}
