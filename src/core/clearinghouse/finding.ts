/** A place in source code. Paths are as the finder wrote them; lines count from 1. */
export type CodeLocation = {
  readonly file: string | null;
  readonly line: number | null;
  readonly function: string | null;
};

/** Who found it and with what. `null` is "unknown" and is shown as such. */
export type FoundBy = {
  readonly party: string | null;
  readonly model: string | null;
  readonly modelVersion: string | null;
  readonly harness: string | null;
};

/** Claimed by the finder: how to make the flaw show itself. `none` is an explicit "there is none". */
export type Reproducer =
  | { readonly kind: "unknown" }
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "file";
      readonly name: string;
      readonly sha256: string;
      readonly size: number;
    };

/** What a sanitizer or runtime said, reduced to what two crashes of one flaw share. */
export type CrashSignature = {
  readonly tool: string; // "asan", "ubsan", "msan", "lsan", "libfuzzer", "go", "rust", "java", "python" …
  readonly type: string; // "Heap-buffer-overflow", "NullPointerException" …
  readonly access: string | null; // "READ 4", "WRITE 8"
  readonly address: string | null; // as printed, 0x…
  readonly frames: readonly string[]; // normalised function names, innermost first
  readonly state: readonly string[]; // up to three lines that tell the crash: the failed check, then the topmost frames
};

/**
 * One claimed flaw, extracted from a report. Never edited after intake.
 * `null` and the empty list mean "the report does not say": shown as unknown, never read as none or low.
 */
export type Finding = {
  readonly title: string;
  /** Canonical purl without version, such as `pkg:npm/left-pad`. */
  readonly component: string | null;
  /** Other purls (without version) that the report names as affected. */
  readonly alsoAffects: readonly string[];
  readonly version: string | null;
  readonly commit: string | null;
  readonly weakness: string | null; // CWE-787
  readonly description: string;
  readonly locations: readonly CodeLocation[];
  readonly trace: string | null;
  readonly signature: CrashSignature | null;
  readonly reproducer: Reproducer;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly boundary: string | null;
  /** CVSS vectors as written; checked by core/clearinghouse/severity. */
  readonly severity: readonly string[];
  readonly foundBy: FoundBy;
  readonly humanCheck: string | null;
  readonly duplicateSearch: string | null;
  /** CVE, GHSA and other public ids the report names. */
  readonly aliases: readonly string[];
  /** Where in the report it stands: JSON pointer, or `/line/N`. */
  readonly pointer: string;
};
