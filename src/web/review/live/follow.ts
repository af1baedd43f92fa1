import { followReview } from "#contract/review/review.ts";
import { ReviewAccess } from "#contract/review/reviewPage.ts";
import { pathOf } from "../../request.ts";

export type LiveState = "connecting" | "connected" | "broken";

/** The part of `EventSource` that is used. */
export type Source = Pick<EventSource, "addEventListener" | "close" | "readyState">;

type Told = {
  readonly onState: (state: LiveState) => void;
  readonly onAccess: (access: ReviewAccess) => void;
  readonly onEdition: (edition: number) => void;
};

/** After an answer that ends the browser's own trying, such as a server that restarts. */
const AGAIN_MS = 5_000;
const CLOSED = 2;

/**
 * Follows a review as it happens. The browser takes up a broken line by itself, with `Last-Event-ID`; a line that was refused
 * is asked for again from the last access that came. Answers what stops it.
 */
export function follow(
  ref: string,
  start: number,
  told: Told,
  open: (address: string) => Source = (address) => new EventSource(address),
): () => void {
  let after = start;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: Source;
  const listen = () => {
    told.onState("connecting");
    source = open(pathOf(followReview.path, { ref }, { after }));
    source.addEventListener("open", () => told.onState("connected"));
    source.addEventListener("access", ({ data }) => {
      const access = ReviewAccess.safeParse(parseJson(data));
      if (!access.success || access.data.seq <= after) return;
      after = access.data.seq;
      told.onAccess(access.data);
    });
    source.addEventListener("changed", ({ data }) => {
      const { edition } = (parseJson(data) ?? {}) as { readonly edition?: unknown };
      if (typeof edition === "number") told.onEdition(edition);
    });
    source.addEventListener("error", () => {
      told.onState("broken");
      if (source.readyState !== CLOSED) return;
      timer = setTimeout(listen, AGAIN_MS);
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
