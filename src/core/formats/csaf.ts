import type { Finding } from "../clearinghouse/finding.ts";
import { blankFinding, vectorsIn } from "./blankFinding.ts";
import { type CsafProduct, readProducts } from "./csafProducts.ts";
import { Cursor } from "./cursor.ts";
import { cutText } from "./cutText.ts";
import type { Faults } from "./faults.ts";
import type { Limits } from "./limits.ts";
import { readWeakness } from "./weakness.ts";

const MOST_COMPONENTS = 500;
const LONGEST_DESCRIPTION = 50_000;

/** CSAF 2.0: one finding for each vulnerability of the document. */
export function readCsaf(document: unknown, faults: Faults, limits: Limits): Finding[] {
  const advisory = new Cursor(document, faults);
  const head =
    advisory.required("document", "the advisory's metadata") && advisory.object("document");
  judgeVersion(head);
  head?.required("category", '"csaf_security_advisory" or another profile');
  head?.required("publisher", "category, name and namespace of who publishes it");
  const title = head?.required("title", "the advisory's title") ? head.text("title") : null;
  const id = trackingId(head);
  const products = readProducts(advisory.object("product_tree"));
  const vulnerabilities = advisory.objects("vulnerabilities");
  if (vulnerabilities.length > limits.findings) {
    faults.add(
      "too-many-findings",
      "/vulnerabilities",
      `The document holds ${vulnerabilities.length} vulnerabilities; at most ${limits.findings} are read. Split it.`,
    );
    return [];
  }
  return vulnerabilities.map((item) => toFinding(item, title ?? "", id, products));
}

function judgeVersion(head: Cursor | null): void {
  const version = head?.required("csaf_version", '"2.0"') ?? null;
  if (version !== null && version.value !== "2.0")
    version.fault("version", "Only CSAF 2.0 is read. Write the document in version 2.0.");
}

function trackingId(head: Cursor | null): string | null {
  const tracking = head?.required("tracking", "id, version and dates")
    ? head.object("tracking")
    : null;
  return tracking?.required("id", "the advisory's id") ? tracking.text("id") : null;
}

function toFinding(
  item: Cursor,
  advisoryTitle: string,
  advisoryId: string | null,
  products: ReadonlyMap<string, CsafProduct>,
): Finding {
  const cve = idOf(item);
  judgeWeakness(item.object("cwe"));
  const affected = affectedIds(item).flatMap((id) => products.get(id) ?? []);
  const components = [...new Set(affected.flatMap(({ component }) => component ?? []))];
  const title = item.text("title") ?? (cve === null ? advisoryTitle : `${advisoryTitle}: ${cve}`);
  const ids = item.objects("ids").map((entry) => entry.text("text"));
  return {
    ...blankFinding(title, item.pointer),
    component: components[0] ?? null,
    alsoAffects: components.slice(1, MOST_COMPONENTS + 1),
    version: affected.flatMap(({ version }) => version ?? [])[0] ?? null,
    weakness: readWeakness(item.object("cwe")?.text("id") ?? null),
    description: describing(item),
    severity: vectorsIn(item.objects("scores").flatMap(vectors)),
    foundBy: { party: finderOf(item), model: null, modelVersion: null, harness: null },
    aliases: [...new Set([cve, ...ids, advisoryId].filter((alias) => alias !== null))],
  };
}

function idOf(item: Cursor): string | null {
  const id = item.text("cve");
  if (id !== null && !/^CVE-\d{4}-\d{4,19}$/.test(id))
    item
      .member("cve")
      ?.fault("id", `"${cutText(id, 40)}" is not a CVE id. Write it like CVE-2026-12345.`);
  return id;
}

function judgeWeakness(cwe: Cursor | null): void {
  const id = cwe?.text("id") ?? null;
  if (id !== null && !/^CWE-[1-9]\d{0,5}$/.test(id))
    cwe?.member("id")?.fault("id", `"${cutText(id, 40)}" is not a CWE id. Write it like CWE-787.`);
}

const AFFECTED = ["known_affected", "first_affected", "last_affected", "under_investigation"];

function affectedIds(item: Cursor): string[] {
  const status = item.object("product_status");
  return AFFECTED.flatMap((key) => status?.texts(key) ?? []);
}

const DESCRIBING = new Set(["description", "summary", "details"]);

function describing(item: Cursor): string {
  const notes = item.objects("notes");
  const chosen = notes.filter((note) => DESCRIBING.has(note.text("category") ?? ""));
  return cutText(
    chosen.flatMap((note) => note.text("text") ?? []).join("\n\n"),
    LONGEST_DESCRIPTION,
  );
}

const vectors = (score: Cursor): (string | null)[] =>
  ["cvss_v4", "cvss_v3", "cvss_v2"].map((key) => score.object(key)?.text("vectorString") ?? null);

/** Whoever the advisory thanks for this vulnerability. */
function finderOf(item: Cursor): string | null {
  const [first] = item.objects("acknowledgments");
  return first?.text("organization") ?? first?.texts("names")[0] ?? null;
}
