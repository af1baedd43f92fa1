import { ok, type Refusal, type Result, refuse } from "../result.ts";
import type { Advisory } from "./advisory.ts";
import { cveAffected } from "./cveAffected.ts";
import { exploitationSentence } from "./phrase.ts";
import { severityBand } from "./score.ts";

export type CveRefusal = Refusal<
  "advisory/no-cve-id" | "advisory/no-cve-assigner" | "advisory/withdrawn"
>;

/** 5.2.0 is 5.1.1 with `packageURL`. */
const CVE_DATA_VERSION = "5.2.0";

/**
 * A CVE record (JSON 5). Only from an id that was recorded with its source, and with the CNA that assigned it: neither
 * is ever made up. A withdrawn advisory has none, since only the CNA can reject a record.
 */
export function toCve(advisory: Advisory): Result<unknown, CveRefusal> {
  const { cveId, withdrawn } = advisory;
  if (cveId === null)
    return refuse("advisory/no-cve-id", "No CVE id has been recorded for this advisory.");
  if (cveId.assigner === null)
    return refuse(
      "advisory/no-cve-assigner",
      `The CNA that assigned ${cveId.id} has not been recorded; a CVE record names it by its UUID.`,
    );
  if (withdrawn !== null)
    return refuse(
      "advisory/withdrawn",
      `The advisory is withdrawn; whether ${cveId.id} is rejected, its CNA decides.`,
    );
  const { orgId, shortName } = cveId.assigner;
  return ok({
    dataType: "CVE_RECORD",
    dataVersion: CVE_DATA_VERSION,
    cveMetadata: {
      cveId: cveId.id,
      assignerOrgId: orgId,
      ...(shortName === null ? {} : { assignerShortName: shortName }),
      state: "PUBLISHED",
    },
    containers: {
      cna: {
        providerMetadata: {
          orgId,
          ...(shortName === null ? {} : { shortName }),
          dateUpdated: advisory.dates.current,
        },
        ...cnaContainer(advisory),
      },
    },
  });
}

/** CVE lists hold no entry twice. */
const once = <T>(list: readonly T[]): T[] => [
  ...new Map(list.map((entry) => [JSON.stringify(entry), entry])).values(),
];

const filled = <T>(key: string, list: readonly T[]) =>
  list.length === 0 ? {} : { [key]: once(list) };

const english = (value: string) => ({ lang: "en", value });

function cnaContainer(advisory: Advisory) {
  const { title, summary, dates, remediations, timeline, weaknesses } = advisory;
  const remedies = (...categories: string[]) =>
    remediations
      .filter(({ category }) => categories.includes(category))
      .map(({ details }) => english(details));
  return {
    title,
    datePublic: dates.released,
    descriptions: [english(summary)],
    affected: advisory.products.map(cveAffected),
    ...filled(
      "problemTypes",
      weaknesses.map(({ id, name }) => ({
        descriptions: [{ lang: "en", cweId: id, type: "CWE", description: `${id}: ${name}` }],
      })),
    ),
    ...filled("metrics", advisory.severity.map(cveMetric)),
    references: references(advisory),
    ...filled("solutions", remedies("vendor_fix")),
    ...filled("workarounds", remedies("workaround", "mitigation")),
    exploits: [english(exploitationSentence(advisory.exploitation))],
    ...filled(
      "timeline",
      timeline.map(({ at, event }) => ({ time: at, lang: "en", value: event })),
    ),
    ...filled("credits", advisory.credits.map(cveCredit)),
    source: { advisory: advisory.id, version: advisory.version, discovery: "UNKNOWN" },
  };
}

function cveMetric({ version, vector, score }: Advisory["severity"][number]) {
  const metric = {
    version,
    vectorString: vector,
    baseScore: score,
    baseSeverity: severityBand(score),
  };
  return { format: "CVSS", [version === "4.0" ? "cvssV4_0" : "cvssV3_1"]: metric };
}

const TAGS: Partial<Record<Advisory["references"][number]["kind"], string>> = {
  report: "issue-tracking",
  fix: "patch",
  evidence: "exploit",
  package: "product",
};

function references({ id, publisher, references: stated }: Advisory) {
  const own = {
    url: `${publisher.namespace}/advisories/${id}.html`,
    name: id,
    tags: ["third-party-advisory"],
  };
  return once([
    own,
    ...stated.map(({ url, title, kind }) => {
      const tag = TAGS[kind];
      return { url, name: title, ...(tag === undefined ? {} : { tags: [tag] }) };
    }),
  ]);
}

const CREDIT_TYPE = {
  finder: "finder",
  reporter: "reporter",
  verifier: "analyst",
  coordinator: "coordinator",
  remediation_developer: "remediation developer",
  tool: "tool",
  other: "other",
} as const;

const cveCredit = ({ name, kind }: Advisory["credits"][number]) => ({
  lang: "en",
  value: name,
  type: CREDIT_TYPE[kind],
});
