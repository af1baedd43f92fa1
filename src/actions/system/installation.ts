import type { EmbeddedPostgres } from "#outside/postgres/embedded.ts";

/** What a backup is taken of. */
export type Installation = {
  /** Absolute path of ASSAY_DATA. */
  readonly dataDir: string;
  /** The embedded server; `null` when DATABASE_URL names another. */
  readonly postgres: EmbeddedPostgres | null;
  /** Of the schema's owner. With the embedded server, one that row-level security does not bind. */
  readonly ownerUrl: string;
  /** Of Assay, from package.json. */
  readonly version: string;
  readonly now: () => Date;
};

/** Of the data folder everything but the database's own files and what is being written. */
export const isNotBackedUp = (path: string): boolean =>
  /^postgres(\.|$)/.test(path) || /(^|\/)[^/]*\.tmp(-[^/]*)?(\/|$)/.test(path);
