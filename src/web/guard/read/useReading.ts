import { useEffect, useRef, useState } from "react";
import type { Reading, ReadJob } from "./jobs.ts";
import { askLatest } from "./latest.ts";
import { openReader } from "./openReader.ts";

export type Question = Omit<ReadJob, "do"> & { readonly text: string };
/** The newest answer, and the question it answers: while somebody types, an earlier one. */
export type Answered = { readonly question: Question; readonly reading: Reading };

/** Reads a text whenever question or `round` is another. Another round gives up what is under way. */
export function useReading(question: Question | undefined, round: number) {
  const [answered, setAnswered] = useState<Answered>();
  const [error, setError] = useState<Error | null>(null);
  const asks = useRef<{ readonly put: (question: Question) => void }>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another thread
  useEffect(() => {
    const reader = openReader();
    const latest = askLatest(
      (asked: Question) => reader.read(asked.text, asked),
      (asked, reading) => {
        setError(null);
        setAnswered({ question: asked, reading });
      },
      setError,
    );
    asks.current = latest;
    return () => {
      latest.end();
      reader.close();
    };
  }, [round]);
  useEffect(() => {
    if (question) asks.current?.put(question);
  }, [question]);
  return { answered, error, isBusy: question !== undefined && answered?.question !== question };
}
