export type CodeMark = "looked-at" | "bad";

/** The lines of a trace (from 1) that name a reported place, and the one that names the error. */
export function traceMarks(
  trace: string,
  places: readonly { readonly file: string | null; readonly line: number | null }[],
): Map<number, { mark: CodeMark }> {
  const named = places.flatMap(({ file, line }) =>
    file === null ? [] : [line === null ? file : `${file}:${line}`],
  );
  const marks = new Map<number, { mark: CodeMark }>();
  trace.split("\n").forEach((text, index) => {
    if (/^(=+\d+=+)?\s*(ERROR|WARNING|panic|Exception in thread)\b/.test(text))
      marks.set(index + 1, { mark: "bad" });
    else if (named.some((place) => text.includes(place)))
      marks.set(index + 1, { mark: "looked-at" });
  });
  return marks;
}
