import type { ReportFormat } from "./reportFormat.ts";

type DocumentFormat = Extract<ReportFormat, "assay" | "sarif" | "osv" | "csaf" | "cve">;

const has = (value: object, key: string): boolean => Object.hasOwn(value, key);

/** What a parsed document is, by the keys that only its format has; null when none tells. */
export function detectDocument(document: unknown): DocumentFormat | null {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return null;
  if (has(document, "runs") || schemaOf(document).includes("sarif")) return "sarif";
  if (has(document, "cveMetadata") || has(document, "dataType") || has(document, "data_type"))
    return "cve";
  if (isCsaf(document)) return "csaf";
  if (isOsv(document)) return "osv";
  return has(document, "title") || /\/finding-\d+\.json$/.test(schemaOf(document)) ? "assay" : null;
}

const schemaOf = (document: object): string => {
  const { $schema } = document as { $schema?: unknown };
  return typeof $schema === "string" ? $schema.toLowerCase() : "";
};

function isCsaf(document: object): boolean {
  const { document: head } = document as { document?: unknown };
  return (
    (typeof head === "object" && head !== null && has(head, "csaf_version")) ||
    has(document, "product_tree") ||
    has(document, "vulnerabilities")
  );
}

function isOsv(document: object): boolean {
  if (has(document, "schema_version")) return true;
  return (
    has(document, "id") &&
    ["modified", "affected", "details", "aliases"].some((key) => has(document, key))
  );
}

/** OSV's top-level keys: logs begin with "word:" too ("panic: …", "Exception: …"). */
const OSV_KEYS =
  "schema_version|id|modified|published|withdrawn|aliases|upstream|related|summary|details|severity|affected|references|credits|database_specific";
const YAML_START = new RegExp(`^(?:---(?: *$| +#)|%YAML |["']?(?:${OSV_KEYS})["']?\\s*:)`);

/** A text that begins like a record in YAML: after blank lines and comments stands one of its keys. */
export function looksLikeYaml(text: string): boolean {
  const lines = text.slice(0, 4096).split(/\r?\n/);
  const first = lines.find((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return first !== undefined && YAML_START.test(first);
}

/** Logs may begin with a tag in brackets ("[1:1:1204/191823:ERROR…", "[   12.3] BUG:"); no format read here is a list of numbers. */
export const looksLikeJson = (text: string): boolean => /^\s*(?:[{"]|\[\s*[[{"\]])/.test(text);

export const looksLikeMarkup = (text: string): boolean =>
  /^\s*<(?:!doctype|html|\?xml|head|body)/i.test(text.slice(0, 1024));
