/** Names whose values are sums and counters: a file's, a row's, a cache's; a number of tokens. */
const NAMES_DIGEST =
  /(?:[\w-]\.(?:[cm]?[jt]sx?|s?css|map|json|md|py|rb|go|rs|java|php|html?|vue|svg|png|ya?ml|txt|so|dll|exe|zip|t?gz|jar|whl)|(?:cache|primary|foreign|sort|partition|row|group|index|dedup\w{0,8})[_-]?key|(?:max|min|num|total|prompt|completion)[_-]?tokens|tokens?[_-]?(?:count|ids?|type))["']?\s{0,4}[:=]\s{0,4}["']?$/i;
const DIGEST = /^(?:sha\d{1,3}[:-])?[0-9a-f]{16,128}$/i;

/** The sum of something that anybody may have: hexadecimal, and what stands before it is no name for a secret. */
export const isDigest = (found: string, before: string): boolean =>
  DIGEST.test(found) && NAMES_DIGEST.test(before);
