import { fixOf, pxaOfCase } from "../clearinghouse/caseFacts.ts";
import type { CaseState } from "../clearinghouse/caseState.ts";
import { creditsOf } from "../clearinghouse/credit.ts";
import type { Finding } from "../clearinghouse/finding.ts";
import { standingVerdicts } from "../clearinghouse/ownerVerdict.ts";
import { participantsOf } from "../clearinghouse/participant.ts";
import { severityInForce } from "../clearinghouse/severity.ts";
import type { Product, Publisher, Remediation } from "./advisory.ts";
import type { AdvisoryDraft } from "./revise.ts";
import { weaknessName } from "./weaknessName.ts";

type Source = {
  readonly id: string;
  readonly caseRef: string;
  readonly state: CaseState;
  readonly findings: readonly Finding[];
  readonly publisher: Publisher;
  readonly now: string;
};

/** Package types whose versions are SemVer by the registry's own rule. */
const SEMVER = /^pkg:(npm|cargo|golang|swift|hex)\//;

const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

const nameOf = (purl: string): string => {
  const last = purl.split("/").at(-1) ?? purl;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
};

function productsOf({ state, findings }: Source): Product[] {
  const fix = fixOf(state)?.version ?? null;
  const owner = participantsOf(state.participants).find(({ role }) => role === "owner");
  const purls = [...new Set(findings.flatMap(({ component }) => component ?? []))];
  return purls.map((purl) => {
    const versions = [
      ...new Set(
        findings.filter((one) => one.component === purl).flatMap(({ version }) => version ?? []),
      ),
    ];
    const range = { introduced: null, fixed: fix, lastAffected: null };
    return {
      name: nameOf(purl),
      vendor: owner?.label ?? "N/A",
      purl,
      repository: null,
      status: "known_affected" as const,
      ranges:
        fix === null
          ? []
          : [{ type: SEMVER.test(purl) ? "semver" : "ecosystem", ...range } as const],
      versions: fix === null ? versions : [],
      fixedVersions: [],
      justification: null,
      impact: null,
    };
  });
}

function remediationsOf({ state }: Source, products: readonly Product[]): Remediation[] {
  const purls = products.map(({ purl }) => purl);
  if (purls.length === 0) return [];
  const fix = fixOf(state);
  if (fix?.version) {
    const details = `Update to ${fix.version} or later.`;
    return [{ category: "vendor_fix", details, url: fix.url, products: purls }];
  }
  return [
    { category: "none_available", details: "There is no fix yet.", url: null, products: purls },
  ];
}

function timelineOf({ state }: Source): AdvisoryDraft["timeline"] {
  const [verdict] = standingVerdicts(state.verdicts);
  const told = state.contacts.find(({ direction }) => direction === "out");
  const fix = fixOf(state);
  const events = [
    { at: state.openedAt, event: "Reported" },
    ...(told ? [{ at: told.at, event: "The owner was told" }] : []),
    ...(verdict ? [{ at: verdict.at, event: `The owner’s verdict: ${verdict.verdict}` }] : []),
    ...(fix ? [{ at: fix.at, event: `Fixed${fix.version ? ` in ${fix.version}` : ""}` }] : []),
  ];
  return events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function exploitationOf({ state, now }: Source): AdvisoryDraft["exploitation"] {
  const pxa = pxaOfCase(state);
  const state_ = pxa.endsWith("A") ? "exploited" : pxa[1] === "X" ? "proof_of_concept" : "unknown";
  return { state: state_, asOf: now, details: null };
}

/** A first draft from what the case knows. What it does not know stays empty, for the editor to see and fill. */
export function draftFromCase(source: Source): AdvisoryDraft {
  const { id, state, findings, publisher, now } = source;
  const [first] = findings;
  const severity = severityInForce(state.severity);
  const products = productsOf(source);
  const [cve] = state.cves;
  const weaknesses = [...new Set(findings.flatMap(({ weakness }) => weakness ?? []))];
  const credits = creditsOf(state).flatMap(({ party }) => party ?? []);
  return {
    id,
    title: clip(state.title, 200),
    summary: clip(first?.description.trim() || state.title, 3500),
    details: "",
    tlp: "CLEAR",
    publisher,
    cveId: cve ? { id: cve.id, source: cve.source, recordedAt: now, assigner: null } : null,
    weaknesses: weaknesses.flatMap((cwe) => {
      const name = weaknessName(cwe);
      return name === undefined ? [] : [{ id: cwe, name }];
    }),
    severity:
      severity && (severity.version === "3.1" || severity.version === "4.0")
        ? [{ version: severity.version, vector: severity.vector, score: severity.score }]
        : [],
    products,
    remediations: remediationsOf(source, products),
    references: [],
    credits: [...new Set(credits)].map((name) => ({ name, kind: "finder" as const })),
    exploitation: exploitationOf(source),
    timeline: timelineOf(source),
  };
}
