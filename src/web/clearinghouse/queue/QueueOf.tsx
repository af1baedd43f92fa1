import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { QueuePage } from "./QueuePage.tsx";
import { beginning, parseView, type QueueView, readSearch, toSearch } from "./view.ts";

/** Binds a queue to its address: the address is the state. Moving the cursor replaces it, a new filter adds to the history. */
export function QueueOf(props: {
  readonly page: "work" | "queue";
  readonly title: string;
  readonly assigned: QueueView["assigned"];
}) {
  const { page, assigned } = props;
  const search = readSearch(useSearch({ strict: false }));
  const from = useMemo(() => beginning(assigned), [assigned]);
  const view = useMemo(() => parseView(search, from), [search, from]);
  const navigate = useNavigate();
  const router = useRouter();
  const onView = useCallback(
    (next: QueueView) => {
      // A late keystroke must not call back a reader who has gone on to another page.
      if (router.latestLocation.pathname !== `/${page}`) return;
      const before = parseView(
        readSearch(Object.fromEntries(new URLSearchParams(location.search))),
        from,
      );
      const sameList =
        JSON.stringify({ ...before, at: "" }) === JSON.stringify({ ...next, at: "" });
      void navigate({
        to: `/${page}`,
        search: toSearch(next, from),
        replace: sameList,
        resetScroll: false,
      });
    },
    [from, navigate, page, router],
  );
  return <QueuePage page={page} title={props.title} view={view} from={from} onView={onView} />;
}
