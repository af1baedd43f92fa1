import ipaddr from "ipaddr.js";

/** Public by its number, and yet answered inside a cloud: Azure's platform service. */
const INSIDE = new Set(["168.63.129.16"]);

/** 2000::/3 is all that is routed between networks. */
const GLOBAL: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR("2000::/3");

/** Undefined for what is not plainly an address: zones, octal and short forms are ways to hide one. */
const read = (text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes("%"))
    ? ipaddr.parse(text)
    : undefined;

/**
 * Whether an address (as text, without a port) belongs to the public internet. Private, shared, loopback, link-local
 * (where clouds answer with credentials), multicast, reserved and documentation ranges do not; nor do IPv6 addresses
 * that carry an IPv4 one inside, because whoever unwraps them decides where they lead.
 */
export function isPublicAddress(text: string): boolean {
  const address = read(text);
  if (address?.range() !== "unicast" || INSIDE.has(text)) return false;
  return address.kind() === "ipv4" || (address as ipaddr.IPv6).match(GLOBAL);
}

const OWN_NETWORK: readonly string[] = ["private", "uniqueLocal"];

/** Public, or of the networks that people run for themselves. */
export const isNetworkAddress = (text: string): boolean =>
  isPublicAddress(text) || OWN_NETWORK.includes(read(text)?.range() ?? "");

/** This machine itself. */
export const isLoopbackAddress = (text: string): boolean => read(text)?.range() === "loopback";
