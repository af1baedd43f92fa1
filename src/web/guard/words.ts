import type { AudienceKind } from "#core/guard/audience.ts";
import type { Channel } from "#core/guard/channel.ts";
import type { Action } from "#core/guard/verdict.ts";
import type { DotKind } from "../ui/Tag.tsx";

/** What becomes of a text under each verdict. */
export const VERDICT_SAYS: Record<Action, string> = {
  pass: "goes out as it is",
  rewrite: "goes out rewritten",
  escalate: "waits for a person",
  block: "does not go out",
};
export const VERDICT_DOT: Record<Action, DotKind> = {
  pass: "ok",
  rewrite: "plain",
  escalate: "soon",
  block: "bad",
};

/** What a finding does with the text. */
export const ACTION_SAYS: Record<Exclude<Action, "pass">, string> = {
  rewrite: "It is replaced, and the rest goes out.",
  escalate: "A person decides; nothing goes out before.",
  block: "Nothing of the text goes out.",
};

export const AUDIENCE_SAYS: Record<AudienceKind, string> = {
  public: "everybody",
  community: "the community",
  clients: "an organisation and its clients",
  organisation: "one organisation",
  participants: "those who take part in the case",
  named: "named persons",
};
/** The label of TLP 2.0 that allows each audience and no wider one. */
export const AUDIENCE_LABEL: Partial<Record<AudienceKind, string>> = {
  public: "TLP:CLEAR",
  community: "TLP:GREEN",
  clients: "TLP:AMBER",
  organisation: "TLP:AMBER+STRICT",
  named: "TLP:RED",
};

export const CHANNEL_SAYS: Record<Channel, string> = {
  mail: "mail",
  advisory: "advisories",
  public: "public pages and feeds",
  report: "papers of a review",
  proxy: "answers of models",
  sealed: "what is sealed",
};

/** `secret.aws-key` as words: "aws key". */
export const typeSays = (type: string): string =>
  (type.split(".").at(-1) ?? type).replaceAll("-", " ");

const LOOKS: Readonly<Record<string, string>> = {
  pattern: "looks for a form",
  terms: "looks for words of a list",
  registry: "looks for what the desk has registered",
};
export const detectorSays = (detector: string): string => LOOKS[detector] ?? detector;

const KNOWS: Readonly<Record<string, string>> = {
  "embargoed-key": "keys of cases under embargo: ids, commits, versions, file names",
  "embargoed-text": "passages of cases under embargo, near copies of them too",
  person: "people of cases",
  canary: "canaries planted in cases",
  erased: "people who asked to be erased",
  term: "trade-secret terms, by their salted hashes",
};
export const registerSays = (source: string): string => KNOWS[source] ?? source;

const count = new Intl.NumberFormat("en");
export const figure = (value: number): string => count.format(value);
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${figure(value)} ${value === 1 ? one : many}`;
