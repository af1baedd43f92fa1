import { followEvaluation, LiveProgress } from "#contract/evaluation/run.ts";
import { pathOf } from "../../request.ts";

/** The part of `EventSource` that is used. */
export type Source = Pick<EventSource, "addEventListener" | "close" | "readyState">;

/** After an answer that ends the browser's own trying, such as a server that restarts. */
const AGAIN_MS = 5_000;
const CLOSED = 2;

/** Tells how far a run is as it goes on; what is no progress is left aside. Answers what stops it. */
export function follow(
  ref: string,
  onProgress: (progress: LiveProgress) => void,
  open: (address: string) => Source = (address) => new EventSource(address),
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: Source;
  const listen = () => {
    source = open(pathOf(followEvaluation.path, { ref }));
    source.addEventListener("progress", ({ data }) => {
      const progress = LiveProgress.safeParse(parseJson(data));
      if (progress.success) onProgress(progress.data);
    });
    source.addEventListener("error", () => {
      if (source.readyState === CLOSED) timer = setTimeout(listen, AGAIN_MS);
    });
  };
  listen();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
