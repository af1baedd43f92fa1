import type { Finding } from "../clearinghouse/finding.ts";
import type { Problem } from "../problem.ts";

/** What a submitted file can be. A zip holds one `finding.json` with its proof and patch. */
export const REPORT_FORMATS = ["assay", "sarif", "osv", "csaf", "cve", "sanitizer", "zip"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A file that came with a finding. The name is one plain file name, never a path out of the archive. */
export type Attachment = { readonly name: string; readonly bytes: Uint8Array };

/** `format` is null when nothing in the file told what it is. A file that is read may hold no finding at all. */
export type ReadReport =
  | {
      readonly ok: true;
      readonly format: ReportFormat;
      readonly findings: readonly Finding[];
      readonly attachments: readonly Attachment[];
    }
  | {
      readonly ok: false;
      readonly format: ReportFormat | null;
      readonly problems: readonly Problem[];
    };

export const refusedReport = (
  format: ReportFormat | null,
  problems: readonly Problem[],
): ReadReport => ({ ok: false, format, problems });
