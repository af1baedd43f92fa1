import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type EscalationLine, listEscalations } from "#contract/guard/escalation.ts";
import { call } from "../../api.ts";
import { KeyHints } from "../../keys/KeyHelp.tsx";
import { useKeys } from "../../keys/useKeys.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import panes from "../../ui/panes.module.css";
import { usePages } from "../../ui/usePages.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { escalationQuery } from "../queries.ts";
import { timeToWait } from "./countdown.ts";
import { DecideDialog } from "./DecideDialog.tsx";
import { HeldItem } from "./HeldItem.tsx";
import { HeldList } from "./HeldList.tsx";
import classes from "./held.module.css";
import { ANSWER_KEY, type Answer } from "./stateSays.ts";

const HINTS = [
  { keys: ["j", "k"], does: "move" },
  { keys: ["o"], does: "as it is" },
  { keys: ["w"], does: "rewriting" },
  { keys: ["b"], does: "block" },
  { keys: ["?"], does: "all keys" },
];
/** A client waits at the other end: the list is read often. */
const OFTEN = 2_000;

type Show = "waiting" | "decided";

function useView() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const show: Show = search.show === "decided" ? "decided" : "waiting";
  return {
    show,
    at: typeof search.at === "string" ? search.at : undefined,
    go: (next: { readonly at?: string | undefined; readonly show?: Show }) =>
      void navigate({
        to: "/guard/held",
        search: {
          ...((next.show ?? show) === "decided" ? { show: "decided" } : {}),
          ...(next.at === undefined ? {} : { at: next.at }),
        },
        replace: next.show === undefined,
        resetScroll: false,
      }),
  };
}

/** What was held back and waits for a person; one key answers, with a reason. */
export function HeldPage() {
  useTitle("Held");
  const { show, at: chosen, go } = useView();
  const query = usePages(["guard", "escalations", show], (after, signal) =>
    call(listEscalations, { query: { state: show, after, limit: 100 }, signal }),
  );
  useOften(() => void query.refetch(), show === "waiting" && !query.isError);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const found = items.findIndex(({ id }) => id === chosen);
  const at = Math.max(0, found);
  // What was chosen stays open when others decide it meanwhile and it leaves the list.
  const currentId = chosen ?? items[0]?.id;
  const move = (step: number) => {
    const next = items[found < 0 ? 0 : at + step];
    if (next) go({ at: next.id });
    if (at + step > items.length - 5 && query.hasNextPage && !query.isFetching)
      void query.fetchNextPage();
  };
  const onDone = (id: string) =>
    go({ at: items[at + 1]?.id ?? items.find((one) => one.id !== id)?.id });
  useKeys([
    { keys: "j", does: "next", on: found < items.length - 1, run: () => move(1) },
    { keys: "k", does: "the one before", on: at > 0, run: () => move(-1) },
  ]);
  return (
    <div className={panes.page}>
      <div className={panes.top}>
        <h1>Held</h1>
        <span className="dim">
          {query.data &&
            (show === "waiting"
              ? `${items.length}${query.hasNextPage ? " and more" : ""} waiting, the first to run out first`
              : "decided, newest first")}
        </span>
        <nav className={classes.shows} aria-label="What is shown">
          <ShowLink show="waiting" shown={show} label="Waiting" />
          <ShowLink show="decided" shown={show} label="Decided" />
        </nav>
      </div>
      <div className={panes.body}>
        <Asked query={query} what="what is held" lines={8}>
          {() =>
            currentId === undefined ? (
              <Nothing show={show} />
            ) : (
              <>
                <HeldList items={items} current={currentId} onCurrent={(id) => go({ at: id })} />
                <Opened key={currentId} id={currentId} line={items[found]} onDone={onDone} />
              </>
            )
          }
        </Asked>
      </div>
      <KeyHints hints={HINTS} />
    </div>
  );
}

function useOften(read: () => void, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") read();
    }, OFTEN);
    return () => clearInterval(timer);
  });
}

const ShowLink = (props: { readonly show: Show; readonly shown: Show; readonly label: string }) => (
  <Link
    to="/guard/held"
    search={props.show === "decided" ? { show: "decided" } : {}}
    activeOptions={{ exact: true }}
    aria-current={props.show === props.shown ? "page" : undefined}
  >
    {props.label}
  </Link>
);

const Nothing = ({ show }: { readonly show: Show }) =>
  show === "waiting" ? (
    <EmptyState page fact="Nothing is held.">
      When the guard escalates a mail, a page, or an answer of a model behind{" "}
      <code>assay guard proxy</code>, it waits here for you. What nobody decides in time is blocked.{" "}
      <Link to="/guard/try">Try a text</Link>.
    </EmptyState>
  ) : (
    <EmptyState page fact="Nothing was decided yet.">
      What you release or block is listed here, with who decided it and when; its words are gone by
      then.
    </EmptyState>
  );

/** The one under the cursor. It is read again when the list says that its state has changed. */
function Opened(props: {
  readonly id: string;
  readonly line: EscalationLine | undefined;
  readonly onDone: (id: string) => void;
}) {
  const { id, line } = props;
  const query = useQuery(escalationQuery(id));
  const [answer, setAnswer] = useState<Answer>();
  const { data, refetch } = query;
  const isGone = data?.state === "waiting" && (line === undefined || line.state !== data.state);
  useEffect(() => {
    if (isGone) void refetch();
  }, [isGone, refetch]);
  const may = (one: Answer) =>
    data !== undefined &&
    data.state === "waiting" &&
    timeToWait(data.expiresAt, new Date()) !== undefined &&
    data.answers.includes(one);
  const key = (one: Answer, does: string) => ({
    keys: ANSWER_KEY[one],
    does,
    on: may(one),
    run: () => may(one) && setAnswer(one),
  });
  useKeys([
    key("as-is", "let it go as it is"),
    key("rewrite", "let the rewriting go"),
    key("block", "block it"),
  ]);
  return (
    <div className={panes.panel}>
      <Asked query={query} what="what is held" lines={8}>
        {(held) => (
          <>
            <HeldItem held={held} onAnswer={setAnswer} />
            {answer && (
              <DecideDialog
                held={held}
                answer={answer}
                onDone={props.onDone}
                onClose={() => setAnswer(undefined)}
              />
            )}
          </>
        )}
      </Asked>
    </div>
  );
}
