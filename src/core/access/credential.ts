/**
 * Secrets we hand out name their desk, so that a lookup knows the tenant before it reads a row:
 * `asy_<desk>_<43 characters>` for API tokens, `<desk>.<43 characters>` for sessions, links and enrolments.
 * 43 characters of base64url are 256 bits.
 */
export type Credential = { readonly desk: string; readonly secret: string };

const API_TOKEN = /^asy_([a-z0-9][a-z0-9-]{0,30})_([A-Za-z0-9_-]{43})$/;
const OTHER = /^([a-z0-9][a-z0-9-]{0,30})\.([A-Za-z0-9_-]{43})$/;

const read = (pattern: RegExp, text: string): Credential | undefined => {
  const [, desk, secret] = pattern.exec(text) ?? [];
  return desk === undefined || secret === undefined ? undefined : { desk, secret };
};

export const parseApiToken = (text: string): Credential | undefined => read(API_TOKEN, text);
export const parseCredential = (text: string): Credential | undefined => read(OTHER, text);
export const toApiToken = ({ desk, secret }: Credential): string => `asy_${desk}_${secret}`;
export const toCredential = ({ desk, secret }: Credential): string => `${desk}.${secret}`;
