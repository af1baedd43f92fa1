import type { PlannedFile } from "./plan.ts";

/** Only our own templates write these; a quote in content is escaped, so content cannot look like one. */
const LINK = /\b(href|src)="\/(?!\/)/g;

/** The same pages below another path: their links lead back into the same tree. */
export const withBase = (files: readonly PlannedFile[], base: string): PlannedFile[] =>
  files.map((file) =>
    file.path.endsWith(".html")
      ? { ...file, text: file.text.replaceAll(LINK, `$1="${base}/`) }
      : file,
  );
