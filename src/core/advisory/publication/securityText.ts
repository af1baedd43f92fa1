import type { Site } from "../page/layout.ts";

const MONTHS_VALID = 11;

/** RFC 9116. The expiry moves once a month, so that the file does not change with every publication. */
export function toSecurityText({ namespace, contact }: Site, at: string): string {
  const month = new Date(Date.parse(at));
  const expires = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + MONTHS_VALID, 1);
  return [
    `Contact: ${contact.includes("@") ? `mailto:${contact}` : contact}`,
    `Expires: ${new Date(expires).toISOString()}`,
    `Encryption: ${namespace}/keys/openpgp.asc`,
    "Preferred-Languages: en",
    `Canonical: ${namespace}/.well-known/security.txt`,
    `CSAF: ${namespace}/.well-known/csaf/provider-metadata.json`,
    "",
  ].join("\n");
}
