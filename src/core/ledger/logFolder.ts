/** A log's folder in the tlog-tiles layout, read-only. Paths are relative, with `/` between names. */
export type LogFolder = {
  /** The file, or at most `limit + 1` bytes of it, so that a longer one shows; `undefined` when there is none. */
  readonly read: (path: string, limit: number) => Promise<Uint8Array | undefined>;
  /** Names in a folder (`""` is the log's own), sorted; `undefined` when there is none. */
  readonly list: (folder: string) => Promise<FolderNames | undefined>;
  /** The lines of a file, `undefined` when there is none. */
  readonly lines: (path: string) => Promise<LineReader | undefined>;
};

export type FolderNames = {
  readonly files: readonly string[];
  readonly folders: readonly string[];
};

export type LineReader = {
  /** The next lines, each with its newline; fewer than `count` only at the end, where the last may lack one. */
  readonly next: (count: number) => Promise<readonly Uint8Array[]>;
  readonly close: () => Promise<void>;
};

/** The first thing found to be wrong: in which file, about which entry (counted from 0), and what. */
export type LogFault = {
  readonly where: string;
  readonly entry: number | null;
  readonly message: string;
};

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: LogFault };

export const bad = (where: string, message: string, entry: number | null = null) =>
  ({ ok: false, fault: { where, entry, message } }) as const;
