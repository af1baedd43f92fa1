import type { Advisory } from "./advisory.ts";
import { csafPath, csafTlp } from "./csafName.ts";
import { csafBranches, numberProducts } from "./csafTree.ts";
import { csafVulnerability } from "./csafVulnerability.ts";
import { withdrawalSentence } from "./phrase.ts";
import { sortedKeys } from "./sortedKeys.ts";
import { readStatements } from "./statement.ts";

/** CSAF 2.0, profile `csaf_security_advisory` (section 4.4). https://docs.oasis-open.org/csaf/csaf/v2.0/ */
export function toCsaf(advisory: Advisory): unknown {
  const products = numberProducts(readStatements(advisory));
  return sortedKeys({
    document: {
      category: "csaf_security_advisory",
      csaf_version: "2.0",
      lang: "en",
      title: advisory.title,
      distribution: distribution(advisory.tlp),
      notes: notes(advisory),
      publisher: {
        category: "coordinator",
        name: advisory.publisher.name,
        namespace: advisory.publisher.namespace,
        contact_details: advisory.publisher.contact,
      },
      references: references(advisory),
      tracking: tracking(advisory),
    },
    product_tree: { branches: csafBranches(products) },
    vulnerabilities: [csafVulnerability(advisory, products)],
  });
}

const distribution = (tlp: Advisory["tlp"]) => ({
  text: `TLP:${tlp} (TLP 2.0)`,
  tlp: { label: csafTlp(tlp), url: "https://www.first.org/tlp/" },
});

function notes({ summary, details, timeline, withdrawn }: Advisory) {
  return [
    ...(withdrawn === null
      ? []
      : [
          {
            category: "general",
            title: "Withdrawn",
            text: withdrawalSentence(withdrawn),
          },
        ]),
    { category: "summary", title: "Summary", text: summary },
    ...(details === "" ? [] : [{ category: "details", title: "Details", text: details }]),
    ...(timeline.length === 0
      ? []
      : [
          {
            category: "general",
            title: "Timeline",
            text: timeline.map(({ at, event }) => `${at} ${event}`).join("\n"),
          },
        ]),
  ];
}

function references(advisory: Advisory) {
  const { namespace } = advisory.publisher;
  return [
    {
      category: "self",
      summary: "This advisory (CSAF 2.0)",
      url: `${namespace}${csafPath(advisory)}`,
    },
    {
      category: "self",
      summary: "This advisory (web page)",
      url: `${namespace}/advisories/${advisory.id}.html`,
    },
    ...advisory.references.map(({ url, title }) => ({ category: "external", summary: title, url })),
  ];
}

function tracking({ id, version, dates, cveId }: Advisory) {
  return {
    ...(cveId === null ? {} : { aliases: [cveId.id] }),
    id,
    version: String(version),
    status: "final",
    initial_release_date: dates.released,
    current_release_date: dates.current,
    generator: { engine: { name: "Assay" } },
    revision_history: dates.revisions.map(({ number, date, summary }) => ({
      number: String(number),
      date,
      summary,
    })),
  };
}
