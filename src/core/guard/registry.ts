import type { TlpLabel } from "./audience.ts";

/** Facts that may not travel while a case is under embargo: its id, commits, package@version, file names. */
export type EmbargoedCase = {
  readonly caseId: string;
  readonly keys: readonly string[];
  /** Texts of the case of which no near copy may leave. */
  readonly texts?: readonly string[];
};

/** A trade-secret term nobody can read here: see `toSaltedTerm`. */
export type SaltedTerm = {
  /** How many words it has, at most 8. */
  readonly words: number;
  /** 16 bits of a fast salted hash of its first word, and of the whole: most texts never reach the slow hash. */
  readonly firstTag: number;
  readonly tag: number;
  /** HMAC-SHA-256 of its words under the salt, as hex. */
  readonly hash: string;
};

/** What the guard knows at the moment a message leaves, beyond its packs. */
export type Registry = {
  readonly embargoed: readonly EmbargoedCase[];
  /** People of cases, by each spelling of the name; those without a case are nobody's. */
  readonly people?: readonly {
    readonly caseId: string | null;
    readonly names: readonly string[];
  }[];
  /** Planted in a case to show where it leaked. */
  readonly canaries?: readonly { readonly caseId: string; readonly token: string }[];
  /** Names and addresses of persons who had themselves erased. */
  readonly erased?: readonly string[];
  /** The same, where nobody keeps the words themselves. */
  readonly erasedTerms?: { readonly salt: string; readonly terms: readonly SaltedTerm[] };
  readonly terms?: { readonly salt: string; readonly terms: readonly SaltedTerm[] };
};

export type GuardContext = Registry & {
  /** What the desk knows whatever the message says; made ready once for as long as it is the same object. */
  readonly live?: Registry;
  /** Label of the content, when it has one. */
  readonly tlp: TlpLabel | null;
};
