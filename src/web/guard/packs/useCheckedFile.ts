import { useEffect, useRef, useState } from "react";
import type { CheckedFile } from "../read/jobs.ts";
import { askLatest } from "../read/latest.ts";
import { openReader } from "../read/openReader.ts";

type File = { readonly text: string; readonly name: string };

/** What the linter says of a file, as it is written; undefined as long as there is nothing. */
export function useCheckedFile(file: File) {
  const [checked, setChecked] = useState<CheckedFile>();
  const [error, setError] = useState<Error | null>(null);
  const asks = useRef<{ readonly put: (file: File) => void }>(undefined);
  useEffect(() => {
    const reader = openReader();
    const latest = askLatest(
      ({ text, name }: File) => reader.checkFile(text, { name }),
      (_, answer) => {
        setError(null);
        setChecked(answer);
      },
      setError,
    );
    asks.current = latest;
    return () => {
      latest.end();
      reader.close();
    };
  }, []);
  const isEmpty = file.text.trim() === "";
  useEffect(() => {
    if (!isEmpty) asks.current?.put(file);
  }, [file, isEmpty]);
  return { checked: isEmpty ? undefined : checked, error };
}
