import type { ReleasedWords } from "../../guard/releasedWords.ts";
import type { Advisory } from "../advisory.ts";
import type { Figures } from "../page/figures.ts";
import type { Site } from "../page/layout.ts";
import type { Renderings } from "../renderAdvisory.ts";

/** A published version: the advisory and the files as they were made then. */
export type PublishedVersion = {
  readonly advisory: Advisory;
  readonly renderings: Renderings;
  /** What in it the guard had held, and a person let go. */
  readonly released?: ReleasedWords;
};

/** Public halves of the signing keys, as texts of files. */
export type PublicKeys = {
  readonly openpgp: { readonly fingerprint: string; readonly armored: string };
  readonly minisign: string;
};

export type Publication = {
  readonly site: Site;
  readonly keys: PublicKeys;
  readonly figures: Figures | null;
  /** All versions of all advisories, in any order. */
  readonly versions: readonly PublishedVersion[];
  /** Now: the expiry of security.txt follows it, by the month. */
  readonly at: string;
};

/** A file of the static tree. `seal` asks for signatures and hashes beside it, which need the private keys. */
export type PlannedFile = {
  /** From the root of the site: `/csaf/white/2026/as-2026-0187.json`. */
  readonly path: string;
  readonly text: string;
  readonly mediaType: string;
  /** Once written, never written again. */
  readonly immutable: boolean;
  /** `csaf`: `.asc`, `.sha256`, `.sha512`; `minisign`: `.minisig`, `.sha256`. */
  readonly seal: "csaf" | "minisign" | null;
};

const MEDIA_TYPES: readonly (readonly [ending: string, type: string])[] = [
  [".json", "application/json"],
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".md", "text/markdown; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".csv", "text/csv; charset=utf-8"],
  [".atom", "application/atom+xml"],
  [".asc", "application/pgp-keys"],
];

export const planned = (
  path: string,
  text: string,
  { immutable = false, seal = null }: Partial<Pick<PlannedFile, "immutable" | "seal">> = {},
): PlannedFile => ({
  path,
  text,
  mediaType:
    MEDIA_TYPES.find(([ending]) => path.endsWith(ending))?.[1] ?? "text/plain; charset=utf-8",
  immutable,
  seal,
});

export const json = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
