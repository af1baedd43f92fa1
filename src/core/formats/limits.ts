/** What one file may cost. Sizes are bytes, lengths are UTF-16 units. */
export type Limits = {
  /** The file as sent, and what it inflates to (all entries of a zip together). */
  readonly fileBytes: number;
  /** YAML and logs are read more slowly than JSON, so they may be smaller. */
  readonly yamlBytes: number;
  readonly logBytes: number;
  /** Arrays and objects inside one another. */
  readonly depth: number;
  /** Values in one document: an object of a million keys costs seconds wherever it is read. */
  readonly values: number;
  /** One string of a document. */
  readonly textLength: number;
  readonly findings: number;
  readonly zipEntries: number;
};

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 32 * MIB,
  yamlBytes: MIB / 4,
  logBytes: 4 * MIB,
  depth: 100,
  values: 600_000,
  textLength: MIB,
  findings: 10_000,
  zipEntries: 50,
};

/** "32 MiB", "512 KiB", "1 MiB": for messages. */
export function sizeText(bytes: number): string {
  if (bytes >= MIB) return `${Math.round((bytes / MIB) * 10) / 10} MiB`;
  if (bytes >= 1024) return `${Math.round(bytes / 1024)} KiB`;
  return `${bytes} bytes`;
}
