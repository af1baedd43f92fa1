import { isIP } from "node:net";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { isLoopbackAddress, isNetworkAddress, isPublicAddress } from "./address.ts";

/**
 * How far a URL may lead. `public`: whoever chose it is a stranger. `network`, `loopback`: only for what the
 * installation's own configuration names.
 */
export type Reach = "public" | "network" | "loopback";

export const IS_WITHIN: Readonly<Record<Reach, (address: string) => boolean>> = {
  public: isPublicAddress,
  network: isNetworkAddress,
  loopback: isLoopbackAddress,
};

export type UrlRefusal = Refusal<
  "url/malformed" | "url/scheme" | "url/credentials" | "url/out-of-reach"
>;

/** The host as a socket takes it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, "$1");

/** Names that mean this machine or this network, whatever a resolver says (RFC 6761, 6762, 8375, 9476). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|home\.arpa|alt|onion)\.?$/i;

export const outOfReach = (host: string, reach: Reach) =>
  refuse(
    "url/out-of-reach",
    reach === "public"
      ? `${host} is not on the public internet.`
      : `${host} is not within reach of this setting (${reach}).`,
  );

/**
 * What can be said of a URL before its name is resolved. The URL standard has already turned 0x7f.1, 2130706433 and
 * the like into the addresses they mean.
 */
export function parseOutwardUrl(text: string, reach: Reach = "public"): Result<URL, UrlRefusal> {
  if (!URL.canParse(text)) return refuse("url/malformed", "This is not a URL.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return refuse("url/scheme", "Only http and https URLs are opened.");
  if (url.username !== "" || url.password !== "")
    return refuse("url/credentials", "A URL must not carry a user name or a password.");
  const host = hostOf(url);
  if (isIP(host) !== 0) return IS_WITHIN[reach](host) ? ok(url) : outOfReach(host, reach);
  return reach === "public" && LOCAL_NAME.test(host) ? outOfReach(host, reach) : ok(url);
}
